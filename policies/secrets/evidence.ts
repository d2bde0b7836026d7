import {
  deliveryTool,
  folderOf,
  readKustomization,
  type Cluster,
  type FleetObject,
  type Reference,
  type Workload,
} from '../../lib/fleet/index.ts'
import type { Stock } from './stock.ts'

/** What every namespace has without anybody's doing; OpenShift's own included. */
export function isGiven(kind: Reference['kind'], name: string): boolean {
  if (kind === 'ServiceAccount') return ['default', 'builder', 'deployer', 'pipeline'].includes(name)
  return kind === 'ConfigMap' && ['kube-root-ca.crt', 'openshift-service-ca.crt'].includes(name)
}

/**
 * Whether an object of this kind would stand here if it existed. In the same file as others of its kind it would. In another file of its folder it would where the jobs
 * there find most of their names in other files, or this is the only one that is nowhere; but not where something around makes more of them: a HelmRelease, a remote base, a
 * chart. Of single files without their repository only the same file counts.
 */
export function isSettled(cluster: Cluster, stock: Stock, { namespace, object }: Workload, { kind, name }: Reference): boolean {
  const folder = folderOf(object.file)
  const beside = stock.beside(kind, folder, namespace)
  if (beside.length === 0 || isGiven(kind, name) || bringsMore(cluster, namespace)) return false
  if (beside.some(({ source }) => source.object.file === object.file)) return true
  if (!cluster.complete) return false
  const used = [...stock.used(kind, folder, namespace)].filter(([other]) => !isGiven(kind, other))
  const missing = used.filter(([other]) => stock.named(kind, other).length === 0).length
  const found = used.filter(([other, file]) => stock.named(kind, other).some(({ source }) => source.object.file !== file)).length
  return missing <= Math.max(1, found)
}

const bringers = new WeakMap<Cluster, readonly FleetObject[]>()

/** Whether something makes objects of the namespace that stand in no file: a remote base, a chart. */
function bringsMore(cluster: Cluster, namespace: string | undefined): boolean {
  let known = bringers.get(cluster)
  if (!known) bringers.set(cluster, (known = cluster.objects.filter(brings)))
  return known.some(({ object }) => object.kind !== 'HelmRelease' || object.namespace === undefined || object.namespace === namespace)
}

function brings(object: FleetObject): boolean {
  return readKustomization(object)?.remote === true || (object.object.kind === 'HelmRelease' && deliveryTool(object) !== undefined)
}
