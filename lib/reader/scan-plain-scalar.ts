import { breakText, isBlank, isBlankOrEnd, isBreak, TAB } from './characters.ts'
import type { Scanner } from './scanner.ts'
import type { Token } from './token.ts'

/** A scalar without quotes: to the next `: `, ` #`, less indented line or, in flow collections, indicator. Line breaks inside are folded. */
export function scanPlainScalar(scanner: Scanner): Token {
  const { text } = scanner
  const start = scanner.at
  const indent = scanner.indent + 1
  let value: string | undefined
  let end = start
  /** What stands between the text so far and the next piece. */
  let between = ''
  let onNewLine = false
  let pieceStart = start
  for (;;) {
    if (scanner.at === scanner.lineStart && scanner.isDocumentIndicator(scanner.at)) break
    let code = scanner.code(scanner.at)
    if (code === 0x23) break
    pieceStart = scanner.at
    while (!isBlankOrEnd(code) && !endsPlain(scanner, code)) code = scanner.code(++scanner.at)
    if (scanner.at > pieceStart) {
      // On one line the text is a slice of the file, blanks inside included.
      if (onNewLine || value !== undefined) value = (value ?? text.slice(start, end)) + between + text.slice(pieceStart, scanner.at)
      end = scanner.at
      onNewLine = false
    }
    if (!isBlank(code) && !isBreak(code)) break
    const blanks = scanner.at
    scanner.skipBlanks()
    if (!isBreak(scanner.code(scanner.at))) {
      between = text.slice(blanks, scanner.at)
      continue
    }
    between = foldBreaks(scanner, indent)
    onNewLine = true
    if (scanner.flowLevel === 0 && scanner.column() < indent) break
  }
  if (onNewLine) scanner.simpleKeyAllowed = true
  return { type: 'scalar', start, end, text: value ?? text.slice(start, end), style: 'plain', suffix: '' }
}

function endsPlain(scanner: Scanner, code: number): boolean {
  if (code === 0x3a) return isBlankOrEnd(scanner.code(scanner.at + 1))
  if (scanner.flowLevel === 0) return false
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d
}

/** Goes over line breaks and the indentation behind them: one break becomes a blank, of more all but the first stay. */
function foldBreaks(scanner: Scanner, indent: number): string {
  const first = breakText(scanner.text, scanner.at)
  scanner.newLine()
  let more = ''
  for (let code = scanner.code(scanner.at); isBlank(code) || isBreak(code); code = scanner.code(scanner.at)) {
    if (isBreak(code)) {
      more += breakText(scanner.text, scanner.at)
      scanner.newLine()
    } else {
      if (code === TAB && scanner.column() < indent) scanner.fail('a tab in the indentation: YAML takes blanks only')
      scanner.at++
    }
  }
  return first === '\n' ? more || ' ' : first + more
}
