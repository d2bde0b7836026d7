import { describe, expect, test } from 'vitest'
import { readYaml, toValue, type Node, type Scalar } from '../../lib/reader/index.ts'
import { corpusTexts } from './texts.ts'

describe.skipIf(corpusTexts.length === 0)('over real manifests', () => {
  test('what stands between the offsets of a scalar reads as the same value', () => {
    const wrong: string[] = []
    let count = 0
    for (const [path, text] of corpusTexts) {
      for (const scalar of readYaml(text).flatMap(({ root }) => (root ? scalarsOf(root) : []))) {
        count++
        if (!readsAlone(text, scalar)) wrong.push(`${path}@${scalar.start}: ${text.slice(scalar.start, scalar.end).slice(0, 60)}`)
      }
    }
    expect(count).toBeGreaterThan(100_000)
    expect(wrong).toEqual([])
  })

  test('every comment is found, and none inside a scalar', () => {
    const wrong: string[] = []
    for (const [path, text] of corpusTexts) {
      for (const { root, comments, start, end, errors } of readYaml(text)) {
        if (!root || errors.some(({ strictOnly }) => !strictOnly)) continue
        const found = comments.map((comment) => comment.start)
        const counted = hashesOutside(text, start, end, scalarsOf(root))
        if (found.join() !== counted.join())
          wrong.push(`${path}: ${found.filter((at) => !counted.includes(at))} / ${counted.filter((at) => !found.includes(at))}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

function scalarsOf(node: Node): readonly Scalar[] {
  if (node.kind === 'scalar') return node.style === 'empty' ? [] : [node]
  if (node.kind === 'sequence') return node.items.flatMap(({ value, alias }) => (alias ? [] : scalarsOf(value)))
  return node.pairs.flatMap(({ keyNode, value, alias, merged }) =>
    merged ? [] : [...scalarsOf(keyNode), ...(alias ? [] : scalarsOf(value))],
  )
}

/** A block scalar needs its indentation, which is relative to the line above: it is read as the value of a key at the column of nothing. */
function readsAlone(text: string, { start, end, style, value, tag }: Scalar): boolean {
  const piece = text.slice(start, end)
  // An alias as a key stands for a value elsewhere.
  if (piece.startsWith('*')) return true
  const alone = style === 'literal' || style === 'folded' ? `k: ${piece}` : style === 'plain' ? piece : `k: ${piece}`
  // Indentation of the lines below the first is kept, and deeper than a lone key's.
  const padded = style === 'plain' ? `k: ${alone.replaceAll('\n', '\n ')}` : alone.replace(/\n(?=[^\s])/g, '\n ')
  const [document] = readYaml(padded)
  if (document?.root?.kind !== 'mapping') return false
  const read = toValue(document.root) as Record<string, unknown>
  return tag !== undefined || read.k === value
}

/** An independent count: a `#` at the start of a line or behind a blank (or a quote or bracket that closes), outside of every scalar. */
function hashesOutside(text: string, start: number, end: number, scalars: readonly Scalar[]): readonly number[] {
  const inside = new Uint8Array(end - start)
  for (const scalar of scalars) inside.fill(1, scalar.start - start, scalar.end - start)
  const found: number[] = []
  let commented = false
  for (let at = start; at < end; at++) {
    if (text[at] === '\n') commented = false
    else if (text[at] === '#' && !commented && inside[at - start] === 0) {
      commented = true
      found.push(at)
    }
  }
  return found
}
