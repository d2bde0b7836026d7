import { LIMITS, type Item, type Node, type Pair, type Range, type ReadError, type Scalar } from './node.ts'
import { resolvePlain, resolveTagged } from './scalar.ts'
import { Refusal, startScan, type ScanState, type Token, type TokenType } from './scan-state.ts'
import { peekToken, takeToken } from './scan-token.ts'

export interface Composing {
  readonly scan: ScanState
  readonly base: number
  /** `undefined` while the anchored node is still open: it cannot contain itself. */
  readonly anchors: Map<string, Node | undefined>
  readonly errors: ReadError[]
  aliasNodes: number
  level: number
}

interface Part {
  readonly value: Node
  readonly alias?: Range
}

export function startComposing(text: string, base: number): Composing {
  return { scan: startScan(text), base, anchors: new Map(), errors: [], aliasNodes: 0, level: 0 }
}

/** The root of the first document, or nothing where there is none. */
export function composeDocument(state: Composing): Node | undefined {
  let token = peekToken(state.scan)
  if (token.type === 'stream-end') return undefined
  const directives = token.type === 'directive'
  while (token.type === 'directive') {
    takeToken(state.scan)
    token = peekToken(state.scan)
  }
  if (token.type === 'document-start') takeToken(state.scan)
  else if (directives) throw new Refusal("after a directive (%) a line '---' is expected", token.start)
  else return finish(state)
  const next = peekToken(state.scan).type
  return next === 'stream-end' || next === 'document-end' || next === 'document-start' || next === 'directive' ? undefined : finish(state)
}

function finish(state: Composing): Node {
  const { value } = composeNode(state, true, false)
  peekToken(state.scan)
  return value
}

function composeNode(state: Composing, block: boolean, indentless: boolean): Part {
  const { scan } = state
  let token = peekToken(scan)
  if (token.type === 'alias') {
    takeToken(scan)
    return resolveAlias(state, token)
  }
  let anchor: string | undefined
  let tag: string | undefined
  for (; (token.type === 'anchor' && anchor === undefined) || (token.type === 'tag' && tag === undefined); token = peekToken(scan)) {
    if (token.type === 'anchor') anchor = token.text
    else tag = token.text
    takeToken(scan)
  }
  if (anchor !== undefined) state.anchors.set(anchor, undefined)
  if (++state.level > LIMITS.depth + 1) throw new Refusal(`nested more than ${LIMITS.depth} levels deep`, token.start, token.end, 'limit-depth')
  const value = { ...composeContent(state, token, block, indentless, anchor ?? tag, tag), ...(anchor === undefined ? {} : { anchor }), ...(tag === undefined ? {} : { tag }) }
  state.level--
  if (anchor !== undefined) state.anchors.set(anchor, value)
  return { value }
}

function composeContent(state: Composing, token: Token, block: boolean, indentless: boolean, property: string | undefined, tag: string | undefined): Node {
  if (indentless && token.type === 'block-entry') return composeBlockSequence(state, token, true)
  if (token.type === 'scalar') return composeScalar(state, takeToken(state.scan), tag)
  if (token.type === 'flow-sequence-start') return composeFlowSequence(state)
  if (token.type === 'flow-mapping-start') return composeFlowMapping(state)
  if (block && token.type === 'block-sequence-start') return composeBlockSequence(state, takeToken(state.scan), false)
  if (block && token.type === 'block-mapping-start') return composeBlockMapping(state)
  if (property !== undefined) return emptyAt(state, token.start)
  throw new Refusal('a value is expected here', token.start, token.end)
}

function composeScalar({ base }: Composing, { text, style, start, end }: Token, tag: string | undefined): Scalar {
  const value = tag === '!' || (tag === undefined && style === 'plain') ? resolvePlain(text) : tag?.startsWith('!!') ? resolveTagged(tag.slice(2), text) : style === 'plain' && tag !== undefined ? resolvePlain(text) : text
  if (value === undefined) throw new Refusal(`'${text}' is no value for the tag ${tag}`, start, end, 'invalid-value')
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Refusal(`${text} has no place in JSON`, start, end, 'invalid-value')
  return { kind: 'scalar', style, value, text, start: base + start, end: base + end }
}

