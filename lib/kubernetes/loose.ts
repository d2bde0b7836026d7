import type { Json, JsonObject } from './verdict.ts'

/* Reading JSON whose types nobody has checked: what is not of the expected type is as good as absent. */

const NOTHING: JsonObject = Object.freeze({})

export function mappingOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : NOTHING
}

export function mappingsOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(mappingOf) : []
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === 'string') : []
}

/** True for a field that is there: `null` is absent for the server. */
export function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null
}

/** A container of a pod, with the field path at which it stands. */
export interface PlacedContainer {
  readonly container: JsonObject
  readonly name: string
  readonly at: string
  readonly init: boolean
}

/** Init containers first, as the kubelet runs them. */
export function containersOf(pod: JsonObject, path: string): readonly PlacedContainer[] {
  return (['initContainers', 'containers'] as const).flatMap((field) =>
    mappingsOf(pod[field]).map((container, index) => ({
      container,
      name: textOf(container.name),
      at: `${path}.${field}[${index}]`,
      init: field === 'initContainers',
    })),
  )
}

/** Why the cluster refuses what the API server accepted, and the field that decides it. */
export interface CreationFault {
  readonly field: string
  readonly message: string
}
