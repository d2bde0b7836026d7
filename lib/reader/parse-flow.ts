import type { Item, Node } from './node.ts'
import type { Parsed, Parser } from './parser.ts'

/** flow-sequence ::= '[' ( entry ',' )* entry? ']', where an entry may be a single pair. */
export function flowSequence(parser: Parser, level: number, tag: string | undefined, anchor: string | undefined): Node {
  const { scanner } = parser
  const { start } = scanner.take()
  const items: Item[] = []
  for (let first = true; scanner.peek().type !== 'flow-sequence-end'; first = false) {
    if (!first) flowEntry(parser, ']', start)
    const token = scanner.peek()
    if (token.type === 'flow-sequence-end') break
    if (token.type === 'stream-end') unclosed(parser, ']', start)
    const item = token.type === 'key' ? { node: singlePair(parser, level + 1) } : parser.node(false, false, level + 1)
    const place = 'alias' in item && item.alias ? item.alias : item.node
    items.push({ value: item.node, start: place.start, ...('alias' in item && item.alias ? { alias: item.alias } : {}) })
  }
  const { end } = scanner.take()
  return parser.composer.sequence(items, true, start, end, tag, anchor)
}

function flowEntry(parser: Parser, close: string, open: number): void {
  const token = parser.scanner.peek()
  if (token.type === 'flow-entry') {
    parser.scanner.take()
    return
  }
  if (token.type === 'stream-end' || token.type === 'block-end') unclosed(parser, close, open)
  parser.scanner.fail(
    `',' or '${close}' is expected here; quote a text that holds one of ? , [ ] { }`,
    token.start,
    Math.max(token.end, token.start + 1),
  )
}

function unclosed(parser: Parser, close: string, open: number): never {
  return parser.scanner.fail(`a bracket that is opened here is never closed: '${close}' is missing`, open, open + 1)
}

function singlePair(parser: Parser, level: number): Node {
  const { scanner, composer } = parser
  const mark = scanner.take()
  const pairs = composer.pairs()
  const key = parser.isAt('value', 'flow-entry', 'flow-sequence-end') ? parser.empty(mark.end) : parser.node(false, false, level + 1)
  let value = parser.empty((key.alias ?? key.node).end)
  if (scanner.peek().type === 'value') {
    const colon = scanner.take()
    value = parser.isAt('flow-entry', 'flow-sequence-end') ? parser.empty(colon.end) : parser.node(false, false, level + 1)
  }
  composer.add(pairs, key, value)
  return composer.mapping(pairs, true, (key.alias ?? key.node).start, (value.alias ?? value.node).end, undefined, undefined)
}

/** flow-mapping ::= '{' ( entry ',' )* entry? '}' */
export function flowMapping(parser: Parser, level: number, tag: string | undefined, anchor: string | undefined): Node {
  const { scanner, composer } = parser
  const { start } = scanner.take()
  const pairs = composer.pairs()
  for (let first = true; scanner.peek().type !== 'flow-mapping-end'; first = false) {
    if (!first) flowEntry(parser, '}', start)
    const token = scanner.peek()
    if (token.type === 'flow-mapping-end') break
    if (token.type === 'stream-end') unclosed(parser, '}', start)
    let key: Parsed
    let value: Parsed | undefined
    if (token.type === 'key') {
      scanner.take()
      key = parser.isAt('value', 'flow-entry', 'flow-mapping-end') ? parser.empty(token.end) : parser.node(false, false, level + 1)
      if (scanner.peek().type === 'value') value = flowValue(parser, level)
    } else if (token.type === 'value') {
      key = parser.empty(token.start)
      value = flowValue(parser, level)
    } else key = parser.node(false, false, level + 1)
    composer.add(pairs, key, value ?? parser.empty((key.alias ?? key.node).end))
  }
  const { end } = scanner.take()
  return composer.mapping(pairs, true, start, end, tag, anchor)
}

function flowValue(parser: Parser, level: number): Parsed {
  const colon = parser.scanner.take()
  return parser.isAt('flow-entry', 'flow-mapping-end') ? parser.empty(colon.end) : parser.node(false, false, level + 1)
}
