import picomatch from 'picomatch'
import type { FleetObject } from './cluster.ts'
import { deliveredPaths } from './delivery.ts'
import { folderOf, foldersUp } from './folder.ts'
import { readKustomization, type Kustomization } from './kustomization.ts'

/** Which clusters a file runs in, and who brings them there. */
export interface ClusterRoots {
  readonly clustersOf: (path: string) => readonly string[]
  readonly deliveredBy: (cluster: string) => readonly FleetObject[]
  /** Applications and Kustomizations whose folder is not here: another repository, or a part of this one that was not handed over. */
  readonly unmatched: ReadonlySet<FleetObject>
}

/**
 * Finds the places that a repository is deployed to: the paths of Argo CD Applications and Flux Kustomizations, and kustomize overlays (a kustomization that takes in a folder
 * outside of its own and that no other overlay takes in). What they take in from elsewhere, such as a base, runs in each of them.
 */
export function findClusterRoots(paths: readonly string[], objects: readonly FleetObject[]): ClusterRoots | undefined {
  const kustomizations = objects.map(readKustomization).filter((found) => found !== undefined)
  const deliveries = objects.map((object) => [object, deliveredPaths(object)] as const).filter(([, wanted]) => wanted.length > 0)
  if (kustomizations.length === 0 && deliveries.length === 0) return undefined
  const folders = new Set(paths.flatMap((path) => foldersUp(folderOf(path))))
  const byFolder = new Map(kustomizations.map((kustomization) => [kustomization.folder, kustomization]))
  const origins = new Map<string, FleetObject[]>()
  const unmatched = new Set<FleetObject>()
  for (const [object, wanted] of deliveries) {
    const found = wanted.flatMap((path) => locateFolder(path, object.object.file, folders))
    if (found.length === 0) unmatched.add(object)
    for (const folder of found) origins.set(folder, [...(origins.get(folder) ?? []), object])
  }
  const roots = new Set([...origins.keys(), ...overlayRoots(kustomizations, byFolder)])
  const nameOf = (folder: string): string | undefined => {
    const around = foldersUp(folder).filter((candidate) => roots.has(candidate))
    return around.find((candidate) => origins.has(candidate)) ?? around[0]
  }
  const reached = reach(kustomizations, byFolder, nameOf)
  return {
    clustersOf(path) {
      const own = nameOf(folderOf(path))
      return own === undefined ? [...(reached.get(path) ?? [])] : [own]
    },
    deliveredBy: (cluster) => origins.get(cluster) ?? [],
    unmatched,
  }
}

/** A path is relative to the root of the repository, which is somewhere above the file that says it. */
function locateFolder(path: string, file: string, folders: ReadonlySet<string>): readonly string[] {
  const above = [...foldersUp(folderOf(file))].reverse()
  const glob = /[*?[]/.test(path)
  for (const base of above) {
    const full = base === '' ? path : `${base}/${path}`
    const matches = glob ? picomatch(full) : undefined
    const found = matches ? [...folders].filter((folder) => matches(folder)) : folders.has(full) ? [full] : []
    if (found.length > 0) return found
  }
  return []
}

function overlayRoots(all: readonly Kustomization[], byFolder: ReadonlyMap<string, Kustomization>): readonly string[] {
  const takesOutside = ({ folder, resources }: Kustomization): boolean =>
    resources.some((path) => byFolder.has(path) && !foldersUp(path).includes(folder))
  const overlays = all.filter((kustomization) => !kustomization.component && takesOutside(kustomization))
  const taken = new Set(overlays.flatMap(({ resources }) => resources))
  return overlays.filter(({ folder }) => !taken.has(folder)).map(({ folder }) => folder)
}

/** Every file that a root's kustomizations take in, however far away, with the names of these roots. */
function reach(
  all: readonly Kustomization[],
  byFolder: ReadonlyMap<string, Kustomization>,
  nameOf: (folder: string) => string | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Map<string, Set<string>>()
  for (const { folder } of all) {
    const name = nameOf(folder)
    if (name === undefined) continue
    const seen = new Set<string>()
    const visit = (current: Kustomization): void => {
      if (seen.has(current.folder)) return
      seen.add(current.folder)
      for (const path of [current.object.object.file, ...current.resources]) {
        const next = byFolder.get(path)
        if (next) visit(next)
        else reached.set(path, (reached.get(path) ?? new Set()).add(name))
      }
    }
    visit(byFolder.get(folder) as Kustomization)
  }
  return reached
}
