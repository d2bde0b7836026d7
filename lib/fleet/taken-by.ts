import type { Cluster } from './cluster.ts'
import { readKustomization, type Kustomization } from './kustomization.ts'

const memo = new WeakMap<Cluster, ReadonlyMap<string, readonly Kustomization[]>>()

/** The kustomizations of the cluster that take in a file, directly or through others. */
export function takenBy(cluster: Cluster, file: string): readonly Kustomization[] {
  let known = memo.get(cluster)
  if (!known) memo.set(cluster, (known = readTaken(cluster)))
  return known.get(file) ?? []
}

function readTaken({ objects }: Cluster): ReadonlyMap<string, readonly Kustomization[]> {
  const all = objects.map(readKustomization).filter((found) => found !== undefined)
  const byFolder = new Map(all.map((kustomization) => [kustomization.folder, kustomization]))
  const taken = new Map<string, Kustomization[]>()
  for (const root of all) {
    const seen = new Set<Kustomization>()
    const visit = (current: Kustomization): void => {
      if (seen.has(current)) return
      seen.add(current)
      for (const path of current.resources) {
        const next = byFolder.get(path)
        if (next) visit(next)
        else taken.set(path, [...(taken.get(path) ?? []), root])
      }
    }
    visit(root)
  }
  return taken
}
