import type { NamespaceObjects } from '../kubernetes/index.ts'
import type { Cluster } from './cluster.ts'

const known = new WeakMap<Cluster, Map<string, NamespaceObjects>>()

/** The objects of the cluster that speak for a namespace. Who says no namespace gets it where it is applied: nobody knows. */
export function namespaceObjects(cluster: Cluster, namespace: string | undefined): NamespaceObjects {
  if (namespace === undefined) return { limitRanges: [], quotas: [] }
  let byName = known.get(cluster)
  if (!byName) known.set(cluster, (byName = new Map()))
  let found = byName.get(namespace)
  if (!found) byName.set(namespace, (found = readNamespace(namespace, cluster)))
  return found
}

function readNamespace(namespace: string, { objects }: Cluster): NamespaceObjects {
  const inside = objects.filter(({ object }) => object.namespace === namespace)
  const own = objects.find(({ object }) => object.kind === 'Namespace' && object.name === namespace)
  return {
    ...(own ? { namespace: own.value } : {}),
    limitRanges: inside.filter(({ object }) => object.kind === 'LimitRange').map(({ value }) => value),
    quotas: inside.filter(({ object }) => object.kind === 'ResourceQuota').map(({ value }) => value),
  }
}
