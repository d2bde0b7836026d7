import { breakText, isBlank, isBlankOrEnd, isBreak } from './characters.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './token.ts'

const SINGLE = 0x27
const BACKSLASH = 0x5c

/** A scalar in single or double quotes. Line breaks inside are folded, escapes of double quotes are resolved. */
export function scanQuotedScalar(scanner: Scanner, quote: number): Token {
  const { text } = scanner
  const start = scanner.at
  const style = quote === SINGLE ? 'single' : 'double'
  const simple = endOnOneLine(scanner, quote)
  if (simple >= 0) {
    scanner.at = simple + 1
    return { type: 'scalar', start, end: scanner.at, text: text.slice(start + 1, simple), style, suffix: '' }
  }
  let value = ''
  scanner.at++
  for (;;) {
    if (scanner.at === scanner.lineStart && scanner.isDocumentIndicator(scanner.at)) unclosed(scanner, start)
    let code = scanner.code(scanner.at)
    if (code !== code) unclosed(scanner, start)
    let escapedBreak = false
    while (!isBlankOrEnd(code)) {
      if (code === quote) {
        if (quote !== SINGLE || scanner.code(scanner.at + 1) !== SINGLE) break
        value += "'"
        scanner.at += 2
      } else if (code === BACKSLASH && quote !== SINGLE) {
        if (isBreak(scanner.code(scanner.at + 1))) {
          scanner.at++
          scanner.newLine()
          escapedBreak = true
          break
        }
        value += scanEscape(scanner)
      } else {
        value += text[scanner.at]
        scanner.at++
      }
      code = scanner.code(scanner.at)
    }
    if (scanner.code(scanner.at) === quote) break
    value += scanSpace(scanner, escapedBreak)
  }
  scanner.at++
  return { type: 'scalar', start, end: scanner.at, text: value, style, suffix: '' }
}

/** Offset of the closing quote where nothing in between needs work, or -1. */
function endOnOneLine(scanner: Scanner, quote: number): number {
  for (let at = scanner.at + 1; ; at++) {
    const code = scanner.code(at)
    if (code === quote) return quote === SINGLE && scanner.code(at + 1) === SINGLE ? -1 : at
    if (code !== code || (code === BACKSLASH && quote !== SINGLE) || isBreak(code)) return -1
  }
}

function unclosed(scanner: Scanner, start: number): never {
  scanner.fail('a quote that is opened here is never closed', start, start + 1)
}

/** Blanks inside a line stay; around a line break they go, and breaks are folded. */
function scanSpace(scanner: Scanner, escapedBreak: boolean): string {
  const { text } = scanner
  let blanks = ''
  let first = ''
  let more = ''
  let onNewLine = escapedBreak
  for (let code = scanner.code(scanner.at); isBlank(code) || isBreak(code); code = scanner.code(scanner.at)) {
    if (isBlank(code)) {
      if (!onNewLine) blanks += text[scanner.at]
      scanner.at++
      continue
    }
    if (onNewLine) more += breakText(text, scanner.at)
    else {
      blanks = ''
      first = breakText(text, scanner.at)
      onNewLine = true
    }
    scanner.newLine()
  }
  if (!onNewLine) return blanks
  if (first === '\n') return more || ' '
  return first + more
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}

const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

function scanEscape(scanner: Scanner): string {
  const start = scanner.at
  const letter = scanner.text[start + 1] ?? ''
  const plain = ESCAPES[letter]
  if (plain !== undefined) {
    scanner.at += 2
    return plain
  }
  const length = HEX_LENGTHS[letter]
  if (length === undefined)
    scanner.fail(`\\${letter} is no escape in double quotes; write \\\\ for a backslash, or use single quotes`, start, start + 2)
  const digits = scanner.text.slice(start + 2, start + 2 + length)
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits))
    scanner.fail(`\\${letter} needs ${length} hexadecimal digits`, start, start + 2)
  const code = Number.parseInt(digits, 16)
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    scanner.fail(`\\${letter}${digits} is no character; write the character itself`, start, start + 2 + length)
  scanner.at += 2 + length
  return String.fromCodePoint(code)
}
