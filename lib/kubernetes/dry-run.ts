import { child } from '../manifest/index.ts'
import { readYaml, type Node, type YamlDocument } from '../reader/index.ts'
import { decode } from './decode.ts'
import { decodeVerdict } from './decode-verdict.ts'
import { headerOf, judgedKind, routeCause, type Header, type JudgedKind } from './route.ts'
import { validate } from './validation/index.ts'
import type { Cause, JsonObject, Minor, Verdict } from './verdict.ts'
import { parseKubernetesVersion } from './version.ts'

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export interface DryRunOptions {
  /** `1.31`, `v1.31.4+k3s1`; the newest known without it. */
  readonly kubernetesVersion?: string
  /** What becomes of unknown and repeated fields: refused, a warning, or dropped without a word. `Strict` without it. */
  readonly fieldValidation?: FieldValidation
  /** The endpoint to which every document is posted; without it each document's kind decides. */
  readonly as?: JudgedKind
}

/**
 * Answers as the API server answers `POST …?dryRun=All` with that text, cause by cause. A file of several documents is split as kubectl splits it, and
 * the items of a `kind: List` are judged one by one. Throws a RangeError for a version that is not known here.
 */
export function dryRun(text: string, options: DryRunOptions = {}): Verdict[] {
  const minor = parseKubernetesVersion(options.kubernetesVersion)
  const run: Run = { text, minor, mode: options.fieldValidation ?? 'Strict', ...(options.as ? { as: options.as } : {}) }
  return readYaml(text).flatMap((document) => judgeDocument(document, run))
}

interface Run {
  readonly text: string
  readonly minor: Minor
  readonly mode: FieldValidation
  readonly as?: JudgedKind
}

function judgeDocument(document: YamlDocument, run: Run): Verdict[] {
  const { root, errors, index } = document
  if (!root) {
    const [error] = errors.filter(({ strictOnly }) => !strictOnly)
    const causes: Cause[] = [{ stage: 'decode', reason: 'Syntax', field: '', message: error?.message ?? 'not readable' }]
    return [{ document: index, apiVersion: undefined, kind: undefined, name: undefined, accepted: false, causes, warnings: [] }]
  }
  const items = run.as ? undefined : itemsOf(root)
  const objects = items ?? [root]
  return objects.map((object) => ({ document: index, ...judgeObject(object, document, run) }))
}

/** The objects of a `kind: List`, when it holds any of ours. */
function itemsOf(root: Node): readonly Node[] | undefined {
  const { apiVersion, kind } = headerOf(root)
  const items = kind === 'List' && apiVersion === 'v1' ? child(root, 'items') : undefined
  if (items?.kind !== 'sequence') return undefined
  const nodes = items.items.map(({ value }) => value)
  return nodes.some((node) => judgedKind(headerOf(node))) ? nodes : undefined
}

function judgeObject(root: Node, document: YamlDocument, run: Run): Omit<Verdict, 'document'> {
  const header = headerOf(root)
  const identity = { apiVersion: header.apiVersion, kind: header.kind, name: nameOf(root) }
  const endpoint = run.as ?? judgedKind(header)
  if (!endpoint) return { ...identity, ...judgeOther(header) }
  const cause = header.cause ?? routeCause(header, endpoint)
  if (cause) return { ...identity, ...refused([cause]) }
  const { object, problems } = decode(root, endpoint, run.minor)
  const { fatal, strict } = decodeVerdict(problems, (offset) => lineIn(run.text, document, offset))
  if (fatal) return { ...identity, ...refused([fatal]) }
  if (strict.length > 0 && run.mode === 'Strict') return { ...identity, ...refused(strict) }
  const dropped = run.mode === 'Warn' ? strict.map(({ message }) => message) : []
  const { causes, warnings } = validate(object, endpoint, run.minor, contextOf(object))
  if (causes.length > 0) return { ...identity, ...refused(causes, dropped) }
  return { ...identity, accepted: true, causes: [], warnings: [...dropped, ...warnings] }
}

function refused(causes: readonly Cause[], warnings: readonly string[] = []): Pick<Verdict, 'accepted' | 'causes' | 'warnings'> {
  return { accepted: false, causes, warnings }
}

/** batch/v1 has two kinds, so a third (`Cronjob`) is a mistake; of every other kind we have no opinion. */
function judgeOther({ apiVersion, kind }: Header): Pick<Verdict, 'accepted' | 'causes' | 'warnings'> {
  if (apiVersion === 'batch/v1' && kind !== undefined && kind !== '' && !kind.endsWith('List')) {
    return refused([
      { stage: 'route', reason: 'NotFound', field: 'kind', message: `no matches for kind ${JSON.stringify(kind)} in version "batch/v1"` },
    ])
  }
  return { accepted: undefined, causes: [], warnings: [] }
}

function contextOf({ metadata }: JsonObject): { readonly namespace?: string } {
  const namespace = metadata !== null && typeof metadata === 'object' && 'namespace' in metadata ? metadata.namespace : undefined
  // A client posts to the namespace that the object names, where a path can hold it.
  return typeof namespace === 'string' && namespace !== '' && !namespace.includes('/') ? { namespace } : {}
}

function nameOf(root: Node): string | undefined {
  const name = child(child(root, 'metadata'), 'name')
  return name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : undefined
}

/** The line of an offset in what the server was sent: the text from its first document on, or a later document alone. */
function lineIn(text: string, document: YamlDocument, offset: number): number {
  const from = document.index === 0 ? 0 : document.start
  let line = 1
  for (let index = from; index < offset && index < text.length; index++)
    if (text[index] === '\n' || (text[index] === '\r' && text[index + 1] !== '\n')) line++
  return line
}
