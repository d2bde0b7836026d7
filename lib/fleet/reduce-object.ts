import type { Json, JsonObject } from '../kubernetes/index.ts'
import type { FleetObject } from './cluster.ts'
import { isKustomization } from '../manifest/index.ts'
import { readableFields } from './readable-secret.ts'
import { labelsOf, mappingOf } from './value.ts'
import type { ObjectReference } from './workload.ts'

const DATA_FIELDS = ['data', 'stringData', 'binaryData'] as const

/** What rules on clusters may ask of an object that is no workload. The data of a Secret never leaves the file: only its keys do. */
export function reduceObject(value: Json, object: ObjectReference): FleetObject | undefined {
  const root = mappingOf(value)
  // A kustomization needs no kind: its name says it.
  if (object.kind === '' && isKustomization(object.file))
    return reduceObject(value, { ...object, kind: 'Kustomization', apiVersion: 'kustomize.config.k8s.io/v1beta1' })
  if (object.kind === '') return undefined
  const metadata = mappingOf(root.metadata)
  const head = { object, labels: labelsOf(metadata.labels), annotations: labelsOf(metadata.annotations) }
  if (object.kind !== 'Secret' && object.kind !== 'ConfigMap') return { ...head, value: root }
  const keys = DATA_FIELDS.flatMap((field) => Object.keys(mappingOf(root[field])))
  const kept: JsonObject = Object.fromEntries(
    Object.entries(root).filter(
      ([field]) => !(DATA_FIELDS as readonly string[]).includes(field) || (object.kind === 'ConfigMap' && field === 'data'),
    ),
  )
  return { ...head, value: kept, keys, ...(object.kind === 'Secret' ? { readable: readableFields(root) } : {}) }
}
