import { isBlankOrEnd, isWordCharacter, TAB } from './characters.ts'
import { scanBlockScalar } from './scan-block-scalar.ts'
import { scanDirective } from './scan-directive.ts'
import { scanPlainScalar } from './scan-plain-scalar.ts'
import { scanQuotedScalar } from './scan-quoted-scalar.ts'
import { scanTag } from './scan-tag.ts'
import type { Scanner } from './scanner.ts'
import { newKey } from './simple-key.ts'
import type { TokenType } from './token.ts'

/** Puts the next token, and what its indentation opens or closes, into the queue of the scanner. */
export function fetchNextToken(scanner: Scanner): void {
  scanner.scanToNextToken()
  const column = scanner.column()
  scanner.unrollIndent(column)
  const code = scanner.code(scanner.at)
  if (code !== code) return fetchStreamEnd(scanner)
  const next = scanner.code(scanner.at + 1)
  if (column === 0) {
    if (code === 0x25) return fetchDirective(scanner)
    if (scanner.isDocumentIndicator(scanner.at)) return fetchDocumentIndicator(scanner, code === 0x2d ? 'document-start' : 'document-end')
  }
  switch (code) {
    case 0x5b: // [
      return fetchFlowStart(scanner, 'flow-sequence-start')
    case 0x7b: // {
      return fetchFlowStart(scanner, 'flow-mapping-start')
    case 0x5d: // ]
      return fetchFlowEnd(scanner, 'flow-sequence-end')
    case 0x7d: // }
      return fetchFlowEnd(scanner, 'flow-mapping-end')
    case 0x2c: // ,
      return fetchFlowEntry(scanner)
    case 0x2d: // -
      if (isBlankOrEnd(next)) return fetchBlockEntry(scanner, column)
      return fetchPlainScalar(scanner)
    case 0x3f: // ?
      if (scanner.flowLevel > 0 || isBlankOrEnd(next)) return fetchKey(scanner, column)
      return fetchPlainScalar(scanner)
    case 0x3a: // :
      if (scanner.flowLevel > 0 || isBlankOrEnd(next)) return fetchValue(scanner, column)
      return fetchPlainScalar(scanner)
    case 0x2a: // *
      return fetchAnchor(scanner, 'alias')
    case 0x26: // &
      return fetchAnchor(scanner, 'anchor')
    case 0x21: // !
      scanner.saveSimpleKey(column)
      scanner.simpleKeyAllowed = false
      return scanner.push(scanTag(scanner))
    case 0x7c: // |
    case 0x3e: // >
      if (scanner.flowLevel > 0) break
      scanner.removeSimpleKey()
      scanner.simpleKeyAllowed = true
      return scanner.push(scanBlockScalar(scanner, code === 0x7c))
    case 0x27: // '
    case 0x22: // "
      scanner.saveSimpleKey(column)
      scanner.simpleKeyAllowed = false
      return scanner.push(scanQuotedScalar(scanner, code))
    case 0x25: // %
      return scanner.fail('a value cannot begin with %; quote it')
    case 0x40: // @
      return scanner.fail('a value cannot begin with @; quote it')
    case 0x60: // `
      return scanner.fail('a value cannot begin with `; quote it')
    case TAB:
      return scanner.fail('a tab in the indentation: YAML takes blanks only')
    case 0x23: // #
      break
    default:
      return fetchPlainScalar(scanner)
  }
  return scanner.fail(`${JSON.stringify(scanner.text[scanner.at])} cannot stand here; quote the value`)
}

function fetchStreamEnd(scanner: Scanner): void {
  scanner.unrollIndent(-1)
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = false
  scanner.ended = true
  scanner.pushMark('stream-end', 0)
}

function fetchDirective(scanner: Scanner): void {
  scanner.unrollIndent(-1)
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = false
  scanner.push(scanDirective(scanner))
}

function fetchDocumentIndicator(scanner: Scanner, type: TokenType): void {
  scanner.unrollIndent(-1)
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = false
  scanner.pushMark(type, 3)
}

