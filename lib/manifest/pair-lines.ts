import type { Comment, Node, Pair, Range } from '../reader/index.ts'
import { lineStart, nextLine } from './splice.ts'

/** Characters in front of a key on its line, the `- ` of a list item among them. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

/** True where only blanks stand before the offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** Where the lines of a block pair begin: with the comments directly above it that stand at its column. */
export function startOfPair(text: string, { keyNode }: Pair, comments: readonly Comment[]): number {
  let start = lineStart(text, keyNode.start)
  const column = keyNode.start - start
  for (let index = comments.findLastIndex((comment) => comment.end <= start); index >= 0; index--) {
    const comment = comments[index]
    const isOwn = comment.ownLine && nextLine(text, comment.end) === start && columnOf(text, comment.start) === column
    if (!isOwn) break
    start = lineStart(text, comment.start)
  }
  return start
}

/** The offset behind the last line of a block pair, its trailing comment included. */
export function endOfPair(text: string, pair: Pair): number {
  const end = lastOffset(pair)
  return endsWithBreak(text.slice(0, end)) ? end : nextLine(text, end)
}

/** The lines of a block pair that has them to itself. */
export function linesOfPair(text: string, pair: Pair, comments: readonly Comment[]): Range {
  return { start: startOfPair(text, pair, comments), end: endOfPair(text, pair) }
}

export function endsWithBreak(text: string): boolean {
  return text.endsWith('\n') || text.endsWith('\r')
}

/** Where the last character of a flow pair stands. */
export function endOfFlowPair({ alias, keyNode, value }: Pair): number {
  return alias?.end ?? Math.max(keyNode.end, value.end)
}

function lastOffset(pair: Pair): number {
  return pair.alias ? pair.alias.end : Math.max(pair.keyNode.end, deepEnd(pair.value))
}

/** A block collection ends with its last member: blank lines and comments behind it are not its own. */
function deepEnd(node: Node): number {
  if (node.kind === 'scalar' || node.flow) return node.end
  if (node.kind === 'mapping') return node.pairs.reduce((end, pair) => (pair.merged ? end : Math.max(end, lastOffset(pair))), node.start)
  return node.items.reduce((end, item) => Math.max(end, item.alias ? item.alias.end : deepEnd(item.value)), node.start)
}
