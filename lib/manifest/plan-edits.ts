import { readYaml, toValue, type Mapping, type Node, type Pair } from '../reader/index.ts'
import { applyToValue } from './apply-to-value.ts'
import type { Manifest } from './manifest.ts'
import { locate, parsePath, type Place } from './path.ts'
import { scalarOffset } from './scalar-offset.ts'
import { renderFlow, renderPair, renderScalar, type RenderValue } from './render.ts'
import { applySplices, lineStart, newlineOf, nextLine, type Splice } from './splice.ts'

/** An edit names fields; see `lib/rule/violation.ts`, whose edits these are. */
export type FieldEdit =
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'set'; readonly path: string; readonly value: RenderValue }
  | { readonly kind: 'insert'; readonly path: string; readonly value: RenderValue; readonly after?: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'replace-part'; readonly path: string; readonly from: number; readonly to: number; readonly text: string }

/**
 * Turns edits of fields into splices of the text. The result is read again and must equal the intended object; otherwise, and for encrypted
 * files, aliases and merged pairs, there is no fix: `undefined`. Everything outside the splices keeps its bytes.
 */
export function planEdits(text: string, manifest: Manifest, edits: readonly FieldEdit[]): readonly Splice[] | undefined {
  if (manifest.encrypted) return undefined
  const splices: Splice[] = []
  for (const edit of edits) {
    const planned = planEdit(text, manifest.root, edit)
    if (!planned) return undefined
    splices.push(...planned)
  }
  return readsBackAsIntended(text, manifest, edits, splices) ? splices : undefined
}

function planEdit(text: string, root: Node, edit: FieldEdit): readonly Splice[] | undefined {
  const place = locate(root, edit.path)
  if (edit.kind === 'insert') return place.exists ? undefined : insertion(text, root, edit)
  if (!place.exists || place.alias || place.pair?.merged) return undefined
  if (edit.kind === 'replace-part') return partReplacement(text, place.value, edit)
  if (!place.pair) return undefined
  switch (edit.kind) {
    case 'rename':
      return [{ ...rangeOf(place.pair.keyNode), text: renderScalar(edit.to, place.pair.keyNode.style) }]
    case 'set':
      return place.value.kind === 'scalar' ? [replacement(place, edit.value)] : undefined
    case 'remove':
      return removal(text, place.parent as Mapping, place.pair)
    case 'move':
      return movement(text, root, place as Required<Pick<Place, 'pair' | 'parent'>>, edit)
  }
}

/** A part of a scalar; in a list too. */
function partReplacement(text: string, value: Node, { from, to, text: put }: Extract<FieldEdit, { kind: 'replace-part' }>) {
  if (value.kind !== 'scalar') return undefined
  const start = scalarOffset(text, value, from)
  const last = to > from ? scalarOffset(text, value, to - 1) : undefined
  return start === undefined || (to > from && last === undefined)
    ? undefined
    : [{ start, end: last === undefined ? start : last + 1, text: put }]
}

function rangeOf({ start, end }: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  return { start, end }
}

function replacement({ value, pair }: Place, to: RenderValue): Splice {
  const scalar = value as Extract<Node, { kind: 'scalar' }>
  const rendered = to !== null && typeof to === 'object' ? renderFlow(to) : renderScalar(to as string, scalar.style)
  if (scalar.style !== 'empty') return { ...rangeOf(scalar), text: rendered }
  // Nothing stands there yet: the value goes behind the colon.
  const behind = (pair as Pair).keyNode.end + 1
  return { start: behind, end: behind, text: ` ${rendered}` }
}

interface Insertion {
  readonly path: string
  readonly value: RenderValue
  readonly after?: string
}

function insertion(text: string, root: Node, { path, value, after }: Insertion): readonly Splice[] | undefined {
  const steps = parsePath(path)
  const key = String(steps.at(-1))
  const parent = parentOf(root, path)
  if (parent?.kind !== 'mapping' || parent.pairs.length === 0) return undefined
  const own = parent.pairs.filter((pair) => !pair.merged)
  const sibling = own.find((pair) => pair.key === after) ?? own.at(-1)
  if (!sibling) return undefined
  if (parent.flow) {
    const end = sibling.alias?.end ?? Math.max(sibling.value.end, sibling.keyNode.end)
    return [{ start: end, end, text: `, ${key}: ${renderFlow(value)}` }]
  }
  const newline = newlineOf(text)
  const indent = columnOf(text, sibling.keyNode.start)
  const at = endOfPair(text, sibling)
  const lines = renderPair(key, value, indent, newline)
  const unfinished = at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r'
  return [{ start: at, end: at, text: unfinished ? `${newline}${lines.slice(0, lines.length - newline.length)}` : lines }]
}

