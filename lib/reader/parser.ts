import type { Composer } from './composer.ts'
import type { Item, Node, Range } from './node.ts'
import type { Scanner } from './scanner.ts'
import type { Token, TokenType } from './token.ts'

/** A node together with the place of the alias that it was written as. */
export interface Parsed {
  readonly node: Node
  readonly alias?: Range
}

/**
 * Puts tokens together to nodes, one function a production of the grammar. Only the first document of a text counts: texts are split before.
 */
export class Parser {
  private readonly scanner: Scanner
  private readonly composer: Composer

  constructor(scanner: Scanner, composer: Composer) {
    this.scanner = scanner
    this.composer = composer
  }

  /** stream ::= directive* document-start? node; `undefined` where there is no node at all. */
  document(): Node | undefined {
    const { scanner } = this
    let explicit = false
    for (let token = scanner.peek(); token.type.endsWith('-directive'); token = scanner.peek()) {
      this.composer.directive(scanner.take())
      explicit = true
    }
    if (scanner.peek().type === 'document-start') {
      scanner.take()
      explicit = true
    } else if (explicit) scanner.fail("a directive needs a line '---' behind it", scanner.peek().start)
    if (this.isAt('stream-end') || (explicit && this.isAt('document-start', 'document-end', 'yaml-directive', 'tag-directive')))
      return undefined
    const { node } = this.node(true, false, 0)
    // Go looks one token ahead to see where the document ends: what cannot be a token there refuses it.
    scanner.peek()
    this.composer.finish()
    return node
  }

  private isAt(...types: TokenType[]): boolean {
    return types.includes(this.scanner.peek().type)
  }

  private empty(at: number): Parsed {
    return { node: { kind: 'scalar', style: 'empty', value: null, text: '', start: at, end: at } }
  }

  /** node ::= alias | properties? content. A block sequence in a mapping may stand at the column of its key: `indentless`. */
  private node(block: boolean, indentless: boolean, level: number): Parsed {
    const { scanner, composer } = this
    const first = scanner.peek()
    if (first.type === 'alias') {
      scanner.take()
      return { node: composer.alias(first), alias: { start: first.start, end: first.end } }
    }
    composer.checkLevel(level, first)
    const { anchor, tag, end } = this.properties()
    const token = scanner.peek()
    const { type } = token
    if (type === 'scalar') {
      scanner.take()
      return { node: composer.scalar(token, tag, anchor) }
    }
    const opened = anchor === undefined ? undefined : composer.open(anchor)
    let node: Node
    if (indentless && type === 'block-entry') node = this.blockSequence(token.start, false, level, tag, anchor)
    else if (type === 'flow-sequence-start') node = this.flowSequence(level, tag, anchor)
    else if (type === 'flow-mapping-start') node = this.flowMapping(level, tag, anchor)
    else if (block && type === 'block-sequence-start') node = this.blockSequence(scanner.take().start, true, level, tag, anchor)
    else if (block && type === 'block-mapping-start') node = this.blockMapping(level, tag, anchor)
    else if (anchor !== undefined || tag !== undefined)
      node = composer.scalar({ ...token, type: 'scalar', start: end, end, text: '', style: 'empty' }, tag, anchor)
    else return scanner.fail(...this.unexpected(token))
    if (opened) composer.close(opened, node)
    return { node }
  }

  private unexpected({ type, start, end }: Token): [string, number, number] {
    const what =
      type === 'block-end' || type === 'stream-end'
        ? 'a value is missing here; check the indentation'
        : type === 'value'
          ? "a ':' without a key"
          : 'a value cannot begin here; check the indentation'
    return [what, start, Math.max(end, start + 1)]
  }

  /** properties ::= anchor tag? | tag anchor? */
  private properties(): { readonly anchor?: string; readonly tag?: string; readonly end: number } {
    const { scanner, composer } = this
    let anchor: string | undefined
    let tag: string | undefined
    let end = scanner.peek().start
    for (let token = scanner.peek(); ; token = scanner.peek()) {
      if (token.type === 'anchor' && anchor === undefined) anchor = token.text
      else if (token.type === 'tag' && tag === undefined) tag = composer.tagOf(token)
      else return { anchor, tag, end }
      end = token.end
      scanner.take()
    }
  }

