import type { ScalarValue } from './node.ts'

/*
 * Plain scalars as the API server's YAML reader resolves them (facts §7.4): YAML 1.1 booleans, octals, binary and underscores, no sexagesimals;
 * timestamps stay texts, because JSON has none.
 */

const BOOLEANS: ReadonlyMap<string, boolean> = new Map(
  (
    [
      [true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
      [false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
    ] as const
  ).flatMap(([value, texts]) => texts.map((text) => [text, value] as const)),
)

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL'])

const SPECIAL_FLOATS: ReadonlyMap<string, number> = new Map([
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((text): [string, number] => [text, Number.POSITIVE_INFINITY]),
  ...['-.inf', '-.Inf', '-.INF'].map((text): [string, number] => [text, Number.NEGATIVE_INFINITY]),
])

/** A plain scalar's value. `.inf` and `.nan` come back as such numbers: JSON cannot say them, the caller refuses. */
export function resolvePlain(text: string): ScalarValue {
  const first = text.charCodeAt(0)
  // The longest of the special words has five letters: `false`, `+.inf`.
  if (text.length <= 5) {
    if (NULLS.has(text)) return null
    const boolean = BOOLEANS.get(text)
    if (boolean !== undefined) return boolean
  }
  return first <= 0x39 && (first >= 0x30 || first === 0x2e || first === 0x2b || first === 0x2d) ? resolveNumber(text) : text
}

/** Most numbers of manifests. */
const SMALL = /^(?:0|[1-9][0-9]*)$/
const DECIMAL = /^[-+]?(0|[1-9][0-9]*)$/
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/

/** Go tries, in this order: an integer with base prefix (underscores dropped), a float, binary and octal by hand. */
function resolveNumber(text: string): ScalarValue {
  if (text.length < 16 && SMALL.test(text)) return Number(text)
  const special = SPECIAL_FLOATS.get(text)
  if (special !== undefined) return special
  // Behind a leading point Go parses the text as it is: an underscore stands between digits there.
  if (text.startsWith('.')) return UNDERSCORED_FRACTION.test(text) ? finite(text, text.replaceAll('_', '')) : text
  const plain = text.replaceAll('_', '')
  if (DECIMAL.test(plain)) return integerOf(plain)
  const based = basedInteger(plain)
  if (based !== undefined) return based
  return FLOAT.test(plain) ? finite(text, plain) : text
}

const UNDERSCORED_FRACTION = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/

/** A number that is too large for a float is a text. */
function finite(text: string, digits: string): ScalarValue {
  const number = Number(digits)
  return Number.isFinite(number) ? number : text
}

const MIN_INT64 = -(2n ** 63n)
const MAX_UINT64 = 2n ** 64n - 1n

function integerOf(digits: string): ScalarValue {
  if (digits.length < 16) return Number(digits) + 0
  const big = BigInt(digits.startsWith('+') ? digits.slice(1) : digits)
  return fit(big) ?? Number(digits)
}

/** Integers that neither int64 nor uint64 holds become floats. */
function fit(big: bigint): number | bigint | undefined {
  if (big < MIN_INT64 || big > MAX_UINT64) return undefined
  const number = Number(big)
  return Number.isSafeInteger(number) ? number : big
}

function basedInteger(text: string): number | bigint | undefined {
  // Go's last try takes a sign behind the prefix.
  const signed = /^0b([-+])([01]+)$/.exec(text)
  if (signed) return fit(signed[1] === '-' ? -BigInt(`0b${signed[2]}`) : BigInt(`0b${signed[2]}`))
  const match = /^([-+]?)0(?:([xX])([0-9a-fA-F]+)|([bB])([01]+)|([oO]?)([0-7]+))$/.exec(text)
  if (!match) return undefined
  const [, sign, , hex, , binary, , octal] = match
  const magnitude = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : `0o${octal}`)
  return fit(sign === '-' ? -magnitude : magnitude)
}

/** A scalar with an explicit core tag (`!!int "5"`); `undefined` where the text is no such value. Under any other tag a scalar is its text. */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  if (tag === 'str') return text
  if (tag === 'binary') return decodeBase64(text)
  const value = resolvePlain(text)
  if (tag === 'null') return value === null ? null : undefined
  if (tag === 'bool') return typeof value === 'boolean' ? value : undefined
  if (tag === 'int') return typeof value === 'bigint' || (typeof value === 'number' && !isFloat(text, value)) ? value : undefined
  if (tag === 'float') return typeof value === 'number' ? value : undefined
  return text
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}

/** True for a number that Go reads as a float: written with a point or an exponent, or too large for an integer. */
export function isFloat(text: string, value: number): boolean {
  // `08` is no octal number, so Go reads it as a float.
  if (/^[-+]?0[0-9_]*[89]/.test(text)) return true
  return !Number.isSafeInteger(value) || (/[.eE]/.test(text) && !/^[-+]?0x/i.test(text))
}
