import { afterBreak, isBlank, isBlankOrEnd, isBreak, TAB } from './characters.ts'
import { fetchNextToken } from './fetch-token.ts'
import type { Comment } from './node.ts'
import { LONGEST_SIMPLE_KEY, newKey, type SimpleKey } from './simple-key.ts'
import { SyntaxFault, type Token, type TokenType } from './token.ts'

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
  readonly indents: number[] = []
  readonly keys: SimpleKey[] = [newKey(0)]
  tokens: Token[] = []
  head = 0
  taken = 0
  readonly astral: boolean
  ended = false

  /** False to leave nothing to the quick lines, so that tests can hold the one against the other. */
  private readonly quick: boolean

  constructor(text: string, start: number, end: number, quick = true) {
    this.text = text
    this.quick = quick
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

  fetchMoreTokens(): void {
    while (this.head === this.tokens.length || this.mayBecomeKey()) {
      if (this.ended) return
      fetchNextToken(this)
    }
  }

  /** True while the token at the head of the queue may still get a `key` before it. */
  mayBecomeKey(): boolean {
    for (let index = this.keys.length - 1; index >= 0; index--) {
      const key = this.keys[index]
      if (key.possible && key.waited && key.tokenNumber === this.taken) return this.isValid(key)
    }
    return false
  }

  isValid(key: SimpleKey): boolean {
    if (!key.possible) return false
    if (key.line === this.line && this.at - key.at <= LONGEST_SIMPLE_KEY) return true
    if (key.required) this.fail("could not find the ':' of a key", key.at, this.endOfLine(key.at))
    key.possible = false
    return false
  }

  endOfLine(at: number): number {
    let end = at
    while (end < this.end && !isBreak(this.text.charCodeAt(end))) end++
    return end
  }

  /** `---` or `...` at the start of a line. */
  isDocumentIndicator(at: number): boolean {
    const code = this.code(at)
    return (code === 0x2d || code === 0x2e) && this.code(at + 1) === code && this.code(at + 2) === code && isBlankOrEnd(this.code(at + 3))
  }

  /** Goes over blanks, line breaks and comments. A tab cannot stand where a key may begin. */
  scanToNextToken(): void {
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

  push(token: Token): void {
    this.tokens.push(token)
  }

  pushMark(type: TokenType, length: number): void {
    this.tokens.push({ type, start: this.at, end: this.at + length, text: '', style: 'plain', suffix: '' })
    this.at += length
  }

  saveSimpleKey(column: number): void {
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

  removeSimpleKey(): void {
    const key = this.keys[this.keys.length - 1]
    if (key.possible && key.required) this.fail("could not find the ':' of a key", key.at, this.endOfLine(key.at))
    key.possible = false
  }

  rollIndent(column: number, tokenNumber: number, type: TokenType, at: number): void {
    if (this.flowLevel > 0 || this.indent >= column) return
    this.openBlock(column)
    const token: Token = { type, start: at, end: at, text: '', style: 'plain', suffix: '' }
    if (tokenNumber < 0) this.tokens.push(token)
    else this.tokens.splice(this.head + tokenNumber - this.taken, 0, token)
  }

  unrollIndent(column: number): void {
    if (this.flowLevel > 0) return
    while (this.indent > column) {
      this.tokens.push({ type: 'block-end', start: this.at, end: this.at, text: '', style: 'plain', suffix: '' })
      this.closeBlock()
    }
  }

  /**
   * Goes to the next token, where no token waits in the queue and none may become a key, and gives its column; -1 at the end of the text. `undefined` where only tokens
   * can tell.
   */
  nextColumn(): number | undefined {
    if (!this.quick || this.tokens.length > 0 || this.flowLevel > 0 || this.ended) return undefined
    this.skipBlanksAndLines()
    const code = this.code(this.at)
    // A comment, a tab, another line break, a byte order mark.
    if (code === 0x23 || code < 0x20 || code > 0x7e) this.scanToNextToken()
    const key = this.keys[0]
    if (key.possible && (key.required || key.line === this.line)) return undefined
    key.possible = false
    return this.at < this.end ? this.column() : -1
  }

  /** Goes over what stands between most tokens: blanks and ends of lines. */
  private skipBlanksAndLines(): void {
    const { text, end } = this
    let { at } = this
    for (; at < end; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x0a) {
        this.line++
        this.lineStart = at + 1
        this.simpleKeyAllowed = true
      } else if (code !== 0x20) break
    }
    this.at = at
  }

  /** Opens a block whose keys or dashes stand at this column; its `block-end` is `closeBlock`, or a token. */
  openBlock(column: number): void {
    this.indents.push(this.indent)
    this.indent = column
  }

  closeBlock(): void {
    this.indent = this.indents.pop() as number
  }

  /** Goes over blanks on the line at hand. */
  skipBlanks(): void {
    while (isBlank(this.code(this.at))) this.at++
  }
}
