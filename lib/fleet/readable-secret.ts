import type { JsonObject } from '../kubernetes/verdict.ts'
import { mappingOf, textOf } from './value.ts'

/** What only stands for a value, or for a part of it: another tool puts the real one there. */
const PART = /\$\{\w+|\{\{|<path:|\$\(\w+\)/
const PLACEHOLDER = /^(?:\$\{.*\}|<[^>]*>|ref\+.*|\{\{.*\}\}|ENC\[.*|vault:.*|@\w+@|%\w+%|__\w+__|\$\w+|.*x{6,}.*|\*+|\.{3,})$/is
const TO_BE_REPLACED =
  /^(?:your[-_ ]|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|placeholder|to-?do|tbd|redacted|dummy|example|fill[-_ ]|insert[-_ ]|set[-_ ]me)/i

/** Fields of `data` and `stringData` whose values anybody who reads the file can read: base64 is no encryption. */
export function readableFields(secret: JsonObject): readonly string[] {
  if (mappingOf(secret.sops).mac !== undefined) return []
  return (['data', 'stringData'] as const).flatMap((field) =>
    Object.entries(mappingOf(secret[field]))
      .filter(([, value]) => isReadable(textOf(value) ?? '', field === 'data'))
      .map(([key]) => (key.includes('.') ? `${field}[${key}]` : `${field}.${key}`)),
  )
}

function isReadable(text: string, encoded: boolean): boolean {
  const plain = encoded ? (decode(text) ?? text) : text
  return ![text, plain].some(
    (value) => value.trim() === '' || PART.test(value) || PLACEHOLDER.test(value.trim()) || TO_BE_REPLACED.test(value.trim()),
  )
}

function decode(text: string): string | undefined {
  try {
    return atob(text.replace(/\s/g, ''))
  } catch {
    return undefined
  }
}
