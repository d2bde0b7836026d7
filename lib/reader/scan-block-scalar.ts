import { breakText, isBlank, isBreak, SPACE, TAB } from './characters.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './token.ts'

type Chomping = 'clip' | 'strip' | 'keep'

/** A literal (`|`) or folded (`>`) block: as far as lines are indented. */
export function scanBlockScalar(scanner: Scanner, literal: boolean): Token {
  const start = scanner.at
  scanner.at++
  const { chomping, increment } = scanHeader(scanner, start)
  const body: Body = { indent: increment === 0 ? 0 : Math.max(scanner.indent, 0) + increment, end: scanner.at, breaks: '' }
  scanBreaks(scanner, body, start)
  const { text } = scanner
  let value = ''
  let lineBreak = ''
  let afterIndented = false
  while (scanner.column() === body.indent && scanner.at < scanner.end) {
    const indented = isBlank(scanner.code(scanner.at))
    const folds = !literal && !afterIndented && !indented && lineBreak === '\n'
    value += folds ? (body.breaks === '' ? ' ' : body.breaks) : lineBreak + body.breaks
    body.breaks = ''
    lineBreak = ''
    afterIndented = indented
    const from = scanner.at
    let code = scanner.code(scanner.at)
    while (code === code && !isBreak(code)) code = scanner.code(++scanner.at)
    value += text.slice(from, scanner.at)
    if (code === code) {
      lineBreak = breakText(text, scanner.at)
      scanner.newLine()
    }
    scanBreaks(scanner, body, start)
  }
  if (chomping !== 'strip') value += lineBreak
  if (chomping === 'keep') value += body.breaks
  return { type: 'scalar', start, end: body.end, text: value, style: literal ? 'literal' : 'folded', suffix: '' }
}

function scanHeader(scanner: Scanner, start: number): { readonly chomping: Chomping; readonly increment: number } {
  let chomping: Chomping = 'clip'
  let increment = 0
  for (let rounds = 0; rounds < 2; rounds++) {
    const code = scanner.code(scanner.at)
    if ((code === 0x2b || code === 0x2d) && chomping === 'clip') chomping = code === 0x2b ? 'keep' : 'strip'
    else if (code >= 0x30 && code <= 0x39 && increment === 0) {
      if (code === 0x30) scanner.fail('a block cannot be indented by 0', scanner.at)
      increment = code - 0x30
    } else break
    scanner.at++
  }
  scanner.skipBlanks()
  if (scanner.code(scanner.at) === 0x23) scanner.scanComment()
  const code = scanner.code(scanner.at)
  if (code === code) {
    if (!isBreak(code)) scanner.fail('the text of a block begins on the next line', start, scanner.at + 1)
    scanner.newLine()
  }
  return { chomping, increment }
}

interface Body {
  /** Column of the block; 0 until its first line tells. */
  indent: number
  /** Offset behind its last line. */
  end: number
  /** Line breaks of the empty lines since the last text. */
  breaks: string
}

/** Goes over indentation and empty lines; the first line with text tells the block's column. */
function scanBreaks(scanner: Scanner, body: Body, start: number): void {
  body.end = scanner.at
  let deepest = 0
  for (;;) {
    while ((body.indent === 0 || scanner.column() < body.indent) && scanner.code(scanner.at) === SPACE) scanner.at++
    const column = scanner.column()
    if (column > deepest) deepest = column
    const code = scanner.code(scanner.at)
    if ((body.indent === 0 || column < body.indent) && code === TAB)
      scanner.fail('a tab in the indentation of a block: YAML takes blanks only', scanner.at > start ? scanner.at : start)
    if (!isBreak(code)) break
    body.breaks += breakText(scanner.text, scanner.at)
    scanner.newLine()
    body.end = scanner.at
  }
  if (body.indent === 0) body.indent = Math.max(deepest, scanner.indent + 1, 1)
}
