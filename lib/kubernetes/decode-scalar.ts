import type { Scalar } from '../reader/index.ts'
import { isQuantity } from './quantity.ts'
import type { Json } from './verdict.ts'
import type { ValueKind } from './type-table.ts'

/** What a scalar is for a field: its value, or why the server cannot take it. */
export type Decoded = { readonly value: Json } | { readonly expected: string; readonly meant?: Json }

const INT32 = 2 ** 31
const INT64 = 2n ** 63n

/** Decodes a scalar that is not null for a field of this kind. */
export function decodeScalar({ value, text }: Scalar, kind: ValueKind): Decoded {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? { value } : { expected: 'a string', meant: text }
    case 'bytes':
      return typeof value === 'string' && isBase64(value) ? { value } : { expected: 'base64 text' }
    case 'time':
      return typeof value === 'string' && isTime(value) ? { value } : { expected: 'an instant such as 2027-01-15T12:00:00Z' }
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { expected: 'true or false', ...meantBoolean(value) }
    case 'int32':
      return typeof value === 'number' && isInteger(value) && value >= -INT32 && value < INT32 ? { value } : { expected: 'a whole number of 32 bits', ...meantInteger(value) }
    case 'int64':
      return isInt64(value) ? { value } : { expected: 'a whole number', ...meantInteger(value) }
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? { value } : { expected: 'a number', ...meantInteger(value) }
    case 'int-or-string':
      if (typeof value === 'string') return { value }
      return typeof value === 'number' && isInteger(value) && value >= -INT32 && value < INT32 ? { value } : { expected: 'a whole number or a string' }
    case 'quantity':
      return decodeQuantity(value, text)
    case 'any':
      return { value }
    case 'list':
      return { expected: 'a list' }
    case 'map':
    case 'object':
      return { expected: 'a mapping' }
  }
}

/** `1.0` and `1e2` are whole; -0.0 is written `-0` in JSON, which Go takes. */
function isInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 1e21
}

function isInt64(value: Scalar['value']): boolean {
  if (typeof value === 'bigint') return value >= -INT64 && value < INT64
  return typeof value === 'number' && isInteger(value) && Math.abs(value) < 2 ** 63
}

function decodeQuantity(value: Scalar['value'], text: string): Decoded {
  if (typeof value === 'number' || typeof value === 'bigint') return { value: typeof value === 'number' ? value : String(value) }
  if (typeof value === 'string' && isQuantity(value.trim())) return { value: value.trim() }
  const meant = /^(\d+(?:\.\d+)?)\s*([kmgtpe])i?b?$/i.exec(text)
  const suffix = meant && { k: 'Ki', m: 'Mi', g: 'Gi', t: 'Ti', p: 'Pi', e: 'Ei' }[meant[2].toLowerCase()]
  return { expected: 'a quantity such as 500m or 64Mi', ...(meant && suffix ? { meant: `${meant[1]}${suffix}` } : {}) }
}

function meantInteger(value: Scalar['value']): { readonly meant?: Json } {
  const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : undefined
  return number === undefined ? {} : { meant: number }
}

function meantBoolean(value: Scalar['value']): { readonly meant?: Json } {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return text === 'true' || text === 'yes' || text === 'on' ? { meant: true } : text === 'false' || text === 'no' || text === 'off' ? { meant: false } : {}
}

function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '')
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed)
}

/** RFC 3339, as Go reads it: seconds required, a fraction allowed. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
}
