import { locate, type Manifest } from '../manifest/index.ts'
import type { Workload } from '../fleet/index.ts'
import { IGNORE_ANNOTATION, parseReason, parseSuppressionComment, type Suppression } from './suppression.ts'
import type { OpenFile } from './place.ts'
import { positionAt } from '../manifest/index.ts'

/** Suppressions in the comments of a document. */
export function suppressionComments(file: OpenFile, manifest: Manifest): Suppression[] {
  const found: Suppression[] = []
  for (const comment of manifest.comments) {
    if (!comment.text.startsWith('cronwright-ignore')) continue
    const parsed = parseSuppressionComment(comment)
    if (!parsed) continue
    const atHead = comment.ownLine && comment.start < headOf(manifest)
    const line = positionAt(file.lines(), comment.start).line
    const scope = atHead ? ('object' as const) : { line: comment.ownLine ? nextCodeLine(file.text, comment.end, line) : line }
    found.push({ by: 'comment', ...parsed, start: comment.start, end: comment.end, scope, document: manifest.document })
  }
  return found
}

/** Where the first key of the document stands: a comment above it speaks for the whole object. */
function headOf({ root }: Manifest): number {
  return root.kind === 'mapping' && root.pairs.length > 0 ? root.pairs[0].keyNode.start : root.start
}

/** The line of the next text that is neither blank nor a comment. */
function nextCodeLine(text: string, from: number, line: number): number {
  let current = line
  const rest = /\r\n|\r|\n/g
  rest.lastIndex = from
  for (let match = rest.exec(text); match; match = rest.exec(text)) {
    current++
    const start = rest.lastIndex
    const code = /[^ \t]/g
    code.lastIndex = start
    const first = code.exec(text)
    if (!first) return current
    if (!'#\r\n'.includes(first[0])) return current
  }
  return current
}

/** Suppressions in annotations of the object, its Job template and its pod template. */
export function suppressionAnnotations(manifest: Manifest, workload: Workload): Suppression[] {
  const places: [path: string, annotations: Readonly<Record<string, string>>][] = [
    ['metadata', workload.annotations],
    [workload.job.pod.path.replace(/\.spec$/, '.metadata'), workload.job.pod.annotations],
  ]
  if (workload.kind === 'CronJob') places.push(['spec.jobTemplate.metadata', workload.jobAnnotations])
  const found: Suppression[] = []
  for (const [path, annotations] of places) {
    for (const name in annotations) {
      if (!name.startsWith(IGNORE_ANNOTATION)) continue
      const place = locate(manifest.root, `${path}.annotations[${name}]`)
      const { start, end } = place.key ?? place.value
      found.push({
        by: 'annotation',
        rules: [name.slice(IGNORE_ANNOTATION.length)],
        ...parseReason(annotations[name]),
        start,
        end,
        scope: 'object',
        document: manifest.document,
        item: manifest.item,
      })
    }
  }
  return found
}