const emptyAt = ({ base }: Composing, at: number): Scalar => ({ kind: 'scalar', style: 'empty', value: null, text: '', start: base + at, end: base + at })

function isNext({ scan }: Composing, ...types: readonly TokenType[]): boolean {
  return types.includes(peekToken(scan).type)
}

function composeBlockSequence(state: Composing, first: Token, indentless: boolean): Node {
  const items: Item[] = []
  const start = state.base + first.start
  let end = start
  while (isNext(state, 'block-entry')) {
    const dash = takeToken(state.scan)
    const empty = isNext(state, 'block-entry', 'block-end') || (indentless && isNext(state, 'key', 'value'))
    const part = empty ? { value: emptyAt(state, dash.end) } : composeNode(state, true, false)
    items.push({ ...part, start: state.base + dash.start })
    end = (part.alias ?? part.value).end
  }
  if (!indentless) expect(state, 'block-end', "a list item ('- ') is expected here: the indentation fits nothing above")
  return { kind: 'sequence', flow: false, items, start, end }
}

function expect(state: Composing, type: TokenType, message: string): Token {
  const token = peekToken(state.scan)
  if (token.type !== type) throw new Refusal(message, token.start, token.end)
  return takeToken(state.scan)
}

function composeBlockMapping(state: Composing): Node {
  const opened = takeToken(state.scan)
  const entries = new Entries(state)
  let end = opened.end
  while (isNext(state, 'key')) {
    end = takeToken(state.scan).end
    const key = isNext(state, 'key', 'value', 'block-end') ? { value: emptyAt(state, end) } : composeNode(state, true, true)
    end = (key.alias ?? key.value).end - state.base
    entries.add(key, composeValue(state, true, end, 'key', 'value', 'block-end'))
  }
  expect(state, 'block-end', "a key ('name:') is expected here: the indentation fits nothing above")
  return { kind: 'mapping', flow: false, pairs: entries.pairs, start: state.base + opened.start, end: entries.end }
}

function composeValue(state: Composing, block: boolean, end: number, ...ends: readonly TokenType[]): Part {
  if (!isNext(state, 'value')) return { value: emptyAt(state, end) }
  const colon = takeToken(state.scan)
  return isNext(state, ...ends) ? { value: emptyAt(state, colon.end) } : composeNode(state, block, block)
}

function composeFlowSequence(state: Composing): Node {
  const start = state.base + takeToken(state.scan).start
  const items: Item[] = []
  for (let first = true; !isNext(state, 'flow-sequence-end'); first = false) {
    if (!first) expect(state, 'flow-entry', "',' or ']' is expected here")
    if (isNext(state, 'flow-sequence-end')) break
    const part = isNext(state, 'key') ? { value: composeSinglePair(state) } : composeNode(state, false, false)
    items.push({ ...part, start: (part.alias ?? part.value).start })
  }
  return { kind: 'sequence', flow: true, items, start, end: state.base + takeToken(state.scan).end }
}

/** `[a: b]`. An empty key takes the token behind it with it, as in libyaml. */
function composeSinglePair(state: Composing): Node {
  const opened = takeToken(state.scan)
  const entries = new Entries(state)
  const key = isNext(state, 'value', 'flow-entry', 'flow-sequence-end') ? { value: emptyAt(state, takeToken(state.scan).end) } : composeNode(state, false, false)
  entries.add(key, composeValue(state, false, (key.alias ?? key.value).end - state.base, 'flow-entry', 'flow-sequence-end'))
  return { kind: 'mapping', flow: true, pairs: entries.pairs, start: state.base + opened.start, end: entries.end }
}

