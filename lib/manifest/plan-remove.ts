import type { Comment, Mapping, Pair } from '../reader/index.ts'
import { beginsLine, columnOf, endOfFlowPair, endsWithBreak, linesOfPair } from './pair-lines.ts'
import { lineStart, newlineOf, type Splice } from './splice.ts'

/** Takes a pair away with its own comments. The only pair of a mapping stays: what is left would be null, not an empty mapping. */
export function planRemove(text: string, comments: readonly Comment[], parent: Mapping, pair: Pair): readonly Splice[] | undefined {
  if (parent.flow) return flowRemoval(parent, pair)
  if (parent.pairs.length === 1) return undefined
  if (!beginsLine(text, pair.keyNode.start)) return firstOfItem(text, comments, parent, pair)
  const { start, end } = linesOfPair(text, pair, comments)
  // Where the last line of the file has no end, the line above it has none either afterwards.
  const unfinished = end === text.length && !endsWithBreak(text)
  return [{ start: unfinished ? behindLineAbove(text, start) : start, end, text: '' }]
}

function behindLineAbove(text: string, start: number): number {
  if (start === 0) return start
  return text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1
}

/** The first key of a list item: the next one takes its place behind the dash, and the comments of that one go above the dash. */
function firstOfItem(text: string, comments: readonly Comment[], parent: Mapping, pair: Pair): readonly Splice[] | undefined {
  const next = parent.pairs[parent.pairs.indexOf(pair) + 1]
  if (!next || next.merged) return undefined
  const { start } = pair.keyNode
  const removed = { start, end: next.keyNode.start, text: '' }
  const above = comments.filter((comment) => comment.ownLine && comment.start > start && comment.end < next.keyNode.start)
  if (above.length === 0) return [removed]
  const dashLine = lineStart(text, start)
  const indent = text.slice(dashLine, start).search(/\S/)
  // A dash inside another item's line has no line above it that is its own.
  if (indent < 0 || columnOf(text, start) - indent > 2) return undefined
  const lines = above.map((comment) => ' '.repeat(indent) + text.slice(comment.start, comment.end) + newlineOf(text)).join('')
  return [{ start: dashLine, end: dashLine, text: lines }, removed]
}

function flowRemoval(parent: Mapping, pair: Pair): readonly Splice[] {
  const index = parent.pairs.indexOf(pair)
  if (index > 0) return [{ start: endOfFlowPair(parent.pairs[index - 1]), end: endOfFlowPair(pair), text: '' }]
  const next = parent.pairs[1]
  return [{ start: pair.keyNode.start, end: next ? next.keyNode.start : endOfFlowPair(pair), text: '' }]
}
