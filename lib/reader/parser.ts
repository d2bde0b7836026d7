import type { Composer } from './composer.ts'
import type { Pairs } from './pairs.ts'
import type { Item, Node, Range } from './node.ts'
import { flowMapping, flowSequence } from './parse-flow.ts'
import { quickFlow } from './quick-flow.ts'
import { isDash, quickKeyEnd, quickScalar } from './quick-lines.ts'
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
  readonly scanner: Scanner
  readonly composer: Composer

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

  isAt(...types: TokenType[]): boolean {
    return types.includes(this.scanner.peek().type)
  }

  empty(at: number): Parsed {
    return { node: { kind: 'scalar', style: 'empty', value: null, text: '', start: at, end: at } }
  }

  /**
   * A node behind a `:` or `-` of a block, read without tokens where its lines are plain enough; `undefined` where it takes tokens. `emptyAt` is where a node stands that is
   * not there; in a mapping a list may stand at the column of its key.
   */
  private quickNode(level: number, inMapping: boolean, emptyAt: number): Node | undefined {
    const { scanner, composer } = this
    const scalar = quickScalar(scanner)
    if (scalar) {
      composer.checkLevel(level, scalar)
      return composer.scalar(scalar, undefined, undefined)
    }
    const flow = quickFlow(scanner, composer, level)
    if (flow) return flow
    const column = scanner.nextColumn()
    // Behind a key on one line with it stands what the quick lines do not know: flow collections, block scalars, anchors.
    if (column === undefined || !scanner.simpleKeyAllowed) return undefined
    if (column < scanner.indent) return this.empty(emptyAt).node
    const { at: start } = scanner
    if (column === scanner.indent) {
      if (quickKeyEnd(scanner) > 0) return inMapping ? this.empty(emptyAt).node : undefined
      if (!isDash(scanner)) return undefined
      if (!inMapping) return this.empty(emptyAt).node
      composer.checkLevel(level, { start })
      return this.blockEntries(start, false, level, undefined, undefined)
    }
    const isMapping = quickKeyEnd(scanner) > 0
    if (!isMapping && !isDash(scanner)) return undefined
    composer.checkLevel(level, { start })
    scanner.openBlock(column)
    return isMapping ? this.blockPairs(start, level, undefined, undefined) : this.blockEntries(start, true, level, undefined, undefined)
  }

  /** node ::= alias | properties? content. A block sequence in a mapping may stand at the column of its key: `indentless`. */
  node(block: boolean, indentless: boolean, level: number): Parsed {
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
    if (indentless && type === 'block-entry') node = this.blockEntries(token.start, false, level, tag, anchor)
    else if (type === 'flow-sequence-start') node = flowSequence(this, level, tag, anchor)
    else if (type === 'flow-mapping-start') node = flowMapping(this, level, tag, anchor)
    else if (block && type === 'block-sequence-start') node = this.blockEntries(scanner.take().start, true, level, tag, anchor)
    else if (block && type === 'block-mapping-start') node = this.blockPairs(scanner.take().start, level, tag, anchor)
    else if (anchor !== undefined || tag !== undefined) node = composer.scalar({ start: end, end, text: '', style: 'empty' }, tag, anchor)
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
  private blockEntries(start: number, indented: boolean, level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner } = this
    const items: Item[] = []
    let end = start
    for (;;) {
      const column = scanner.nextColumn()
      if (column !== undefined && column <= scanner.indent && scanner.simpleKeyAllowed) {
        const isEntry = column === scanner.indent && isDash(scanner)
        if (column < scanner.indent || (!indented && !isEntry && quickKeyEnd(scanner) > 0)) {
          if (indented) scanner.closeBlock()
          break
        }
        if (isEntry) {
          const dash = scanner.at++
          scanner.simpleKeyAllowed = true
          const quick = this.quickNode(level + 1, false, dash + 1)
          const item = quick ? { node: quick } : this.entry(indented, dash + 1, level)
          end = addItem(items, item, dash)
          continue
        }
      }
      if (scanner.peek().type !== 'block-entry') {
        if (indented) this.endOfEntries()
        break
      }
      const dash = scanner.take()
      end = addItem(items, this.entry(indented, dash.end, level), dash.start)
    }
    return this.composer.sequence(items, false, start, end, tag, anchor)
  }

  /** What stands behind a `-`. */
  private entry(indented: boolean, emptyAt: number, level: number): Parsed {
    const { type } = this.scanner.peek()
    const without = type === 'block-entry' || type === 'block-end' || (!indented && (type === 'key' || type === 'value'))
    return without ? this.empty(emptyAt) : this.node(true, false, level + 1)
  }

  private endOfEntries(): void {
    const token = this.scanner.peek()
    if (token.type !== 'block-end')
      this.scanner.fail("a list item needs a '-' at the column of the one above", token.start, Math.max(token.end, token.start + 1))
    this.scanner.take()
  }

  /** block-mapping ::= ( key node? value node? )* block-end */
  private blockPairs(start: number, level: number, tag: string | undefined, anchor: string | undefined): Node {
    const { scanner, composer } = this
    const pairs = composer.pairs()
    let end = start
    for (;;) {
      const column = scanner.nextColumn()
      if (column !== undefined && scanner.simpleKeyAllowed) {
        if (column < scanner.indent) {
          scanner.closeBlock()
          break
        }
        const keyEnd = column === scanner.indent ? quickKeyEnd(scanner) : -1
        if (keyEnd > 0) {
          end = this.quickPair(pairs, keyEnd, level)
          continue
        }
      }
      if (scanner.peek().type === 'block-end') {
        scanner.take()
        break
      }
      end = this.pair(pairs, level)
    }
    return composer.mapping(pairs, false, start, end, tag, anchor)
  }

  /** A pair whose key was recognised without tokens; gives the end of the pair. */
  private quickPair(pairs: Pairs, keyEnd: number, level: number): number {
    const { scanner, composer } = this
    const key: Parsed = { node: composer.plainKey(scanner.text.slice(scanner.at, keyEnd), scanner.at, keyEnd) }
    composer.checkLevel(level + 1, key.node)
    scanner.at = keyEnd + 1
    scanner.simpleKeyAllowed = false
    const quick = this.quickNode(level + 1, true, keyEnd + 1)
    const value = quick ? { node: quick } : this.mappingValue(keyEnd + 1, level)
    composer.add(pairs, key, value)
    return Math.max(keyEnd + 1, (value.alias ?? value.node).end)
  }

  private pair(pairs: Pairs, level: number): number {
    const { scanner, composer } = this
    const token = scanner.peek()
    let key: Parsed
    let behind = token.end
    if (token.type === 'key') {
      scanner.take()
      key = this.mappingValue(token.end, level)
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
      behind = scanner.take().end
      value = this.mappingValue(behind, level)
    } else value = this.empty(behind)
    composer.add(pairs, key, value)
    return Math.max(behind, (value.alias ?? value.node).end)
  }

  /** What stands behind a `?` or `:` of a block mapping. */
  private mappingValue(emptyAt: number, level: number): Parsed {
    const { type } = this.scanner.peek()
    return type === 'key' || type === 'value' || type === 'block-end' ? this.empty(emptyAt) : this.node(true, true, level + 1)
  }
}

/** Adds an item and gives its end. */
function addItem(items: Item[], { node, alias }: Parsed, start: number): number {
  items.push(alias ? { value: node, start, alias } : { value: node, start })
  return (alias ?? node).end
}
