import { afterBreak, isBlank, isBlankOrEnd, isBreak, isWordCharacter, TAB } from './characters.ts'
import type { Comment } from './node.ts'
import { scanBlockScalar } from './scan-block-scalar.ts'
import { scanDirective } from './scan-directive.ts'
import { scanPlainScalar } from './scan-plain-scalar.ts'
import { scanQuotedScalar } from './scan-quoted-scalar.ts'
import { scanTag } from './scan-tag.ts'
import { SyntaxFault, type Token, type TokenType } from './token.ts'

/** A place where a key without `?` may have begun: known to be one only when the `:` comes. */
interface SimpleKey {
  possible: boolean
  /** At the indentation of a block mapping only a key can stand. */
  required: boolean
  /** False when tokens no longer wait for its `:`, as behind an empty flow collection. */
  waited: boolean
  tokenNumber: number
  at: number
  line: number
  column: number
}

/** A key and its `:` are at most this far apart, and on one line. */
const LONGEST_SIMPLE_KEY = 1024

/**
 * Cuts a text into tokens in the manner of libyaml, of which Go's reader is a port: indentation becomes block starts and ends, and a key is recognised
 * when its `:` is met, so tokens wait in a queue as long as one of them may still turn out to be a key.
 */
export class Scanner {
  readonly text: string
  readonly end: number
  readonly comments: Comment[] = []
  /** Where the scanner stands. Scalars move it. */
  at: number
  line = 0
  lineStart: number
  flowLevel = 0
  /** Column of the block at hand; -1 outside of any. */
  indent = -1
  simpleKeyAllowed = true
  private readonly indents: number[] = []
  private readonly keys: SimpleKey[] = [newKey(0)]
  private tokens: Token[] = []
  private head = 0
  private taken = 0
  private readonly astral: boolean
  private ended = false

  constructor(text: string, start: number, end: number) {
    this.text = text
    this.end = end
    this.at = text.charCodeAt(start) === 0xfeff ? start + 1 : start
    this.lineStart = this.at
    this.astral = /[\ud800-\udbff]/.test(text)
  }

  code(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : Number.NaN
  }

  /** Columns count characters, not UTF-16 units. */
  column(at = this.at): number {
    if (!this.astral) return at - this.lineStart
    let column = 0
    for (let index = this.lineStart; index < at; index++) if ((this.text.charCodeAt(index) & 0xfc00) !== 0xdc00) column++
    return column
  }

  /** Goes over a line break. */
  newLine(): void {
    this.at = afterBreak(this.text, this.at)
    this.line++
    this.lineStart = this.at
  }

  fail(message: string, start = this.at, end = Math.min(this.end, start + 1)): never {
    throw new SyntaxFault(message, start, end)
  }

  /** The next token, which stays where it is. */
  peek(): Token {
    this.fetchMoreTokens()
    return this.tokens[this.head]
  }

  take(): Token {
    const token = this.peek()
    this.head++
    this.taken++
    if (this.head === this.tokens.length) {
      this.tokens.length = 0
      this.head = 0
    }
    return token
  }

  private fetchMoreTokens(): void {
    while (this.head === this.tokens.length || this.mayBecomeKey()) {
      if (this.ended) return
      this.fetchNextToken()
    }
  }

