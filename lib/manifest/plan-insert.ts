import type { Comment, Mapping, Node, Pair } from '../reader/index.ts'
import type { EditOf } from './field-edit.ts'
import { beginsLine, columnOf, endOfFlowPair, endOfPair, endsWithBreak, startOfPair } from './pair-lines.ts'
import { locate, parsePath } from './path.ts'
import { renderFlow, renderFlowPair, renderPair } from './render.ts'
import { lineStart, newlineOf, type Splice } from './splice.ts'

interface Context {
  readonly text: string
  readonly comments: readonly Comment[]
}

/** A new pair beside a sibling, in the sibling's style and at its indentation. */
export function planInsert(context: Context, root: Node, edit: EditOf<'insert'>): readonly Splice[] | undefined {
  const parent = parentOf(root, edit.path)
  if (parent?.kind !== 'mapping') return undefined
  const key = String(parsePath(edit.path).at(-1))
  const own = parent.pairs.filter((pair) => !pair.merged)
  if (own.length === 0) return parent.flow && parent.pairs.length === 0 ? intoBraces(context.text, parent, root, key, edit) : undefined
  const next = own.find((pair) => pair.key === edit.before)
  const sibling = next ?? own.find((pair) => pair.key === edit.after) ?? (own.at(-1) as Pair)
  if (parent.flow) return [flowPair(context.text, sibling, sibling === next, key, edit)]
  return [sibling === next ? lineAbove(context, sibling, key, edit) : lineBelow(context.text, sibling, key, edit)]
}

/** The mapping that the last step of the path goes into. */
function parentOf(root: Node, path: string): Node | undefined {
  const cut = path.endsWith(']') ? path.lastIndexOf('[') : Math.max(0, path.lastIndexOf('.'))
  const place = locate(root, path.slice(0, cut))
  return place.exists && !place.alias ? place.value : undefined
}

function lineBelow(text: string, sibling: Pair, key: string, { value }: EditOf<'insert'>): Splice {
  const newline = newlineOf(text)
  const at = endOfPair(text, sibling)
  const lines = renderPair(key, value, columnOf(text, sibling.keyNode.start), newline)
  const unfinished = at > 0 && !endsWithBreak(text.slice(0, at))
  return { start: at, end: at, text: unfinished ? `${newline}${lines.slice(0, lines.length - newline.length)}` : lines }
}

/** Above the sibling and its comments; in front of the first key of a list item, behind the dash. */
function lineAbove({ text, comments }: Context, sibling: Pair, key: string, { value }: EditOf<'insert'>): Splice {
  const { start } = sibling.keyNode
  const column = columnOf(text, start)
  const lines = renderPair(key, value, column, newlineOf(text))
  if (!beginsLine(text, start)) return { start, end: start, text: `${lines.slice(column)}${' '.repeat(column)}` }
  const at = startOfPair(text, sibling, comments)
  return { start: at, end: at, text: lines }
}

/** JSON stays JSON: beside a key in double quotes all is in double quotes. A sibling on a line of its own gets a neighbour on one. */
function flowPair(text: string, sibling: Pair, before: boolean, key: string, { value }: EditOf<'insert'>): Splice {
  const { start, style } = sibling.keyNode
  const pair = renderFlowPair(key, value, style === 'double')
  const between = beginsLine(text, start) ? newlineOf(text) + text.slice(lineStart(text, start), start) : ' '
  if (before) return { start, end: start, text: `${pair},${between}` }
  const end = endOfFlowPair(sibling)
  return { start: end, end, text: `,${between}${pair}` }
}

function intoBraces(text: string, parent: Mapping, root: Node, key: string, { value }: EditOf<'insert'>): readonly Splice[] {
  const isJson = root.kind === 'mapping' && root.flow && root.pairs[0]?.keyNode.style === 'double'
  const braces = text.slice(parent.start, parent.end)
  const open = parent.start + braces.indexOf('{')
  // What stands between them, a comment perhaps, stays.
  return /^\{\s*\}$/.test(braces)
    ? [{ start: parent.start, end: parent.end, text: renderFlow({ [key]: value }, isJson) }]
    : [{ start: open + 1, end: open + 1, text: renderFlowPair(key, value, isJson) }]
}
