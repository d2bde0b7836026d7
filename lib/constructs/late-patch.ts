import { ApiObject, JsonPatch } from 'cdk8s'
import type { IConstruct } from 'constructs'

/**
 * Patches what an object becomes, after cdk8s-plus-27 has dropped every field that Kubernetes 1.27 did not know. Paths and values are those of the wire.
 */
export function patchLate(construct: IConstruct, patches: () => readonly JsonPatch[]): void {
  const object = ApiObject.of(construct)
  const original = object.toJson.bind(object)
  Object.defineProperty(object, 'toJson', { value: () => JsonPatch.apply(original(), ...patches()) as unknown })
}
