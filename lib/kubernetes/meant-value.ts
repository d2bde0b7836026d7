import type { Node, Scalar } from '../reader/index.ts'
import { isQuantity } from './quantity.ts'
import type { FieldType } from './type-table.ts'
import type { Json } from './verdict.ts'

/** The value of the right type that an author probably meant, or nothing where that would be a guess. */
export function meantValue(node: Node, field: FieldType): Json | undefined {
  if (node.kind !== 'scalar') return undefined
  switch (field.kind) {
    case 'string':
      return typeof node.value === 'number' && !Number.isFinite(node.value) ? undefined : node.text
    case 'boolean':
      return meantBoolean(node)
    case 'int32':
    case 'int64':
      return meantInteger(node, field)
    case 'int-or-string':
      return undefined
    case 'quantity':
      return meantQuantity(node.text)
    case 'list':
      return field.element?.kind === 'string' && typeof node.value === 'string' && node.value !== '' ? [node.value] : undefined
    default:
      return undefined
  }
}

const TRUE = new Set(['true', 'yes', 'on', 'y', '1', 'enabled'])
const FALSE = new Set(['false', 'no', 'off', 'n', '0', 'disabled'])

function meantBoolean({ text }: Scalar): boolean | undefined {
  const word = text.trim().toLowerCase()
  return TRUE.has(word) ? true : FALSE.has(word) ? false : undefined
}

const DURATION = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?$/

/** A number in quotes, or a duration such as `5m` in a field that counts seconds. */
function meantInteger({ value }: Scalar, { name, kind }: FieldType): number | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const plain = /^-?\d{1,15}$/.test(text)
    ? Number(text)
    : /^\d{1,3}(?:[,_ ]\d{3})+$/.test(text)
      ? Number(text.replace(/\D/g, ''))
      : undefined
  if (plain !== undefined) return kind === 'int64' || Math.abs(plain) < 2 ** 31 ? plain : undefined
  const parts = name.endsWith('Seconds') && text !== '' ? DURATION.exec(text) : null
  return parts ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0) : undefined
}

/** `1 Gi`, `512MB`, `512mib`, `64i`, `1,5`: what stands there says what was meant, nearly. */
function meantQuantity(text: string): string | undefined {
  const tidy = text.trim().replace(/\s+/g, '').replace(',', '.')
  if (tidy !== text && isQuantity(tidy)) return tidy
  const match = /^(\d+(?:\.\d+)?)([kmgtpe]?)(i?)b?(?:ytes?)?$/i.exec(tidy)
  if (!match) return undefined
  const [, number, letter, binary] = match
  if (letter === '') return binary === '' ? undefined : `${number}Mi`
  // `MB` is decimal; a lone small letter (`1g`) and `Mib` are binary in the habit of every shell.
  const decimal = binary === '' && /b$/i.test(tidy) && letter === letter.toUpperCase()
  return decimal ? `${number}${letter === 'K' ? 'k' : letter}` : `${number}${letter.toUpperCase()}i`
}
