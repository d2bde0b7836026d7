import type { WorkloadComment } from '../fleet/index.ts'
import type { Manifest } from '../manifest/index.ts'
import type { Comment, Node } from '../reader/index.ts'

/** The comments of an object, each with the field on whose line it stands or, on a line of its own, the next field below. */
export function collectComments(manifest: Manifest): readonly WorkloadComment[] {
  if (manifest.comments.length === 0) return []
  const fields: Field[] = []
  gather(manifest.root, '', fields)
  fields.sort((a, b) => a.start - b.start)
  const end = manifest.root.end
  return manifest.comments
    .filter((comment) => manifest.item === undefined || (comment.start >= manifest.root.start && comment.end <= end))
    .map((comment) => ({
      text: comment.text,
      start: comment.start,
      end: comment.end,
      ownLine: comment.ownLine,
      ...fieldOf(comment, fields),
    }))
}

interface Field {
  readonly path: string
  /** Offset of the key. */
  readonly start: number
}

function gather(node: Node, path: string, fields: Field[]): void {
  if (node.kind === 'sequence') node.items.forEach(({ value, alias }, index) => alias || gather(value, `${path}[${index}]`, fields))
  if (node.kind !== 'mapping') return
  for (const pair of node.pairs) {
    if (pair.merged) continue
    const here = path === '' ? pair.key : `${path}.${pair.key}`
    fields.push({ path: here, start: pair.keyNode.start })
    if (!pair.alias) gather(pair.value, here, fields)
  }
}

function fieldOf(comment: Comment, fields: readonly Field[]): { readonly field?: string } {
  const next = fields.findIndex(({ start }) => start > comment.start)
  const field = comment.ownLine ? fields[next] : fields[next < 0 ? fields.length - 1 : next - 1]
  return field ? { field: field.path } : {}
}
