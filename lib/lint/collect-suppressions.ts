import { locate, positionAt, type Manifest } from '../manifest/index.ts'
import type { Node } from '../reader/index.ts'
import {
  IGNORE_ANNOTATION,
  isMisspeltAnnotation,
  isNoSecretMark,
  misspeltDirective,
  parseReason,
  parseSuppressionComment,
  type Suppression,
} from './suppression.ts'
import { objectOf, type OpenFile } from './place.ts'

/** Suppressions in the comments of a document. */
export function suppressionComments(file: OpenFile, manifest: Manifest): Suppression[] {
  const found: Suppression[] = []
  for (const comment of manifest.comments) {
    const meaning = meaningOf(comment)
    if (!meaning) continue
    const { start, end, ownLine } = comment
    const atHead = ownLine && start < headOf(manifest) && !meaning.foreign
    const line = positionAt(file.lines(), start).line
    const scope = atHead ? ('object' as const) : { line: ownLine ? nextCodeLine(file.text, end, line) : line }
    found.push({ by: 'comment', ...meaning, start, end, scope, document: manifest.document })
  }
  return found
}

type Meaning = Pick<Suppression, 'rules' | 'reason' | 'until' | 'owner' | 'foreign' | 'misspelt'>

function meaningOf(comment: { readonly text: string }): Meaning | undefined {
  const parsed = parseSuppressionComment(comment)
  if (parsed) return parsed
  if (isNoSecretMark(comment)) return { rules: [], reason: comment.text.trim(), foreign: true }
  const misspelt = misspeltDirective(comment)
  return misspelt === undefined ? undefined : { rules: [], reason: '', misspelt }
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

/** Of an object, of the Job that it makes and of the pods that those make. */
const HEADS = ['metadata', 'spec.jobTemplate.metadata', 'spec.jobTemplate.spec.template.metadata', 'spec.template.metadata']

/** Suppressions in annotations of any object, its Job template and its pod template. */
export function suppressionAnnotations(file: OpenFile, manifest: Manifest): Suppression[] {
  if (!mentionsUs(file)) return []
  return HEADS.flatMap((head) => annotationsOf(locate(manifest.root, `${head}.annotations`)))
    .map(({ name, value, start, end }): Suppression | undefined => {
      const where = { by: 'annotation', start, end, scope: 'object', document: manifest.document, object: objectOf(manifest) } as const
      if (isMisspeltAnnotation(name)) return { ...where, rules: [], reason: '', misspelt: name }
      return name.startsWith(IGNORE_ANNOTATION)
        ? { ...where, rules: [name.slice(IGNORE_ANNOTATION.length)], ...parseReason(value) }
        : undefined
    })
    .filter((suppression) => suppression !== undefined)
}

const asked = new WeakMap<OpenFile, boolean>()

/** Looked for once a file: one with a thousand objects is not read a thousand times. */
function mentionsUs(file: OpenFile): boolean {
  let mentioned = asked.get(file)
  if (mentioned === undefined) asked.set(file, (mentioned = /cron-?wright\./.test(file.text)))
  return mentioned
}

interface Annotation {
  readonly name: string
  readonly value: string
  readonly start: number
  readonly end: number
}

function annotationsOf({ exists, value }: { readonly exists: boolean; readonly value: Node }): readonly Annotation[] {
  if (!exists || value.kind !== 'mapping') return []
  return value.pairs.map(({ key, keyNode: { start, end }, value: text }) => ({
    name: key,
    value: text.kind === 'scalar' ? text.text : '',
    start,
    end,
  }))
}
