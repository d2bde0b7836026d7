import { keyName } from './key-names.ts'
import { keyText } from './key.ts'
import {
  LIMITS,
  type Item,
  type Mapping,
  type Node,
  type Pair,
  type ReadError,
  type ReadErrorCode,
  type Scalar,
  type Sequence,
} from './node.ts'
import { Pairs } from './pairs.ts'
import type { Parsed } from './parser.ts'
import { resolvePlain, resolveTagged } from './scalar.ts'
import { SyntaxFault, type Token } from './token.ts'

const CORE = 'tag:yaml.org,2002:'

/** A fault of meaning rather than form: an unknown alias, a value that JSON cannot say, a limit. */
export class ComposeFault extends SyntaxFault {
  readonly code: ReadErrorCode
  constructor(code: ReadErrorCode, message: string, start: number, end: number) {
    super(message, start, end)
    this.code = code
  }
}

interface Opened {
  readonly name: string
}

/** Makes values of tokens: scalars of their texts, one node of an alias and its anchor, pairs of merges. */
export class Composer {
  /** What only strict reading refuses. */
  readonly errors: ReadError[] = []
  /** Whether a mapping says a key twice. */
  repeatsKeys = false
  private readonly anchors = new Map<string, Node | 'open'>()
  private readonly handles = new Map<string, string>([
    ['!', '!'],
    ['!!', CORE],
  ])
  /** Values that JSON has no word for. As keys they have one: `.inf`. */
  private readonly unsayable: Scalar[] = []
  private version = false
  private aliasNodes = 0

  directive({ type, text, suffix, start, end }: Token): void {
    if (type === 'tag-directive') {
      this.handles.set(text, suffix)
      return
    }
    if (this.version) throw new SyntaxFault('%YAML stands twice', start, end)
    if (text !== '1.1') throw new SyntaxFault(`Kubernetes reads YAML 1.1, not ${text}`, start, end)
    this.version = true
  }

  checkLevel(level: number, { start }: Pick<Token, 'start'>): void {
    if (level > LIMITS.depth) throw new ComposeFault('limit-depth', `nested more than ${LIMITS.depth} levels deep`, start, start + 1)
  }

  /** The whole tag of a token: handles are replaced by their prefixes. */
  tagOf({ text: handle, suffix, start, end }: Token): string {
    if (handle === '') return suffix
    const prefix = this.handles.get(handle)
    if (prefix === undefined) throw new SyntaxFault(`the tag handle ${handle} is not defined`, start, end)
    return prefix + suffix
  }

  alias({ text: name, start, end }: Token): Node {
    const target = this.anchors.get(name)
    if (target === undefined)
      throw new ComposeFault('undefined-alias', `*${name} is an alias without an anchor &${name}; quote it if it is a text`, start, end)
    if (target === 'open') throw new ComposeFault('undefined-alias', `*${name} stands inside the value that it stands for`, start, end)
    this.aliasNodes += size(target)
    if (this.aliasNodes > LIMITS.aliasNodes)
      throw new ComposeFault('limit-aliases', `aliases expand to more than ${LIMITS.aliasNodes} nodes`, start, end)
    return target
  }

  /** An alias inside the node that bears its anchor is refused, also where an earlier node had the same one. */
  open(name: string): Opened {
    this.anchors.set(name, 'open')
    return { name }
  }

  close({ name }: Opened, node: Node): void {
    this.anchors.set(name, node)
  }

  scalar(
    { text, style, start, end }: Pick<Token, 'text' | 'style' | 'start' | 'end'>,
    tag: string | undefined,
    anchor: string | undefined,
  ): Scalar {
    const implicit = style === 'plain' || style === 'empty'
    const value =
      tag === undefined ? (implicit ? resolvePlain(text) : text) : tag.startsWith(CORE) ? resolveTagged(tag.slice(CORE.length), text) : text
    if (value === undefined)
      throw new ComposeFault('invalid-value', `'${text}' is no value for the tag !!${tag?.slice(CORE.length)}`, start, end)
    const node: Scalar =
      tag === undefined && anchor === undefined
        ? { kind: 'scalar', style, value, text, start, end }
        : { kind: 'scalar', style, value, text, start, end, tag, anchor }
    if (typeof value === 'number' && !Number.isFinite(value)) this.unsayable.push(node)
    if (anchor !== undefined) this.anchors.set(anchor, node)
    return node
  }

