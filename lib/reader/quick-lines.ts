import { isBlankOrEnd } from './characters.ts'
import type { ScalarStyle } from './node.ts'
import type { Scanner } from './scanner.ts'
import { LONGEST_SIMPLE_KEY } from './simple-key.ts'

/*
 * The lines of which most manifests consist (`key: value`, `key:`, `- value`), read without tokens. Each function either says exactly what the tokens would have said, or
 * leaves the scanner where it was and says that it does not know.
 */

const COLON = 0x3a
const SPACE = 0x20
const HASH = 0x23

/** What may stand in a key that needs no second look: letters, digits, `_ - . /`. */
const IN_KEY = classOf((code) => (code >= 0x2d && code <= 0x39) || isLetter(code) || code === 0x5f)
const BEGINS_KEY = classOf((code) => isLetter(code) || code === 0x5f)
/** What a plain scalar may begin with that needs no second look. */
const BEGINS_PLAIN = classOf((code) => isLetter(code) || (code >= 0x2e && code <= 0x39) || code === 0x5f || code === 0x24 || code === 0x28)

/** The end of a key that begins where the scanner stands, on the line of its `:`; -1 where it takes tokens to tell. */
export function quickKeyEnd(scanner: Scanner): number {
  const { text, at } = scanner
  if (BEGINS_KEY[text.charCodeAt(at)] !== 1) return -1
  let end = at + 1
  while (IN_KEY[text.charCodeAt(end)] === 1) end++
  return end < scanner.end && text.charCodeAt(end) === COLON && isBlankOrEnd(scanner.code(end + 1)) && end - at < LONGEST_SIMPLE_KEY
    ? end
    : -1
}

/** True at the `-` of a list item. */
export function isDash(scanner: Scanner): boolean {
  return scanner.code(scanner.at) === 0x2d && isBlankOrEnd(scanner.code(scanner.at + 1))
}

export interface QuickScalar {
  readonly style: ScalarStyle
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A scalar that stands alone on the rest of the line and does not go on below. Blanks before it are gone over. */
export function quickScalar(scanner: Scanner): QuickScalar | undefined {
  const { text } = scanner
  let start = scanner.at
  while (text.charCodeAt(start) === SPACE) start++
  if (start >= scanner.end) return undefined
  const first = text.charCodeAt(start)
  if (first === 0x22 || first === 0x27) return quoted(scanner, start, first)
  return BEGINS_PLAIN[first] === 1 ? plain(scanner, start) : undefined
}

function plain(scanner: Scanner, start: number): QuickScalar | undefined {
  const { text } = scanner
  let end = start
  let at = start
  for (; ; at++) {
    const code = at < scanner.end ? text.charCodeAt(at) : 0x0a
    if (code === 0x0a) break
    if (code === SPACE) continue
    if (code === HASH && text.charCodeAt(at - 1) === SPACE) break
    // Tabs, other line breaks, and a colon that may make a key of it.
    if (code < SPACE || code > 0x7e || (code === COLON && isBlankOrEnd(scanner.code(at + 1)))) return undefined
    end = at + 1
  }
  if (text.charCodeAt(at) === 0x0a && at < scanner.end && goesOn(scanner, at + 1)) return undefined
  scanner.at = end
  scanner.simpleKeyAllowed = false
  return { style: 'plain', text: text.slice(start, end), start, end }
}

/** A line that is indented deeper than the block at hand continues a plain scalar, blank lines between or not. What is not plainly otherwise counts as one. */
function goesOn({ text, end, indent }: Scanner, from: number): boolean {
  let lineStart = from
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === SPACE) continue
    if (code !== 0x0a) return code < SPACE || code > 0x7e || at - lineStart > indent
    lineStart = at + 1
  }
  return false
}

function quoted(scanner: Scanner, start: number, quote: number): QuickScalar | undefined {
  const { text } = scanner
  let at = start + 1
  for (; ; at++) {
    const code = at < scanner.end ? text.charCodeAt(at) : 0x0a
    if (code === quote) break
    if (code < SPACE || code > 0x7e || code === 0x5c) return undefined
  }
  const end = at + 1
  // Two quotes are an escape, and behind a quoted key comes a colon.
  let behind = end
  while (text.charCodeAt(behind) === SPACE) behind++
  if (behind < scanner.end && text.charCodeAt(behind) !== 0x0a) return undefined
  scanner.at = end
  scanner.simpleKeyAllowed = false
  return { style: quote === 0x22 ? 'double' : 'single', text: text.slice(start + 1, at), start, end }
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** A table that is asked by code; behind its end every answer is no. */
function classOf(holds: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (holds(code) ? 1 : 0))
}