/** The mapping that the last step of the path goes into. */
function parentOf(root: Node, path: string): Node | undefined {
  const cut = path.endsWith(']') ? path.lastIndexOf('[') : Math.max(0, path.lastIndexOf('.'))
  const place = locate(root, path.slice(0, cut))
  return place.exists && !place.alias ? place.value : undefined
}

/** Blanks in front of a key, counting the `- ` of a list item. */
function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** The offset behind the last line of a block pair, its trailing comment included. */
function endOfPair(text: string, pair: Pair): number {
  const end = lastOffset(pair)
  if (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) return end
  return nextLine(text, end)
}

function lastOffset(pair: Pair): number {
  return pair.alias ? pair.alias.end : Math.max(pair.keyNode.end, deepEnd(pair.value))
}

function deepEnd(node: Node): number {
  if (node.kind === 'scalar' || node.flow) return node.end
  if (node.kind === 'mapping') return node.pairs.reduce((end, pair) => (pair.merged ? end : Math.max(end, lastOffset(pair))), node.start)
  return node.items.reduce((end, item) => Math.max(end, item.alias ? item.alias.end : deepEnd(item.value)), node.start)
}

function removal(text: string, parent: Mapping, pair: Pair): readonly Splice[] | undefined {
  if (parent.flow) return flowRemoval(parent, pair)
  const start = lineStart(text, pair.keyNode.start)
  const end = endOfPair(text, pair)
  if (text.slice(start, pair.keyNode.start).trim() === '') return parent.pairs.length === 1 ? undefined : [{ start, end, text: '' }]
  // The first key of a list item: the next key takes its place behind the dash.
  const next = parent.pairs[parent.pairs.indexOf(pair) + 1]
  return next && !next.merged ? [{ start: pair.keyNode.start, end: next.keyNode.start, text: '' }] : undefined
}

function flowRemoval(parent: Mapping, pair: Pair): readonly Splice[] | undefined {
  const index = parent.pairs.indexOf(pair)
  const end = (other: Pair): number => other.alias?.end ?? Math.max(other.keyNode.end, other.value.end)
  if (index > 0) return [{ start: end(parent.pairs[index - 1]), end: end(pair), text: '' }]
  const next = parent.pairs[1]
  return [{ start: pair.keyNode.start, end: next ? next.keyNode.start : end(pair), text: '' }]
}

/** Takes the lines of a pair to another mapping, at that mapping's indentation. */
function movement(
  text: string,
  root: Node,
  { pair, parent }: { readonly pair: Pair; readonly parent: Mapping },
  { to }: { readonly to: string },
): readonly Splice[] | undefined {
  const target = locate(root, to)
  if (!target.exists || target.alias || target.value.kind !== 'mapping' || target.value.flow || parent.flow) return undefined
  const sibling = target.value.pairs.find((other) => !other.merged && other !== pair)
  const removed = removal(text, parent, pair)
  if (!sibling || !removed || removed[0].start !== lineStart(text, pair.keyNode.start)) return undefined
  const from = columnOf(text, pair.keyNode.start)
  const indent = columnOf(text, sibling.keyNode.start)
  const last = target.value.pairs.filter((other) => !other.merged && other !== pair).at(-1) as Pair
  const at = endOfPair(text, last)
  const newline = newlineOf(text)
  const lines = shifted(text.slice(removed[0].start, removed[0].end), from, indent)
  const unfinished = at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r'
  const moved = unfinished ? `${newline}${lines.replace(/[\r\n]+$/, '')}` : /[\r\n]$/.test(lines) ? lines : `${lines}${newline}`
  return [...removed, { start: at, end: at, text: moved }]
}

function shifted(lines: string, from: number, to: number): string {
  return lines.replace(/^( *)(?=[^ \r\n])/gm, (blanks) => ' '.repeat(Math.max(0, blanks.length - from + to)))
}

/** Reads the result again: the edited object must be the intended one and every other document what it was. */
function readsBackAsIntended(text: string, manifest: Manifest, edits: readonly FieldEdit[], splices: readonly Splice[]): boolean {
  const result = applySplices(text, splices)
  if (result === undefined) return false
  const before = readYaml(text)
  // In a Markdown file the block around the edit is all that can be read; the caller's own reading follows.
  if (!before[manifest.document]?.root) return false
  const after = readYaml(result)
  if (after.length !== before.length) return false
  return before.every((document, index) => {
    const now = after[index]
    if (!document.root) return now.root === undefined
    if (!now.root) return false
    const was = toValue(document.root)
    const intended = index === manifest.document ? applyToValue(was, edits, manifest.item, document.root) : was
    return intended !== undefined && equal(intended, toValue(now.root))
  })
}

/** Equal as JSON: the order of keys does not count. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  )
}
