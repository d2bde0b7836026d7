import type { ScalarValue } from '../reader/index.ts'
import { isQuantity, quantityFault } from './quantity.ts'
import { isInstant } from './rfc3339.ts'
import type { ValueKind } from './type-table.ts'
import type { Json } from './verdict.ts'

const INT32 = 2 ** 31
const INT64 = 2n ** 63n

/** What the value of a scalar that is not null is for a field of this kind; `undefined` where the server cannot take it. */
export function decodeScalar(value: ScalarValue, kind: ValueKind): Json | undefined {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined
    case 'int32':
      return isInt32(value) ? value + 0 : undefined
    case 'int64':
      return int64Of(value)
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? value : undefined
    case 'quantity':
      return quantityOf(value)
    case 'int-or-string':
      return typeof value === 'string' || isInt32(value) ? value : undefined
    case 'time':
      return typeof value === 'string' && isInstant(value) ? value : undefined
    case 'bytes':
      return typeof value === 'string' && isBase64(value) ? value : undefined
    case 'any':
      return value
    case 'list':
    case 'map':
    case 'object':
      return undefined
  }
}

/** Types that read themselves speak for themselves. */
export function ownFault(value: ScalarValue, kind: ValueKind): string | undefined {
  if (kind === 'quantity') return quantityFault(quantityText(value))
  if (kind === 'time' && typeof value === 'string') return `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00"`
  return undefined
}

/** `1.0` and `1e2` are whole numbers: only the JSON that YAML becomes counts. */
function isInt32(value: ScalarValue): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -INT32 && value < INT32
}

/** A float beyond 2^53 is written with the digits that tell it apart, then zeros, and read as an integer again. */
function int64Of(value: ScalarValue): number | bigint | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0
  const text = jsonNumber(value)
  if (text === undefined || !/^-?\d+$/.test(text)) return undefined
  const big = BigInt(text)
  return big >= -INT64 && big < INT64 ? big : undefined
}

function quantityOf(value: ScalarValue): string | undefined {
  const text = quantityText(value)
  return isQuantity(text) ? text : undefined
}

/** Blanks around a quoted quantity are trimmed. */
function quantityText(value: ScalarValue): string {
  return typeof value === 'string' ? value.trim() : String(value)
}

function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, '')
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed)
}

/** A number as the JSON that the server reads has it: Go and JavaScript write the same shortest digits and change to exponents at the same size. */
export function jsonNumber(value: ScalarValue): string | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined
}

/** What Go's JSON decoder calls a value; only a number that an integer field refuses is told with its digits. */
export function goValueName(value: ScalarValue, kind: ValueKind): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  const digits = kind === 'int32' || kind === 'int64' || kind === 'int-or-string' ? jsonNumber(value) : undefined
  return digits === undefined ? 'number' : `number ${digits}`
}
