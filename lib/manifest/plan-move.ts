import type { Comment, Mapping, Node, Pair } from '../reader/index.ts'
import type { EditOf } from './field-edit.ts'
import { beginsLine, columnOf, endOfPair, endsWithBreak, linesOfPair } from './pair-lines.ts'
import { locate } from './path.ts'
import { planRemove } from './plan-remove.ts'
import { newlineOf, type Splice } from './splice.ts'

/** Takes the lines of a pair to the end of another mapping, at that mapping's indentation. */
export function planMove(
  { text, comments }: { readonly text: string; readonly comments: readonly Comment[] },
  root: Node,
  { pair, parent }: { readonly pair: Pair; readonly parent: Mapping },
  { to }: EditOf<'move'>,
): readonly Splice[] | undefined {
  const target = locate(root, to)
  if (!target.exists || target.alias || target.value.kind !== 'mapping' || target.value.flow || parent.flow) return undefined
  // What stands there already is not overwritten.
  if (target.value.pairs.some((other) => other !== pair && other.key === pair.key)) return undefined
  const last = target.value.pairs.filter((other) => !other.merged && other !== pair).at(-1)
  const removal = planRemove(text, comments, parent, pair)
  if (!last || !removal || !beginsLine(text, pair.keyNode.start)) return undefined
  const own = linesOfPair(text, pair, comments)
  const lines = shifted(text.slice(own.start, own.end), columnOf(text, pair.keyNode.start), columnOf(text, last.keyNode.start))
  const at = endOfPair(text, last)
  // It moves to where it stands, only deeper: the end of the line stays what it was.
  if (at === own.start) return [{ ...own, text: lines }]
  const newline = newlineOf(text)
  const bare = lines.replace(/[\r\n]+$/, '')
  return [...removal, { start: at, end: at, text: endsWithBreak(text.slice(0, at)) ? bare + newline : newline + bare }]
}

function shifted(lines: string, from: number, to: number): string {
  return lines.replace(/^( *)(?=[^ \r\n])/gm, (blanks) => ' '.repeat(Math.max(0, blanks.length - from + to)))
}
