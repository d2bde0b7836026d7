import type { Node, ReadError, YamlDocument } from '../reader/index.ts'
import { explainSyntax } from './explain-syntax.ts'
import type { BrokenDocument, Manifest, ManifestFile, PlaceholderStyle, Shape, UncheckedDocument, UncheckedReason } from './manifest.ts'
import { child, textUnder } from './path.ts'
import { readDocuments } from './read-documents.ts'
import { isEncrypted, shapeOf } from './shape.ts'
import { shiftDocument } from './shift.ts'
import { replacedLine, templateReason, withoutReplacedLines, type TemplateReason } from './template.ts'

export interface ReadManifestOptions {
  /** Read the fenced `yaml` blocks of a file, whatever its name. Files named `.md` and `.markdown` are always read so. */
  readonly markdown?: boolean
  /** A kustomization applies this file as a patch. */
  readonly patch?: boolean
  /** Every object is whole, however little it says: synthesized manifests and examples are no patches. */
  readonly whole?: boolean
}

const MARKDOWN = /\.(md|markdown)$/i
const MANIFEST = /\.(ya?ml|json)$/i

/** Every object of a file, every document that is broken, and every one that was not checked, with the reason. Never throws. */
export function readManifestFile(
  { path, text }: { readonly path: string; readonly text: string },
  options: ReadManifestOptions = {},
): ManifestFile {
  if (text.includes('\u0000')) {
    return {
      path,
      manifests: [],
      broken: [],
      unchecked: [{ start: 0, end: 0, reason: 'binary', message: 'binary data: no text that Kubernetes could read' }],
    }
  }
  const asMarkdown = MARKDOWN.test(path) || (options.markdown === true && !MANIFEST.test(path))
  const documents = readDocuments(text, asMarkdown)
  const manifests: Manifest[] = []
  const broken: BrokenDocument[] = []
  const unchecked: UncheckedDocument[] = []
  const context = { ...options, fenced: asMarkdown }
  for (const document of documents) {
    const replaced = replacedLine(text.slice(document.start, document.end))
    if (replaced) {
      unchecked.push(templateAt(document, replaced))
      manifests.push(...aroundReplacedLines(path, text, document, context))
      continue
    }
    const fatal = document.errors.find(({ strictOnly }) => !strictOnly)
    if (fatal) {
      const verdict = refusal(text, document, fatal)
      if ('reason' in verdict) unchecked.push(verdict)
      else if (asMarkdown ? looksLikeManifest(text, document) : CLAIM.test(text)) broken.push(verdict)
      else if (!asMarkdown) unchecked.push(foreign(document, verdict))
    } else if (document.root) manifests.push(...objectsOf(path, document, document.root, context))
  }
  return { path, manifests, broken, unchecked }
}

const LIMIT_REASONS: Readonly<Partial<Record<ReadError['code'], UncheckedReason>>> = {
  'limit-size': 'too-large',
  'limit-depth': 'too-deep',
  'limit-aliases': 'too-many-aliases',
}

function refusal(text: string, document: YamlDocument, error: ReadError): BrokenDocument | UncheckedDocument {
  const reason = LIMIT_REASONS[error.code]
  if (reason) return { document: document.index, start: error.start, end: error.end, reason, message: error.message }
  const template = templateReason(text.slice(document.start, document.end), error.start - document.start)
  if (template) return templateAt(document, template)
  const { message, help, start, end } = explainSyntax(text, document, error)
  return { document: document.index, start, end, message, ...(help === undefined ? {} : { help }) }
}

/** What makes a text one of Kubernetes' own, however broken it is. A `tsconfig.json` with comments is nobody's manifest. */
const CLAIM = /\b(?:apiVersion|kind|schedule|jobTemplate)["']?\s*:/

function foreign({ index }: YamlDocument, { start, end, message }: BrokenDocument): UncheckedDocument {
  return { document: index, start, end, reason: 'no-manifest', message: `no YAML, and nothing in it looks like a manifest: ${message}` }
}

/** What stands around the lines that a script replaces: a part of an object. */
function aroundReplacedLines(path: string, text: string, { index, start, end }: YamlDocument, context: ObjectContext): readonly Manifest[] {
  if (context.fenced) return []
  const [read] = readDocuments(withoutReplacedLines(text.slice(start, end)), false)
  if (!read || read.errors.some(({ strictOnly }) => !strictOnly)) return []
  const document = shiftDocument(read, (offset) => offset + start)
  if (!document.root) return []
  return objectsOf(path, { ...document, index }, document.root, { ...context, patch: true }).map((manifest) => ({
    ...manifest,
    template: true,
  }))
}

function templateAt({ index, start }: YamlDocument, { at, reason, message }: TemplateReason): UncheckedDocument {
  return { document: index, start: start + at, end: start + at, reason, message }
}

/** In documentation, a block with `…` for what is left out is no manifest of anybody. */
function looksLikeManifest(text: string, { start, end }: YamlDocument): boolean {
  const body = text.slice(start, end)
  return /^\s*kind:\s*(CronJob|Job)\b/m.test(body) && !/^\s*(\.\.\.|…|# \.\.\.)/m.test(body)
}

function objectsOf(path: string, document: YamlDocument, root: Node, context: ObjectContext): Manifest[] {
  const list = listOf(root)
  if (!list) return [manifestOf(path, document, root, context)]
  return list.items.map((node, item) => manifestOf(path, document, node, { ...context, item, ...list }))
}

interface ObjectContext extends ReadManifestOptions {
  readonly fenced: boolean
}

interface ItemContext extends ObjectContext {
  readonly item?: number
  readonly shape?: Shape
  readonly placeholders?: PlaceholderStyle
}

/** The objects inside `kind: List` (and `CronJobList`, `JobList`) and inside an OpenShift Template. */
function listOf(
  root: Node,
): { readonly items: readonly Node[]; readonly shape?: Shape; readonly placeholders: PlaceholderStyle } | undefined {
  const kind = textUnder(root, 'kind')
  if (kind === undefined) return undefined
  if (kind === 'Template') {
    const objects = child(root, 'objects')
    return objects?.kind === 'sequence'
      ? { items: objects.items.map(({ value }) => value), shape: 'template-item', placeholders: 'openshift' }
      : undefined
  }
  if (kind !== 'List' && kind !== 'CronJobList' && kind !== 'JobList') return undefined
  const items = child(root, 'items')
  return items?.kind === 'sequence' ? { items: items.items.map(({ value }) => value), placeholders: 'flux' } : undefined
}

function manifestOf(
  path: string,
  document: YamlDocument,
  root: Node,
  { patch, whole, fenced, item, shape, placeholders = 'flux' }: ItemContext,
): Manifest {
  const form = shapeOf(root)
  const byForm = whole && form === 'patch' ? 'object' : form
  const metadata = child(root, 'metadata')
  const namespace = textUnder(metadata, 'namespace')
  const name = textUnder(metadata, 'name')
  const apiVersion = textUnder(root, 'apiVersion')
  const kind = textUnder(root, 'kind')
  return {
    file: path,
    document: document.index,
    item,
    root,
    apiVersion,
    kind,
    namespace,
    name,
    shape: patch && (byForm === 'object' || kind === undefined) ? 'patch' : byForm === 'object' && shape ? shape : byForm,
    ...(fenced ? { fenced } : {}),
    encrypted: isEncrypted(root),
    placeholders,
    comments: document.comments,
    errors: document.errors,
    repeatsKeys: document.repeatsKeys === true,
  }
}
