import { isAlias, isCollection, isMap, isScalar, Lexer, parseDocument, type Document, type Node as LibraryNode, type ParsedNode, type Scalar as LibraryScalar, type YAMLMap } from 'yaml'
import type { Comment, Item, Mapping, Node, Pair, Range, ReadError, Scalar, ScalarStyle, YamlDocument } from './node.ts'
import { LIMITS } from './node.ts'
import { resolvePlain, resolveTagged } from './scalar.ts'
import { splitDocuments } from './split.ts'

/** Reads every document of a text. Never throws: what cannot be read is an error of its document. */
export function readYaml(text: string): readonly YamlDocument[] {
  if (text.length > LIMITS.textLength) {
    return [{ index: 0, start: 0, end: text.length, comments: [], errors: [{ code: 'limit-size', strictOnly: false, message: 'larger than 16 MiB', start: 0, end: 0 }] }]
  }
  const documents: YamlDocument[] = []
  for (const range of splitDocuments(text)) {
    const document = readDocument(text, range, documents.length)
    if (document) documents.push(document)
  }
  return documents
}

class Refused extends Error {
  readonly error: ReadError
  constructor(error: ReadError) {
    super(error.message)
    this.error = error
  }
}

function readDocument(text: string, { start, end }: Range, index: number): YamlDocument | undefined {
  const body = text.slice(start, end)
  const comments = commentsOf(body, start)
  const depth = deepest(body)
  if (depth > LIMITS.depth) return { index, start, end, comments, errors: [{ code: 'limit-depth', strictOnly: false, message: `nested more than ${LIMITS.depth} levels deep`, start, end: start }] }
  const parsed: Document.Parsed = parseDocument(body, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', strict: true, version: '1.1' }) as Document.Parsed
  if (parsed.errors.length > 0) {
    const [{ message, pos }] = parsed.errors
    return { index, start, end, comments, errors: [{ code: 'syntax', strictOnly: false, message: message.split('\n')[0].replace(/\.$/, ''), start: start + pos[0], end: start + pos[1] }] }
  }
  if (parsed.contents === null || (isScalar(parsed.contents) && parsed.contents.source === '' && parsed.contents.type === 'PLAIN')) return undefined
  const composer = new Composer(start)
  try {
    const root = composer.compose(parsed.contents as LibraryNode)
    return { index, start, end, root, comments, errors: composer.errors }
  } catch (error) {
    if (error instanceof Refused) return { index, start, end, comments, errors: [error.error] }
    throw error
  }
}

/** A cheap bound before a recursive parser sees the text. */
function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x5b || code === 0x7b) most = Math.max(most, ++depth)
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--
  }
  return most
}

function commentsOf(body: string, base: number): Comment[] {
  const comments: Comment[] = []
  let offset = 0
  for (const token of new Lexer().lex(body)) {
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue
    if (token.startsWith('#')) {
      const lineStart = Math.max(body.lastIndexOf('\n', offset - 1), body.lastIndexOf('\r', offset - 1)) + 1
      comments.push({ start: base + offset, end: base + offset + token.length, text: token.slice(1).trim(), ownLine: body.slice(lineStart, offset).replace(/^\ufeff/, '').trim() === '' })
    }
    offset += token.length
  }
  return comments
}

const STYLES: Readonly<Record<string, ScalarStyle>> = { PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_LITERAL: 'literal', BLOCK_FOLDED: 'folded' }

class Composer {
  readonly errors: ReadError[] = []
  private readonly anchors = new Map<string, Node>()
  private aliasNodes = 0
  private readonly base: number

  constructor(base: number) {
    this.base = base
  }

  compose(node: LibraryNode | null | undefined, level = 0, at = 0): Node {
    if (level > LIMITS.depth) throw this.refuse('limit-depth', `nested more than ${LIMITS.depth} levels deep`, { start: at, end: at })
    if (!node) return { kind: 'scalar', style: 'empty', value: null, text: '', start: at, end: at }
    const range = this.rangeOf(node as ParsedNode)
    const anchor = 'anchor' in node && node.anchor ? node.anchor : undefined
    const tag = 'tag' in node ? node.tag : undefined
    let composed: Node
    if (isAlias(node)) return this.resolveAlias(node.source, range)
    if (isScalar(node)) composed = this.scalar(node, range, tag, anchor)
    else if (isMap(node)) composed = this.mapping(node, range, level, anchor)
    else if (isCollection(node)) {
      const items = node.items.map((item): Item => {
        const child = this.rangeOf(item as ParsedNode, range.start)
        return { value: this.compose(item as LibraryNode, level + 1, child.start), start: child.start, ...(isAlias(item) ? { alias: child } : {}) }
      })
      composed = { kind: 'sequence', flow: node.flow === true, items, ...range, ...(anchor ? { anchor } : {}) }
    } else throw this.refuse('syntax', 'a node of unknown kind', range)
    if (anchor) this.anchors.set(anchor, composed)
    return composed
  }