  /** True while the token at the head of the queue may still get a `key` before it. */
  private mayBecomeKey(): boolean {
    for (let index = this.keys.length - 1; index >= 0; index--) {
      const key = this.keys[index]
      if (key.possible && key.waited && key.tokenNumber === this.taken) return this.isValid(key)
    }
    return false
  }

  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.line === this.line && this.at - key.at <= LONGEST_SIMPLE_KEY) return true
    if (key.required) this.fail("could not find the ':' of a key", key.at, this.endOfLine(key.at))
    key.possible = false
    return false
  }

  private endOfLine(at: number): number {
    let end = at
    while (end < this.end && !isBreak(this.text.charCodeAt(end))) end++
    return end
  }

  private fetchNextToken(): void {
    this.scanToNextToken()
    const column = this.column()
    this.unrollIndent(column)
    const code = this.code(this.at)
    if (code !== code) return this.fetchStreamEnd()
    const next = this.code(this.at + 1)
    if (column === 0) {
      if (code === 0x25) return this.fetchDirective()
      if (this.isDocumentIndicator(this.at)) return this.fetchDocumentIndicator(code === 0x2d ? 'document-start' : 'document-end')
    }
    switch (code) {
      case 0x5b: // [
        return this.fetchFlowStart('flow-sequence-start')
      case 0x7b: // {
        return this.fetchFlowStart('flow-mapping-start')
      case 0x5d: // ]
        return this.fetchFlowEnd('flow-sequence-end')
      case 0x7d: // }
        return this.fetchFlowEnd('flow-mapping-end')
      case 0x2c: // ,
        return this.fetchFlowEntry()
      case 0x2d: // -
        if (isBlankOrEnd(next)) return this.fetchBlockEntry(column)
        return this.fetchPlainScalar()
      case 0x3f: // ?
        if (this.flowLevel > 0 || isBlankOrEnd(next)) return this.fetchKey(column)
        return this.fetchPlainScalar()
      case 0x3a: // :
        if (this.flowLevel > 0 || isBlankOrEnd(next)) return this.fetchValue(column)
        return this.fetchPlainScalar()
      case 0x2a: // *
        return this.fetchAnchor('alias')
      case 0x26: // &
        return this.fetchAnchor('anchor')
      case 0x21: // !
        this.saveSimpleKey(column)
        this.simpleKeyAllowed = false
        return this.push(scanTag(this))
      case 0x7c: // |
      case 0x3e: // >
        if (this.flowLevel > 0) break
        this.removeSimpleKey()
        this.simpleKeyAllowed = true
        return this.push(scanBlockScalar(this, code === 0x7c))
      case 0x27: // '
      case 0x22: // "
        this.saveSimpleKey(column)
        this.simpleKeyAllowed = false
        return this.push(scanQuotedScalar(this, code))
      case 0x25: // %
        return this.fail('a value cannot begin with %; quote it')
      case 0x40: // @
        return this.fail('a value cannot begin with @; quote it')
      case 0x60: // `
        return this.fail('a value cannot begin with `; quote it')
      case TAB:
        return this.fail('a tab in the indentation: YAML takes blanks only')
      case 0x23: // #
        break
      default:
        return this.fetchPlainScalar()
    }
    return this.fail(`${JSON.stringify(this.text[this.at])} cannot stand here; quote the value`)
  }

  /** `---` or `...` at the start of a line. */
  isDocumentIndicator(at: number): boolean {
    const code = this.code(at)
    return (code === 0x2d || code === 0x2e) && this.code(at + 1) === code && this.code(at + 2) === code && isBlankOrEnd(this.code(at + 3))
  }

  /** Goes over blanks, line breaks and comments. A tab cannot stand where a key may begin. */
  private scanToNextToken(): void {
    for (;;) {
      if (this.at === this.lineStart && this.code(this.at) === 0xfeff) this.at++
      for (
        let code = this.code(this.at);
        code === 0x20 || (code === TAB && (this.flowLevel > 0 || !this.simpleKeyAllowed));
        code = this.code(this.at)
      )
        this.at++
      if (this.code(this.at) === 0x23) this.scanComment()
      if (!isBreak(this.code(this.at))) return
      this.newLine()
      if (this.flowLevel === 0) this.simpleKeyAllowed = true
    }
  }

  scanComment(): void {
    const start = this.at
    const end = this.endOfLine(start)
    this.at = end
    const before = this.text.slice(this.lineStart, start)
    this.comments.push({ start, end, text: this.text.slice(start + 1, end).trim(), ownLine: before.trim() === '' })
  }

  private push(token: Token): void {
    this.tokens.push(token)
  }

  private pushMark(type: TokenType, length: number): void {
    this.tokens.push({ type, start: this.at, end: this.at + length, text: '', style: 'plain', suffix: '' })
    this.at += length
  }

  private saveSimpleKey(column: number): void {
    if (!this.simpleKeyAllowed) return
    this.removeSimpleKey()
    const key = this.keys[this.keys.length - 1]
    key.possible = true
    key.waited = true
    key.required = this.flowLevel === 0 && this.indent === column
    key.tokenNumber = this.taken + this.tokens.length - this.head
    key.at = this.at
    key.line = this.line
    key.column = column
  }

  private removeSimpleKey(): void {
    const key = this.keys[this.keys.length - 1]
    if (key.possible && key.required) this.fail("could not find the ':' of a key", key.at, this.endOfLine(key.at))
    key.possible = false
  }

  private rollIndent(column: number, tokenNumber: number, type: TokenType, at: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return
    this.indents.push(this.indent)
    this.indent = column
    const token: Token = { type, start: at, end: at, text: '', style: 'plain', suffix: '' }
    if (tokenNumber < 0) this.tokens.push(token)
    else this.tokens.splice(this.head + tokenNumber - this.taken, 0, token)
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return
    while (this.indent > column) {
      this.tokens.push({ type: 'block-end', start: this.at, end: this.at, text: '', style: 'plain', suffix: '' })
      this.indent = this.indents.pop() as number
    }
  }

  private fetchStreamEnd(): void {
    this.unrollIndent(-1)
    this.removeSimpleKey()
    this.simpleKeyAllowed = false
    this.ended = true
    this.pushMark('stream-end', 0)
  }

  private fetchDirective(): void {
    this.unrollIndent(-1)
    this.removeSimpleKey()
    this.simpleKeyAllowed = false
    this.push(scanDirective(this))
  }

  private fetchDocumentIndicator(type: TokenType): void {
    this.unrollIndent(-1)
    this.removeSimpleKey()
    this.simpleKeyAllowed = false
    this.pushMark(type, 3)
  }

  private fetchFlowStart(type: TokenType): void {
    this.saveSimpleKey(this.column())
    this.keys.push(newKey(this.taken + this.tokens.length - this.head))
    this.flowLevel++
    this.simpleKeyAllowed = true
    this.pushMark(type, 1)
  }

  private fetchFlowEnd(type: TokenType): void {
    this.removeSimpleKey()
    if (this.flowLevel > 0) {
      this.flowLevel--
      // Go forgets an empty collection as a key: it drops by the number of the token, and that of the opening bracket is still there.
      const closed = this.keys.pop()
      const outer = this.keys[this.keys.length - 1]
      if (closed?.tokenNumber === outer.tokenNumber) outer.waited = false
    }
    this.simpleKeyAllowed = false
    this.pushMark(type, 1)
  }

  private fetchFlowEntry(): void {
    this.removeSimpleKey()
    this.simpleKeyAllowed = true
    this.pushMark('flow-entry', 1)
  }

  private fetchBlockEntry(column: number): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) this.fail("a list item cannot begin here; put the '-' on a line of its own")
      this.rollIndent(column, -1, 'block-sequence-start', this.at)
    }
    this.removeSimpleKey()
    this.simpleKeyAllowed = true
    this.pushMark('block-entry', 1)
  }

  private fetchKey(column: number): void {
    if (this.flowLevel === 0) {
      if (!this.simpleKeyAllowed) this.fail('a key cannot begin here')
      this.rollIndent(column, -1, 'block-mapping-start', this.at)
    }
    this.removeSimpleKey()
    this.simpleKeyAllowed = this.flowLevel === 0
    this.pushMark('key', 1)
  }

  private fetchValue(column: number): void {
    const key = this.keys[this.keys.length - 1]
    if (this.isValid(key)) {
      this.tokens.splice(this.head + key.tokenNumber - this.taken, 0, {
        type: 'key',
        start: key.at,
        end: key.at,
        text: '',
        style: 'plain',
        suffix: '',
      })
      this.rollIndent(key.column, key.tokenNumber, 'block-mapping-start', key.at)
      key.possible = false
      this.simpleKeyAllowed = false
    } else {
      if (this.flowLevel === 0) {
        if (!this.simpleKeyAllowed) this.fail("a second ': ' in one line: quote the value, or put the mapping on lines of its own")
        this.rollIndent(column, -1, 'block-mapping-start', this.at)
      }
      this.simpleKeyAllowed = this.flowLevel === 0
    }
    this.pushMark('value', 1)
  }

  private fetchAnchor(type: 'alias' | 'anchor'): void {
    this.saveSimpleKey(this.column())
    this.simpleKeyAllowed = false
    const start = this.at
    this.at++
    while (isWordCharacter(this.code(this.at))) this.at++
    const ends = isBlankOrEnd(this.code(this.at)) || '?:,]}%@`'.includes(this.text[this.at])
    const name = this.text.slice(start + 1, this.at)
    if (name === '' || !ends) {
      const what = type === 'alias' ? 'a value that begins with * is an alias' : 'a value that begins with & is an anchor'
      this.fail(`${what}: quote it if it is a text`, start, this.endOfLine(start))
    }
    this.push({ type, start, end: this.at, text: name, style: 'plain', suffix: '' })
  }

  private fetchPlainScalar(): void {
    this.saveSimpleKey(this.column())
    this.simpleKeyAllowed = false
    this.push(scanPlainScalar(this))
  }

  /** Goes over blanks on the line at hand. */
  skipBlanks(): void {
    while (isBlank(this.code(this.at))) this.at++
  }
}

function newKey(tokenNumber: number): SimpleKey {
  return { possible: false, required: false, waited: true, tokenNumber, at: 0, line: 0, column: 0 }
}
