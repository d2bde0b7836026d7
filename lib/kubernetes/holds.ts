import type { Json, JsonObject } from './verdict.ts'

/** Whether a value is one of those of which there is nothing to say. */
export type Holds = (value: Json) => boolean
export type Fields = ReadonlyMap<string, Holds>

/** True for an object of which every field holds. */
export function holdsAll(value: Json | undefined, fields: Fields): boolean {
  if (!isMapping(value)) return false
  for (const field in value) {
    const holds = fields.get(field)
    if (holds === undefined || !holds(value[field] as Json)) return false
  }
  return true
}

export function isMapping(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

export function fieldsOf(fields: Readonly<Record<string, Holds>>): Fields {
  return new Map(Object.entries(fields))
}

export function oneOf(...values: readonly string[]): Holds {
  return (value) => values.includes(value as string)
}

export function objectOf(fields: Fields, ...required: readonly string[]): Holds {
  return (value) => {
    if (!holdsAll(value, fields)) return false
    for (const field of required) if ((value as JsonObject)[field] === undefined) return false
    return true
  }
}

export function listOf(holds: Holds): Holds {
  return (value) => {
    if (!isList(value)) return false
    for (const item of value) if (!holds(item)) return false
    return true
  }
}

/** What a fleet repeats need not be looked at twice. */
const MOST_KNOWN = 512

export function remembered(holds: Holds): Holds {
  const known = new Set<Json>()
  return (value) => {
    if (known.has(value)) return true
    if (!holds(value)) return false
    if (known.size < MOST_KNOWN) known.add(value)
    return true
  }
}