  private rangeOf(node: ParsedNode | null, fallback = 0): Range {
    if (!node?.range) return { start: fallback, end: fallback }
    return { start: this.base + node.range[0], end: this.base + node.range[1] }
  }

  private resolveAlias(name: string, range: Range): Node {
    const target = this.anchors.get(name)
    if (!target) throw this.refuse('undefined-alias', `unknown anchor '${name}'; quote the text if it is no alias`, range)
    this.aliasNodes += size(target)
    if (this.aliasNodes > LIMITS.aliasNodes) throw this.refuse('limit-aliases', `aliases expand to more than ${LIMITS.aliasNodes} nodes`, range)
    return target
  }

  private scalar(node: LibraryScalar, range: Range, tag: string | undefined, anchor: string | undefined): Scalar {
    const text = typeof node.value === 'string' ? node.value : String(node.source ?? '')
    const style = range.start === range.end ? 'empty' : (STYLES[node.type ?? 'PLAIN'] ?? 'plain')
    const plain = style === 'plain' || style === 'empty'
    const value = tag === undefined || !tag.startsWith('tag:yaml.org,2002:') ? (plain ? resolvePlain(text) : text) : resolveTagged(tag.slice(18), text)
    if (value === undefined) throw this.refuse('invalid-value', `'${text}' is no value for the tag !!${(tag ?? '').slice(18)}`, range)
    if (typeof value === 'number' && !Number.isFinite(value)) throw this.refuse('invalid-value', `${text} has no place in JSON`, range)
    return { kind: 'scalar', style, value, text, ...range, ...(tag ? { tag } : {}), ...(anchor ? { anchor } : {}) }
  }

  private mapping(node: YAMLMap, range: Range, level: number, anchor: string | undefined): Mapping {
    const pairs: Pair[] = []
    const seen = new Map<string, Pair>()
    const add = (pair: Pair, at: Range): void => {
      const earlier = seen.has(pair.key)
      if (earlier) this.errors.push({ code: 'duplicate-key', strictOnly: true, message: `key '${pair.key}' is already set in this mapping`, start: at.start, end: at.end })
      seen.set(pair.key, pair)
      pairs.push(earlier ? { ...pair, duplicate: true } : pair)
    }
    for (const item of node.items) {
      const keyRange = this.rangeOf(item.key as ParsedNode, range.start)
      const keyNode = this.compose(item.key as LibraryNode, level + 1, keyRange.start)
      if (keyNode.kind !== 'scalar') throw this.refuse('invalid-value', 'a mapping or list as key: JSON has texts only', keyRange)
      const value = this.compose(item.value as LibraryNode, level + 1, keyRange.end)
      const alias = isAlias(item.value) ? { alias: this.rangeOf(item.value as ParsedNode) } : {}
      const shownKey = isAlias(item.key) ? { ...keyNode, ...keyRange } : keyNode
      if (keyNode.style === 'plain' && keyNode.text === '<<') {
        for (const pair of this.merged(value, keyRange)) add(pair, keyRange)
        continue
      }
      if (keyNode.value === null) throw this.refuse('invalid-value', 'a null key: JSON has texts only', keyRange)
      add({ key: keyText(keyNode), keyNode: shownKey, value, ...alias }, keyRange)
    }
    return { kind: 'mapping', flow: node.flow === true, pairs, ...range, ...(anchor ? { anchor } : {}) }
  }

  private merged(value: Node, at: Range): Pair[] {
    const sources = value.kind === 'sequence' ? [...value.items].reverse().map((item) => item.value) : [value]
    return sources.flatMap((source) => {
      if (source.kind !== 'mapping') throw this.refuse('invalid-value', 'a merge key (<<) takes a mapping or a list of mappings', at)
      return source.pairs.map((pair): Pair => ({ ...pair, merged: true }))
    })
  }

  private refuse(code: ReadError['code'], message: string, { start, end }: Range): Refused {
    return new Refused({ code, strictOnly: false, message, start, end })
  }
}

function keyText({ value, text, style }: Scalar): string {
  return style === 'plain' && typeof value !== 'string' ? String(value) : text
}

function size(node: Node): number {
  if (node.kind === 'scalar') return 1
  if (node.kind === 'sequence') return node.items.reduce((sum, item) => sum + size(item.value), 1)
  return node.pairs.reduce((sum, pair) => sum + 1 + size(pair.value), 1)
}