function composeFlowMapping(state: Composing): Node {
  const start = state.base + takeToken(state.scan).start
  const entries = new Entries(state)
  for (let first = true; !isNext(state, 'flow-mapping-end'); first = false) {
    if (!first) expect(state, 'flow-entry', "',' or '}' is expected here")
    if (isNext(state, 'flow-mapping-end')) break
    if (isNext(state, 'key')) {
      const at = takeToken(state.scan).end
      const key = isNext(state, 'value', 'flow-entry', 'flow-mapping-end') ? { value: emptyAt(state, at) } : composeNode(state, false, false)
      entries.add(key, composeValue(state, false, (key.alias ?? key.value).end - state.base, 'flow-entry', 'flow-mapping-end'))
    } else {
      const key = composeNode(state, false, false)
      entries.add(key, { value: emptyAt(state, key.value.end - state.base) })
    }
  }
  return { kind: 'mapping', flow: true, pairs: entries.pairs, start, end: state.base + takeToken(state.scan).end }
}

function resolveAlias(state: Composing, { text, start, end }: Token): Part {
  const value = state.anchors.get(text)
  if (!value) throw new Refusal(state.anchors.has(text) ? `anchor '${text}' contains itself` : `unknown anchor '${text}'; quote the text if it is no alias`, start, end, 'undefined-alias')
  state.aliasNodes += countNodes(value)
  if (state.aliasNodes > LIMITS.aliasNodes) throw new Refusal(`aliases expand to more than ${LIMITS.aliasNodes} nodes`, start, end, 'limit-aliases')
  return { value, alias: { start: state.base + start, end: state.base + end } }
}

function countNodes(node: Node): number {
  if (node.kind === 'scalar') return 1
  if (node.kind === 'sequence') return node.items.reduce((sum, { value }) => sum + countNodes(value), 1)
  return node.pairs.reduce((sum, { value }) => sum + 1 + countNodes(value), 1)
}

/** The pairs of one mapping, with merges spread and duplicates told. */
class Entries {
  readonly pairs: Pair[] = []
  end = 0
  private readonly seen = new Set<string>()
  private readonly state: Composing
  constructor(state: Composing) {
    this.state = state
  }

  add(key: Part, { value, alias }: Part): void {
    const at = key.alias ?? key.value
    this.end = (alias ?? value).end
    if (key.value.kind !== 'scalar') throw this.refuse('a mapping or list as key: JSON has texts only', at)
    const { style, text, tag } = key.value
    if (text === '<<' && ((style === 'plain' && (tag === undefined || tag === '!')) || tag === '!!merge')) return this.merge(value, at)
    if (key.value.value === null) throw this.refuse('a null key: JSON has texts only', at)
    const keyNode = key.alias ? { ...key.value, ...key.alias } : key.value
    this.push({ key: String(key.value.value), keyNode, value, ...(alias ? { alias } : {}) }, at)
  }

  private push(pair: Pair, { start, end }: Range): void {
    const duplicate = this.seen.has(pair.key)
    if (duplicate) this.state.errors.push({ code: 'duplicate-key', strictOnly: true, message: `key '${pair.key}' is already set in this mapping`, start, end })
    this.seen.add(pair.key)
    this.pairs.push(duplicate ? { ...pair, duplicate: true } : pair)
  }

  private merge(value: Node, at: Range): void {
    const sources = value.kind === 'sequence' ? value.items.map((item) => item.value).reverse() : [value]
    for (const source of sources) {
      if (source.kind !== 'mapping') throw this.refuse('a merge key (<<) takes a mapping or a list of mappings', at)
      for (const pair of source.pairs) this.push({ ...pair, merged: true }, at)
    }
  }

  private refuse(message: string, { start, end }: Range): Refusal {
    return new Refusal(message, start - this.state.base, end - this.state.base, 'invalid-value')
  }
}
