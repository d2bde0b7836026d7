import {
  deliveryTool,
  folderOf,
  readKustomization,
  type Cluster,
  type Reference,
  type Supply,
  type Workload,
} from '../../lib/fleet/index.ts'
import type { OptionValue } from '../../lib/rule/index.ts'

/** What every namespace has without anybody's doing; OpenShift's own included. */
export function isGiven(kind: Reference['kind'], name: string): boolean {
  if (kind === 'ServiceAccount') return ['default', 'builder', 'deployer', 'pipeline'].includes(name)
  return kind === 'ConfigMap' && ['kube-root-ca.crt', 'openshift-service-ca.crt'].includes(name)
}

export function fromElsewhere(option: OptionValue, kind: string): boolean {
  return (option as readonly string[]).includes(kind)
}

/**
 * Whether an object of this kind would stand here if it existed: others of its kind and namespace do, and nothing around can make more of them (a HelmRelease, a remote base, a
 * chart). Of single files without their repository only the same file counts.
 */
export function isSettled(cluster: Cluster, { namespace, object }: Workload, { kind, name }: Reference, all: readonly Supply[]): boolean {
  if (isGiven(kind, name)) return false
  const beside = all.filter(
    (supply) =>
      (supply.namespace ?? '') === (namespace ?? '') &&
      (cluster.complete ? folderOf(supply.source.object.file) === folderOf(object.file) : supply.source.object.file === object.file),
  )
  return beside.length > 0 && !cluster.objects.some((other) => bringsMore(other, namespace))
}

function bringsMore(other: Cluster['objects'][number], namespace: string | undefined): boolean {
  const kustomization = readKustomization(other)
  if (kustomization?.remote) return true
  return (
    deliveryTool(other) !== undefined &&
    other.object.kind === 'HelmRelease' &&
    (other.object.namespace === undefined || other.object.namespace === namespace)
  )
}
