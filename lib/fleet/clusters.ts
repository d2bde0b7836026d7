import picomatch from 'picomatch'
import type { Cluster, FleetObject } from './cluster.ts'
import type { Workload } from './workload.ts'

/** The facts of one file. */
export interface FileFacts {
  readonly path: string
  readonly workloads: readonly Workload[]
  readonly objects: readonly FleetObject[]
}

/**
 * Divides the files among clusters: by the config's globs; without them each kustomize overlay is one (a folder under `overlays/`, `environments/`,
 * `envs/` or `clusters/`); what is left is one.
 */
export function clustersOf(
  files: readonly FileFacts[],
  globs: Readonly<Record<string, readonly string[]>> | undefined,
  complete: boolean,
): readonly Cluster[] {
  const nameOf = globs ? byGlobs(globs) : byFolder
  const members = new Map<string, FileFacts[]>()
  for (const file of files) {
    const name = nameOf(file.path)
    const list = members.get(name)
    if (list) list.push(file)
    else members.set(name, [file])
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => ({
      name,
      workloads: list.flatMap(({ workloads }) => workloads),
      objects: list.flatMap(({ objects }) => objects),
      complete,
    }))
}

function byGlobs(globs: Readonly<Record<string, readonly string[]>>): (path: string) => string {
  const matchers = Object.entries(globs).map(([name, patterns]) => [name, picomatch([...patterns], { dot: true })] as const)
  return (path) => matchers.find(([, matches]) => matches(path))?.[0] ?? ''
}

const ENVIRONMENT = /^(?:.*\/)?(?:overlays|environments|envs|clusters)\/[^/]+(?=\/)/

function byFolder(path: string): string {
  return ENVIRONMENT.exec(path)?.[0] ?? ''
}
