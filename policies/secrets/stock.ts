import { folderOf, referencesOf, suppliesOf, type Cluster, type ReferencedKind, type Supply } from '../../lib/fleet/index.ts'
import { editDistance } from '../../lib/kubernetes/suggest.ts'

/** What a cluster has to refer to, and what its jobs refer to, in the order in which it is asked for. */
export interface Stock {
  readonly empty: boolean
  readonly named: (kind: ReferencedKind, name: string) => readonly Supply[]
  /** Those that stand in a folder and belong to a namespace. */
  readonly beside: (kind: ReferencedKind, folder: string, namespace: string | undefined) => readonly Supply[]
  /** Names that the jobs of a folder and namespace refer to, each with a file that does. */
  readonly used: (kind: ReferencedKind, folder: string, namespace: string | undefined) => ReadonlyMap<string, string>
  /** A name that differs by two letters at most; other numbers are other names. */
  readonly nearly: (kind: ReferencedKind, name: string, fits: (supply: Supply) => boolean) => string | undefined
}

export function stockOf(cluster: Cluster): Stock {
  const supplies = suppliesOf(cluster)
  const byName = groupBy(supplies, ({ kind, name }) => key(kind, name))
  const byPlace = groupBy(supplies, ({ kind, namespace, source }) => key(kind, folderOf(source.object.file), namespace))
  const byForm = groupBy(
    supplies.map((supply, order) => ({ supply, order })),
    ({ supply: { kind, name } }) => formOf(kind, name, name.length),
  )
  const used = new Map<string, Map<string, string>>()
  if (supplies.length > 0)
    for (const workload of cluster.workloads) {
      const folder = folderOf(workload.object.file)
      for (const { kind, name } of referencesOf(workload)) {
        const place = key(kind, folder, workload.namespace)
        used.set(place, (used.get(place) ?? new Map<string, string>()).set(name, workload.object.file))
      }
    }
  return {
    empty: supplies.length === 0,
    named: (kind, name) => byName.get(key(kind, name)) ?? [],
    beside: (kind, folder, namespace) => byPlace.get(key(kind, folder, namespace)) ?? [],
    used: (kind, folder, namespace) => used.get(key(kind, folder, namespace)) ?? new Map(),
    nearly(kind, name, fits) {
      if (name.length < 6) return undefined
      const near = [-2, -1, 0, 1, 2]
        .flatMap((more) => byForm.get(formOf(kind, name, name.length + more)) ?? [])
        .filter(({ supply }) => editDistance(supply.name, name) <= 2 && fits(supply))
      return near.sort((a, b) => a.order - b.order)[0]?.supply.name
    },
  }
}

function key(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join('\n')
}

/** Names of one form may be meant for each other: they differ little in length, and not in their digits. */
function formOf(kind: ReferencedKind, name: string, length: number): string {
  return key(kind, name.replace(/\D/g, ''), String(length))
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
