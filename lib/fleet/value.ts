import type { Json, JsonObject } from '../kubernetes/verdict.ts'

/* Reading values of unknown shape. A value of another type than asked is "given but not known": never absent, never judged. */

const NOTHING: JsonObject = Object.freeze({})
const NO_LABELS: Readonly<Record<string, string>> = Object.freeze({})

/** A mapping, or an empty one for anything else. */
export function mappingOf(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : NOTHING
}

/** The mapping itself, or `undefined` where none is given. */
export function givenMapping(value: Json | undefined): JsonObject | undefined {
  const mapping = mappingOf(value)
  return mapping === NOTHING ? undefined : mapping
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

/** A text; other scalars as they would be written, so that they count as given. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (value === undefined || value === null || typeof value === 'object') return undefined
  return String(value)
}

/** A number; NaN where something else is given. */
export function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (value === undefined || value === null) return undefined
  return typeof value === 'bigint' ? Number(value) : Number.NaN
}

export function switchOf(value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

export function textsOf(value: Json | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]).map((item) => textOf(item) ?? '') : undefined
}

export function labelsOf(value: Json | undefined): Readonly<Record<string, string>> {
  const mapping = mappingOf(value)
  if (mapping === NOTHING) return NO_LABELS
  const labels: Record<string, string> = {}
  for (const key in mapping) labels[key] = textOf(mapping[key]) ?? ''
  return labels
}