  /** block-sequence ::= ( '-' node? )* block-end; an indentless one ends where no `-` follows. */
  private blockSequence(start: number, indented: boolean, level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner } = this
    const items: Item[] = []
    let end = start
    while (scanner.peek().type === 'block-entry') {
      const dash = scanner.take()
      const without = indented ? this.isAt('block-entry', 'block-end') : this.isAt('block-entry', 'key', 'value', 'block-end')
      const item = without ? this.empty(dash.end) : this.node(true, false, level + 1)
      items.push({ value: item.node, start: dash.start, ...(item.alias ? { alias: item.alias } : {}) })
      end = (item.alias ?? item.node).end
    }
    if (indented) {
      const token = scanner.peek()
      if (token.type !== 'block-end')
        scanner.fail("a list item needs a '-' at the column of the one above", token.start, Math.max(token.end, token.start + 1))
      scanner.take()
    }
    return this.composer.sequence(items, false, start, end, tag, anchor)
  }

  /** block-mapping ::= ( key node? value node? )* block-end */
  private blockMapping(level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner, composer } = this
    const { start } = scanner.take()
    const pairs = composer.pairs()
    let end = start
    for (let token = scanner.peek(); token.type !== 'block-end'; token = scanner.peek()) {
      let key: Parsed
      let behind = token.end
      if (token.type === 'key') {
        scanner.take()
        key = this.isAt('key', 'value', 'block-end') ? this.empty(token.end) : this.node(true, true, level + 1)
        behind = (key.alias ?? key.node).end
      } else if (token.type === 'value') key = this.empty(token.start)
      else
        return scanner.fail(
          'a key is expected here, at the column of the keys above; check the indentation',
          token.start,
          Math.max(token.end, token.start + 1),
        )
      let value: Parsed
      if (scanner.peek().type === 'value') {
        const colon = scanner.take()
        behind = colon.end
        value = this.isAt('key', 'value', 'block-end') ? this.empty(colon.end) : this.node(true, true, level + 1)
      } else value = this.empty(behind)
      composer.add(pairs, key, value)
      end = Math.max(behind, (value.alias ?? value.node).end)
    }
    scanner.take()
    return composer.mapping(pairs, false, start, end, tag, anchor)
  }

  /** flow-sequence ::= '[' ( entry ',' )* entry? ']', where an entry may be a single pair. */
  private flowSequence(level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner } = this
    const { start } = scanner.take()
    const items: Item[] = []
    for (let first = true; scanner.peek().type !== 'flow-sequence-end'; first = false) {
      if (!first) this.flowEntry(']', start)
      const token = scanner.peek()
      if (token.type === 'flow-sequence-end') break
      const item = token.type === 'key' ? { node: this.singlePair(level + 1) } : this.node(false, false, level + 1)
      const place = 'alias' in item && item.alias ? item.alias : item.node
      items.push({ value: item.node, start: place.start, ...('alias' in item && item.alias ? { alias: item.alias } : {}) })
    }
    const { end } = scanner.take()
    return this.composer.sequence(items, true, start, end, tag, anchor)
  }

  private flowEntry(close: string, open: number): void {
    const token = this.scanner.peek()
    if (token.type === 'flow-entry') {
      this.scanner.take()
      return
    }
    const unclosed = token.type === 'stream-end' || token.type === 'block-end'
    if (unclosed) this.scanner.fail(`a bracket that is opened here is never closed: '${close}' is missing`, open, open + 1)
    this.scanner.fail(
      `',' or '${close}' is expected here; quote a text that holds one of ? , [ ] { }`,
      token.start,
      Math.max(token.end, token.start + 1),
    )
  }

  private singlePair(level: number): Node {
    const { scanner, composer } = this
    const mark = scanner.take()
    const pairs = composer.pairs()
    const key = this.isAt('value', 'flow-entry', 'flow-sequence-end') ? this.empty(mark.end) : this.node(false, false, level + 1)
    let value = this.empty((key.alias ?? key.node).end)
    if (scanner.peek().type === 'value') {
      const colon = scanner.take()
      value = this.isAt('flow-entry', 'flow-sequence-end') ? this.empty(colon.end) : this.node(false, false, level + 1)
    }
    composer.add(pairs, key, value)
    return composer.mapping(pairs, true, (key.alias ?? key.node).start, (value.alias ?? value.node).end, undefined, undefined)
  }

  /** flow-mapping ::= '{' ( entry ',' )* entry? '}' */
  private flowMapping(level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner, composer } = this
    const { start } = scanner.take()
    const pairs = composer.pairs()
    for (let first = true; scanner.peek().type !== 'flow-mapping-end'; first = false) {
      if (!first) this.flowEntry('}', start)
      const token = scanner.peek()
      if (token.type === 'flow-mapping-end') break
      let key: Parsed
      let value: Parsed | undefined
      if (token.type === 'key') {
        scanner.take()
        key = this.isAt('value', 'flow-entry', 'flow-mapping-end') ? this.empty(token.end) : this.node(false, false, level + 1)
        if (scanner.peek().type === 'value') value = this.flowValue(level)
      } else if (token.type === 'value') {
        key = this.empty(token.start)
        value = this.flowValue(level)
      } else key = this.node(false, false, level + 1)
      composer.add(pairs, key, value ?? this.empty((key.alias ?? key.node).end))
    }
    const { end } = scanner.take()
    return composer.mapping(pairs, true, start, end, tag, anchor)
  }

  private flowValue(level: number): Parsed {
    const colon = this.scanner.take()
    return this.isAt('flow-entry', 'flow-mapping-end') ? this.empty(colon.end) : this.node(false, false, level + 1)
  }
}
