import type { Cause, Json, JsonObject, Minor, ValidationReason } from '../verdict.ts'

/** Collects what is wrong, in the order in which the server looks. */
export class Report {
  readonly causes: Cause[] = []
  readonly warnings: string[] = []
  readonly minor: Minor

  constructor(minor: Minor) {
    this.minor = minor
  }

  add(reason: ValidationReason, field: string, message: string): void {
    this.causes.push({ stage: 'validation', reason, field, message })
  }

  required(field: string, detail = ''): void {
    this.add('FieldValueRequired', field, detail === '' ? 'Required value' : `Required value: ${detail}`)
  }

  invalid(field: string, value: Json | undefined, detail: string): void {
    this.add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${detail}`)
  }

  /** One cause for each of the messages. */
  invalidFor(field: string, value: Json | undefined, messages: readonly string[]): void {
    for (const message of messages) this.invalid(field, value, message)
  }

  notSupported(field: string, value: Json | undefined, supported: readonly string[]): void {
    this.add(
      'FieldValueNotSupported',
      field,
      `Unsupported value: ${shown(value)}: supported values: ${[...supported]
        .sort()
        .map((text) => JSON.stringify(text))
        .join(', ')}`,
    )
  }

  forbidden(field: string, detail: string): void {
    this.add('FieldValueForbidden', field, `Forbidden: ${detail}`)
  }

  duplicate(field: string, value: Json | undefined): void {
    this.add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`)
  }

  notFound(field: string, value: Json | undefined): void {
    this.add('FieldValueNotFound', field, `Not found: ${shown(value)}`)
  }

  tooLong(field: string, limit: number): void {
    this.add('FieldValueTooLong', field, `Too long: may not be more than ${limit} bytes`)
  }

  tooMany(field: string, count: number, limit: number): void {
    this.add('FieldValueTooMany', field, `Too many: ${count}: must have at most ${limit} items`)
  }

  warn(message: string): void {
    this.warnings.push(message)
  }

  /** A value outside its list; an absent one is somebody else's business. */
  oneOf(field: string, value: Json | undefined, supported: readonly string[]): void {
    if (value !== undefined && !supported.includes(value as string)) this.notSupported(field, value, supported)
  }

  notNegative(field: string, value: Json | undefined): void {
    if (value !== undefined && Number(value) < 0) this.invalid(field, value, 'must be greater than or equal to 0')
  }
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'null'
  return typeof value === 'bigint'
    ? String(value)
    : JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item))
}

/* Reading a decoded object, in which every field has its declared type. */

const NOTHING: JsonObject = Object.freeze({})

export function objectIn(object: JsonObject, field: string): JsonObject | undefined {
  return object[field] as JsonObject | undefined
}

/** The object under a field, or an empty one: the server's structs are always there. */
export function structIn(object: JsonObject, field: string): JsonObject {
  return (object[field] as JsonObject | undefined) ?? NOTHING
}

export function listIn(object: JsonObject, field: string): readonly JsonObject[] {
  return (object[field] as readonly JsonObject[] | undefined) ?? []
}

export function textsIn(object: JsonObject, field: string): readonly string[] {
  return (object[field] as readonly string[] | undefined) ?? []
}

/** A string; absent is empty, as in Go. */
export function textIn(object: JsonObject, field: string): string {
  return (object[field] as string | undefined) ?? ''
}

export function numberIn(object: JsonObject, field: string): number | undefined {
  const value = object[field]
  return value === undefined ? undefined : Number(value)
}

export function flagIn(object: JsonObject, field: string): boolean | undefined {
  return object[field] as boolean | undefined
}
