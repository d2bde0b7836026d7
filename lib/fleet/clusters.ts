import picomatch from 'picomatch'
import type { Cluster, FleetObject } from './cluster.ts'
import { findClusterRoots } from './cluster-roots.ts'
import { deliveredPaths, deliveryTool } from './delivery.ts'
import type { Workload } from './workload.ts'

/** The facts of one file. */
export interface FileFacts {
  readonly path: string
  readonly workloads: readonly Workload[]
  readonly objects: readonly FleetObject[]
}

/**
 * Divides the files among clusters: by the config's globs; without them each path of an Argo CD Application or Flux Kustomization and each kustomize overlay is one, and a
 * base runs in every overlay that takes it in; else a folder under `overlays/`, `environments/`, `envs/` or `clusters/` is one; what is left is one.
 */
export function clustersOf(
  given: readonly FileFacts[],
  globs: Readonly<Record<string, readonly string[]>> | undefined,
  complete: boolean,
  /** The path to which globs are relative; the file's own without it. */
  globPath: (path: string) => string = (path) => path,
): readonly Cluster[] {
  // In one order, whichever way they came: what is told at the second of two is told at the same one in every run.
  const files = given.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  const objects = files.flatMap((file) => file.objects)
  const roots = findClusterRoots(
    files.map(({ path }) => path),
    objects,
  )
  const matching = globs && byGlobs(globs)
  const namesOf = matching ? (path: string) => matching(globPath(path)) : (path: string) => orFolder(path, roots?.clustersOf(path) ?? [])
  const members = new Map<string, FileFacts[]>()
  for (const file of files) {
    for (const name of namesOf(file.path)) {
      const list = members.get(name)
      if (list) list.push(file)
      else members.set(name, [file])
    }
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, list]) => {
      const own = list.flatMap((file) => file.objects)
      const unplaced = own.filter((object) => deliveryTool(object) && (deliveredPaths(object).length === 0 || roots?.unmatched.has(object)))
      return {
        name,
        workloads: list.flatMap(({ workloads }) => workloads),
        objects: own,
        complete,
        deliveredBy: globs ? deliverers(list, roots) : (roots?.deliveredBy(name) ?? []),
        unplaced,
      }
    })
}

function deliverers(list: readonly FileFacts[], roots: ReturnType<typeof findClusterRoots>): readonly FleetObject[] {
  if (!roots) return []
  const names = new Set(list.flatMap(({ path }) => roots.clustersOf(path)))
  return [...new Set([...names].flatMap((name) => roots.deliveredBy(name)))]
}

function byGlobs(globs: Readonly<Record<string, readonly string[]>>): (path: string) => readonly string[] {
  const matchers = Object.entries(globs).map(([name, patterns]) => [name, picomatch([...patterns], { dot: true })] as const)
  return (path) => [matchers.find(([, matches]) => matches(path))?.[0] ?? '']
}

const ENVIRONMENT = /^(?:.*\/)?(?:overlays|environments|envs|clusters)\/[^/]+(?=\/)/

function orFolder(path: string, names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : [ENVIRONMENT.exec(path)?.[0] ?? '']
}