function fetchFlowStart(scanner: Scanner, type: TokenType): void {
  scanner.saveSimpleKey(scanner.column())
  scanner.keys.push(newKey(scanner.taken + scanner.tokens.length - scanner.head))
  scanner.flowLevel++
  scanner.simpleKeyAllowed = true
  scanner.pushMark(type, 1)
}

function fetchFlowEnd(scanner: Scanner, type: TokenType): void {
  scanner.removeSimpleKey()
  if (scanner.flowLevel > 0) {
    scanner.flowLevel--
    // Go forgets an empty collection as a key: it drops by the number of the token, and that of the opening bracket is still there.
    const closed = scanner.keys.pop()
    const outer = scanner.keys[scanner.keys.length - 1]
    if (closed?.tokenNumber === outer.tokenNumber) outer.waited = false
  }
  scanner.simpleKeyAllowed = false
  scanner.pushMark(type, 1)
}

function fetchFlowEntry(scanner: Scanner): void {
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = true
  scanner.pushMark('flow-entry', 1)
}

function fetchBlockEntry(scanner: Scanner, column: number): void {
  if (scanner.flowLevel === 0) {
    if (!scanner.simpleKeyAllowed) scanner.fail("a list item cannot begin here; put the '-' on a line of its own")
    scanner.rollIndent(column, -1, 'block-sequence-start', scanner.at)
  }
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = true
  scanner.pushMark('block-entry', 1)
}

function fetchKey(scanner: Scanner, column: number): void {
  if (scanner.flowLevel === 0) {
    if (!scanner.simpleKeyAllowed) scanner.fail('a key cannot begin here')
    scanner.rollIndent(column, -1, 'block-mapping-start', scanner.at)
  }
  scanner.removeSimpleKey()
  scanner.simpleKeyAllowed = scanner.flowLevel === 0
  scanner.pushMark('key', 1)
}

function fetchValue(scanner: Scanner, column: number): void {
  const key = scanner.keys[scanner.keys.length - 1]
  if (scanner.isValid(key)) {
    scanner.tokens.splice(scanner.head + key.tokenNumber - scanner.taken, 0, {
      type: 'key',
      start: key.at,
      end: key.at,
      text: '',
      style: 'plain',
      suffix: '',
    })
    scanner.rollIndent(key.column, key.tokenNumber, 'block-mapping-start', key.at)
    key.possible = false
    scanner.simpleKeyAllowed = false
  } else {
    if (scanner.flowLevel === 0) {
      if (!scanner.simpleKeyAllowed) scanner.fail("a second ': ' in one line: quote the value, or put the mapping on lines of its own")
      scanner.rollIndent(column, -1, 'block-mapping-start', scanner.at)
    }
    scanner.simpleKeyAllowed = scanner.flowLevel === 0
  }
  scanner.pushMark('value', 1)
}

function fetchAnchor(scanner: Scanner, type: 'alias' | 'anchor'): void {
  scanner.saveSimpleKey(scanner.column())
  scanner.simpleKeyAllowed = false
  const start = scanner.at
  scanner.at++
  while (isWordCharacter(scanner.code(scanner.at))) scanner.at++
  const ends = isBlankOrEnd(scanner.code(scanner.at)) || '?:,]}%@`'.includes(scanner.text[scanner.at])
  const name = scanner.text.slice(start + 1, scanner.at)
  if (name === '' || !ends) {
    const what = type === 'alias' ? 'a value that begins with * is an alias' : 'a value that begins with & is an anchor'
    scanner.fail(`${what}: quote it if it is a text`, start, scanner.endOfLine(start))
  }
  scanner.push({ type, start, end: scanner.at, text: name, style: 'plain', suffix: '' })
}

function fetchPlainScalar(scanner: Scanner): void {
  scanner.saveSimpleKey(scanner.column())
  scanner.simpleKeyAllowed = false
  scanner.push(scanPlainScalar(scanner))
}
