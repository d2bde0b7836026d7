import type { JsonObject } from '../kubernetes/verdict.ts'
import { mappingOf, textOf } from './value.ts'

/** What only stands for a value, or for a part of it: another tool puts the real one there. */
const PART = /\$\{\w+|\{\{|<path:|\$\(\w+\)/
const PLACEHOLDER = /^(?:\$\{.*\}|<[^>]*>|ref\+.*|\{\{.*\}\}|ENC\[.*|@\w+@|%\w+%|__\w+__|\$\w+|.*x{6,}.*|\*+|\.{3,})$/is
const TO_BE_REPLACED =
  /^(?:your[-_ ]|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|placeholder|to-?do|tbd|redacted|dummy|example|fill[-_ ]|insert[-_ ]|set[-_ ]me)/i
/** An address in a store of secrets, not the secret. */
const IN_A_STORE = /^(?:(?:vault|op|secretref|akv|ssm|awssm|gcpsm|bws|infisical|doppler):|arn:aws|projects\/[^/]+\/secrets\/)/i

/** What is no secret whatever it is called: a switch, a number of a few digits, a host, a certificate or a public key. */
const PUBLIC_VALUE =
  /^(?:true|false|yes|no|on|off|null|none|\d{1,5}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?|-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----[^]*)$/
const URL_WITHOUT_LOGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s@?#]*$/i
/** Whoever knows the address of such a hook may use it. */
const SECRET_PATH = /hook|\/services\/|\/[\w-]*\d[\w-]{15,}/i

/** A password may have any form. */
const PASSWORD = /pass|pwd/i

/** Fields of `data` and `stringData` whose values show a secret to anybody who reads the file: base64 is no encryption. */
export function readableFields(secret: JsonObject): readonly string[] {
  if (mappingOf(secret.sops).mac !== undefined) return []
  return (['data', 'stringData'] as const).flatMap((field) =>
    Object.entries(mappingOf(secret[field]))
      .filter(([key, value]) => isReadable(key, textOf(value) ?? '', field === 'data'))
      .map(([key]) => (key.includes('.') ? `${field}[${key}]` : `${field}.${key}`)),
  )
}

/** False for what stands for a value that another tool puts there, and for what is public by its form. */
export function showsSecret(name: string, text: string): boolean {
  const value = text.trim()
  return !standsForAnother(value) && !isPublic(name, value)
}

function isReadable(key: string, text: string, encoded: boolean): boolean {
  return encoded ? !standsForAnother(text.trim()) && showsSecret(key, decode(text) ?? text) : showsSecret(key, text)
}

function standsForAnother(value: string): boolean {
  return value === '' || PART.test(value) || [PLACEHOLDER, TO_BE_REPLACED, IN_A_STORE].some((form) => form.test(value))
}

function isPublic(name: string, value: string): boolean {
  if (value.includes('PRIVATE KEY')) return false
  return (PUBLIC_VALUE.test(value) && !PASSWORD.test(name)) || (URL_WITHOUT_LOGIN.test(value) && !SECRET_PATH.test(value))
}

function decode(text: string): string | undefined {
  try {
    return atob(text.replace(/\s/g, ''))
  } catch {
    return undefined
  }
}
