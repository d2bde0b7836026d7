import type { Mapping, Node, Pair } from '../reader/index.ts'
import type { EditOf, FieldEdit } from './field-edit.ts'
import type { Manifest } from './manifest.ts'
import { locate, type Place } from './path.ts'
import { planInsert } from './plan-insert.ts'
import { planMove } from './plan-move.ts'
import { planRemove } from './plan-remove.ts'
import { readsBackAsIntended } from './read-back.ts'
import { renderFlow, renderScalar, type RenderValue } from './render.ts'
import { scalarOffset } from './scalar-offset.ts'
import type { Splice } from './splice.ts'

/**
 * Turns edits of fields into splices of the text. The result is read again and must equal the intended object; otherwise, and for templates, encrypted
 * files, aliases and merged pairs, there is no fix: `undefined`. Everything outside the splices keeps its bytes.
 */
export function planEdits(text: string, manifest: Manifest, edits: readonly FieldEdit[]): readonly Splice[] | undefined {
  if (manifest.encrypted || manifest.template) return undefined
  const splices: Splice[] = []
  for (const edit of edits) {
    const planned = planEdit(text, manifest, edit)
    if (!planned) return undefined
    splices.push(...planned)
  }
  // Nothing to do: no byte changes.
  if (splices.length === 0) return splices
  return readsBackAsIntended(text, manifest, edits, splices) ? splices : undefined
}

function planEdit(text: string, { root, comments }: Manifest, edit: FieldEdit): readonly Splice[] | undefined {
  const place = locate(root, edit.path)
  if (edit.kind === 'insert') return place.exists ? undefined : planInsert({ text, comments }, root, edit)
  if (!place.exists || place.alias || place.pair?.merged) return undefined
  if (edit.kind === 'replace-part') return partReplacement(text, place.value, edit)
  const { pair, parent, value } = place
  if (!pair || !parent) return undefined
  switch (edit.kind) {
    case 'rename':
      return [spliceOf(pair.keyNode, renderScalar(edit.to, pair.keyNode.style))]
    case 'set':
      if (value.kind !== 'scalar') return undefined
      return value.value === edit.value && value.style !== 'empty' ? [] : [replacement(place, edit.value)]
    case 'remove':
      return planRemove(text, comments, parent, pair)
    case 'move':
      return planMove({ text, comments }, root, { pair, parent } satisfies { pair: Pair; parent: Mapping }, edit)
  }
}

/** A part of a scalar; in a list too. */
function partReplacement(text: string, value: Node, { from, to, text: put }: EditOf<'replace-part'>): readonly Splice[] | undefined {
  if (value.kind !== 'scalar') return undefined
  const start = scalarOffset(text, value, from)
  const last = to > from ? scalarOffset(text, value, to - 1) : undefined
  return start === undefined || (to > from && last === undefined)
    ? undefined
    : [{ start, end: last === undefined ? start : last + 1, text: put }]
}

function spliceOf({ start, end }: { readonly start: number; readonly end: number }, text: string): Splice {
  return { start, end, text }
}

function replacement({ value, pair }: Place, to: RenderValue): Splice {
  const scalar = value as Extract<Node, { kind: 'scalar' }>
  const key = (pair as Pair).keyNode
  const rendered = to !== null && typeof to === 'object' ? renderFlow(to, key.style === 'double') : renderScalar(to, scalar.style)
  if (scalar.style !== 'empty') return spliceOf(scalar, rendered)
  // Nothing stands there yet: the value goes behind the colon.
  const behind = key.end + 1
  return spliceOf({ start: behind, end: behind }, ` ${rendered}`)
}
