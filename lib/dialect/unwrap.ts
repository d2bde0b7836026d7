import type { Dialect } from './diagnosis.ts'

export interface Unwrapped {
  readonly dialect: Dialect
  readonly text: string
  readonly why: string
}

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g
const DASHES = /[\u2010-\u2015\u2212]/g
/** Digits of other scripts, by the code point of their zero. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10]

/** An expression without what came along with it: quotes, characters that cannot be seen, the command of a crontab line. `undefined` where nothing did. */
export function unwrap(expression: string): Unwrapped | undefined {
  const ascii = Array.from(expression.replace(INVISIBLE, '').replace(DASHES, '-').replace(/[＊∗]/g, '*'), digit).join('')
  const typed = { dialect: 'typing error' as const, text: ascii, why: 'it has characters that only look like those of an expression' }
  const quoted = /^\s*(["'`])(.*)\1\s*$/.exec(ascii)
  if (quoted) return { dialect: 'typing error', text: quoted[2].trim(), why: 'the quotes are part of the text' }
  const line = /^\s*(?:#\s*)?((?:[\d*?,/A-Za-z#-]+\s+){4}[\d*?,/A-Za-z#-]+)\s+(.*)$/.exec(ascii)
  if (line && isBehind(line[2])) return { dialect: 'crontab line', text: line[1], why: 'the expression ends after its fifth field' }
  const commented = /^\s*#\s*(.*)$/.exec(ascii)
  if (commented) return { dialect: 'crontab line', text: commented[1], why: 'a # has no meaning in an expression' }
  const joined = ascii
    .trim()
    .replace(/\s*,\s*/g, ',')
    .replace(/(\w)\s+-\s+(?=\w)/g, '$1-')
    .replace(/;$/, '')
  if (joined !== ascii.trim()) return { dialect: 'typing error', text: joined, why: 'lists and ranges have no blanks' }
  return ascii === expression ? undefined : typed
}

/** A comment, or a command: no sixth field of another dialect. */
function isBehind(rest: string): boolean {
  return /^#|\/[a-z]|^(?:root|echo|sh|bash|curl|python\d?|node|php)\b/.test(rest)
}

function digit(character: string): string {
  const code = character.codePointAt(0) as number
  const zero = ZEROS.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? character : String(code - zero)
}