  /** A plain key without tag and anchor. */
  plainKey(slice: string, start: number, end: number): Scalar {
    const name = keyName(slice)
    if (name === undefined) return this.scalar({ text: slice, style: 'plain', start, end }, undefined, undefined)
    return { kind: 'scalar', style: 'plain', value: name, text: name, start, end }
  }

  /** Refuses what no key was made of. */
  finish(): void {
    const [node] = this.unsayable
    if (node) throw new ComposeFault('invalid-value', `${node.text} is a number that JSON has no word for; quote it`, node.start, node.end)
  }

  sequence(
    items: readonly Item[],
    flow: boolean,
    start: number,
    end: number,
    tag: string | undefined,
    anchor: string | undefined,
  ): Sequence {
    return { kind: 'sequence', flow, items, start, end, tag, anchor }
  }

  mapping({ list }: Pairs, flow: boolean, start: number, end: number, tag: string | undefined, anchor: string | undefined): Mapping {
    return { kind: 'mapping', flow, pairs: list, start, end, tag, anchor }
  }

  pairs(): Pairs {
    return new Pairs()
  }

  /** Adds a pair, or what a merge key brings. */
  add(pairs: Pairs, key: Parsed, value: Parsed): void {
    const node = key.node
    if (node.kind === 'scalar' && isMerge(node) && !key.alias) {
      this.merge(pairs, value, node)
      return
    }
    if (node.kind !== 'scalar')
      throw new ComposeFault('invalid-value', 'a mapping or list as key: JSON has texts only', node.start, node.end)
    if (node.value === null)
      throw new ComposeFault('invalid-value', 'an empty key: JSON has texts only', node.start, Math.max(node.end, node.start + 1))
    if (this.unsayable.length > 0) this.say(node)
    const text = keyText(node)
    if (text === undefined)
      throw new ComposeFault('invalid-value', `${node.text} is too large a number for a key; quote it`, node.start, node.end)
    const keyNode = key.alias ? { ...node, ...key.alias } : node
    this.put(
      pairs,
      value.alias ? { key: text, keyNode, value: value.node, alias: value.alias } : { key: text, keyNode, value: value.node },
      keyNode,
    )
  }

  /** A number that JSON cannot say has a text as a key. */
  private say(key: Scalar): void {
    const index = this.unsayable.indexOf(key)
    if (index >= 0) this.unsayable.splice(index, 1)
  }

  private put(pairs: Pairs, pair: Pair, at: { readonly start: number; readonly end: number }): void {
    const known = pairs.known(pair)
    if (known.typed) {
      this.errors.push({
        code: 'duplicate-key',
        strictOnly: true,
        message: `key '${pair.key}' is already set in this mapping`,
        start: at.start,
        end: at.end,
      })
    }
    if (known.json) this.repeatsKeys = true
    pairs.list.push(known.json ? { ...pair, duplicate: true } : pair)
  }

  /** The pairs of one mapping or of several, of which the earlier ones win: so the later ones go in first. */
  private merge(pairs: Pairs, { node, alias }: Parsed, key: Scalar): void {
    const sources = node.kind === 'sequence' && !alias ? node.items.map((item) => item.value).reverse() : [node]
    for (const source of sources) {
      if (source.kind !== 'mapping')
        throw new ComposeFault('invalid-value', 'a merge key (<<) takes a mapping or a list of mappings', key.start, key.end)
      for (const pair of source.pairs) this.put(pairs, { ...pair, merged: true, duplicate: undefined }, key)
    }
  }
}

function isMerge({ text, style, tag }: Scalar): boolean {
  // A lone `!` makes even a quoted text one that is resolved.
  return text === '<<' && ((style === 'plain' && tag === undefined) || tag === '!' || tag === `${CORE}merge`)
}

function size(node: Node): number {
  if (node.kind === 'scalar') return 1
  if (node.kind === 'sequence') return node.items.reduce((sum, item) => sum + size(item.value), 1)
  return node.pairs.reduce((sum, pair) => sum + 1 + size(pair.value), 1)
}
