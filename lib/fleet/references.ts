import type { JsonObject } from '../kubernetes/verdict.ts'
import { listOf, mappingOf, textOf } from './value.ts'
import type { Container, PodSpec, Workload } from './workload.ts'

export type ReferencedKind = 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount'

/** A name of another object in the same namespace, without which the pods do not start. */
export interface Reference {
  readonly kind: ReferencedKind
  readonly name: string
  /** Field that holds the name. */
  readonly path: string
  readonly key?: string
  /** Field that holds the key. */
  readonly keyPath?: string
}

/** What the pods of a workload refer to, key by key; what is `optional` may be absent. */
export function referencesOf({ job: { pod } }: Workload): readonly Reference[] {
  const containers = [...pod.initContainers, ...pod.containers]
  return [...containers.flatMap(ofContainer), ...pod.volumes.flatMap(({ path, value }) => ofVolume(path, value)), ...ofPod(pod)].filter(
    ({ name }) => name !== '',
  )
}

function ofContainer({ env, envFrom }: Container): readonly Reference[] {
  const single = env.flatMap(({ secret, configMap }) =>
    ([['Secret', secret] as const, ['ConfigMap', configMap] as const] as const).flatMap(([kind, found]) =>
      found && !found.optional ? [reference(kind, found.name, `${found.path}.name`, found.key, `${found.path}.key`)] : [],
    ),
  )
  const whole = envFrom.flatMap(({ path, secret, configMap, optional }) => [
    ...(secret === undefined || optional ? [] : [reference('Secret', secret, `${path}.secretRef.name`)]),
    ...(configMap === undefined || optional ? [] : [reference('ConfigMap', configMap, `${path}.configMapRef.name`)]),
  ])
  return [...single, ...whole]
}

function ofVolume(path: string, volume: JsonObject): readonly Reference[] {
  const claim = textOf(mappingOf(volume.persistentVolumeClaim).claimName)
  const projected = listOf(mappingOf(volume.projected).sources)
  return [
    ...(claim === undefined ? [] : [reference('PersistentVolumeClaim', claim, `${path}.persistentVolumeClaim.claimName`)]),
    ...ofSource('Secret', mappingOf(volume.secret), `${path}.secret`, 'secretName'),
    ...ofSource('ConfigMap', mappingOf(volume.configMap), `${path}.configMap`, 'name'),
    ...projected.flatMap((source, index) => [
      ...ofSource('Secret', mappingOf(mappingOf(source).secret), `${path}.projected.sources[${index}].secret`, 'name'),
      ...ofSource('ConfigMap', mappingOf(mappingOf(source).configMap), `${path}.projected.sources[${index}].configMap`, 'name'),
    ]),
  ]
}

/** A volume of a whole object, or of some of its keys. */
function ofSource(kind: ReferencedKind, source: JsonObject, path: string, field: string): readonly Reference[] {
  const name = textOf(source[field])
  if (name === undefined || source.optional === true) return []
  const items = listOf(source.items)
  if (items.length === 0) return [reference(kind, name, `${path}.${field}`)]
  return items.map((item, index) => reference(kind, name, `${path}.${field}`, textOf(mappingOf(item).key), `${path}.items[${index}].key`))
}

function ofPod({ path, serviceAccountName, imagePullSecrets, value }: PodSpec): readonly Reference[] {
  const field = value.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'
  return [
    ...(serviceAccountName === undefined ? [] : [reference('ServiceAccount', serviceAccountName, `${path}.${field}`)]),
    ...imagePullSecrets.map((name, index) => reference('Secret', name, `${path}.imagePullSecrets[${index}].name`)),
  ]
}

function reference(kind: ReferencedKind, name: string | undefined, path: string, key?: string, keyPath?: string): Reference {
  return { kind, name: name ?? '', path, ...(key === undefined || keyPath === undefined ? {} : { key, keyPath }) }
}
