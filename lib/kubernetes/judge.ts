import type { Mapping, Node } from '../reader/index.ts'
import { ambiguousScalars } from './ambiguous.ts'
import { decode, type DecodeOptions } from './decode.ts'
import { causeProblem, warningProblem } from './cause-problem.ts'
import { unexplained } from './explained.ts'
import { hasNothingToSay } from './nothing-to-say.ts'
import { missingHeader } from './missing-header.ts'
import { holdsInPatch } from './patch.ts'
import type { Problem } from './problem.ts'
import { headerOf, judgedKind, REMOVED_VERSIONS, routeCause, type Header, type JudgedKind } from './route.ts'
import { suggestName } from './suggest.ts'
import { ROOT_TYPES } from './type-table.ts'
import { unknownTexts } from './unknown-texts.ts'
import { validate } from './validation/index.ts'
import type { Cause, Json, Minor } from './verdict.ts'

export interface JudgeOptions extends DecodeOptions {
  readonly minor: Minor
  /** An excerpt, as in documentation: what it leaves out is not missing. */
  readonly excerpt?: boolean
  /** The object as JSON, where that says everything: no key is repeated. */
  readonly json?: Json
}

/** True for documents of which `judge` has an opinion: our kinds, the core kinds that we know, and whatever else claims to be of the batch group. */
export function isJudged(apiVersion: string | undefined, kind: string | undefined): boolean {
  return (kind !== undefined && Object.hasOwn(ROOT_TYPES, kind)) || apiVersion?.startsWith('batch/') === true
}

/** Everything that the API server would refuse or warn of in an object, each at its own place, for an author who wants to mend it all at once. */
export function judge(root: Node, options: JudgeOptions): readonly Problem[] {
  if (root.kind !== 'mapping') return []
  if (options.json !== undefined && hasNothingToSay(options.json)) return ambiguousScalars(root)
  const header = headerOf(root)
  const kind = judgedKind(header)
  if (!kind) return judgeOther(root, header, options)
  const problems = [...headerProblems(root, header, options), ...routeProblems(root, header, kind)]
  const { object, problems: decoding } = decode(root, kind, options.minor, options)
  problems.push(...decoding)
  const { causes, warnings } = validate(object, kind, options.minor, namespaceOf(object.metadata))
  if (causes.length > 0 || warnings.length > 0) {
    const unknown = unknownTexts(root, options.isUnknown)
    const left = options.partial ? causes.filter((cause) => holdsInPatch(root, cause)) : causes
    problems.push(...withoutRepeats(unexplained(root, left, decoding, unknown).map((cause) => causeProblem(root, cause))))
    if (!options.partial)
      problems.push(...unexplained(root, warnings.map(warningProblem), decoding, unknown).map((warning) => causeProblem(root, warning)))
  }
  const notes = ambiguousScalars(root)
  if (notes.length > 0) {
    const told = new Set(problems.map(({ start }) => start))
    problems.push(...notes.filter(({ start }) => !told.has(start)))
  }
  return problems
}

/** Core kinds are decoded only; of other kinds there is nothing to say, but that batch/v1 has no such kind. */
function judgeOther(root: Mapping, header: Header, options: JudgeOptions): readonly Problem[] {
  const { apiVersion, kind } = header
  if (kind !== undefined && ROOT_TYPES[kind] === apiVersion) return decode(root, kind, options.minor, options).problems
  if (header.cause && apiVersion?.startsWith('batch/')) return [causeProblem(root, header.cause)]
  if (kind === undefined && apiVersion?.startsWith('batch/')) return headerProblems(root, header, options)
  if (apiVersion !== 'batch/v1' || !kind || kind.endsWith('List')) return []
  const message = `no matches for kind ${JSON.stringify(kind)} in version "batch/v1"`
  return [refusedHeader(root, { stage: 'route', reason: 'NotFound', field: 'kind', message }, kind, ['CronJob', 'Job'])]
}

/** Patches are merged by other keys, and need no header of their own. */
function headerProblems(root: Mapping, header: Header, { partial, excerpt }: JudgeOptions): readonly Problem[] {
  return partial || excerpt ? [] : missingHeader(root, header)
}

function routeProblems(root: Node, header: Header, kind: JudgedKind): Problem[] {
  if (header.cause) return [causeProblem(root, header.cause)]
  const cause = routeCause(header, kind)
  if (!cause) return []
  const { apiVersion = '' } = header
  const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`
  const removed = REMOVED_VERSIONS[apiVersion]
  if (!removed?.kinds.includes(kind)) return [refusedHeader(root, { ...cause, message }, apiVersion, ['batch/v1'])]
  const detail = { kind: 'removed-api-version', apiVersion, replacement: removed.replacement, removed: removed.removed } as const
  return [{ ...causeProblem(root, { ...cause, message }), detail }]
}

/** An `apiVersion` or `kind` that no server has, with the one that was meant. */
function refusedHeader(root: Node, cause: Cause, value: string, supported: readonly string[]): Problem {
  const suggestion = supported.length === 1 ? supported[0] : suggestName(value, supported)
  return {
    ...causeProblem(root, cause),
    detail: { kind: 'unsupported-value', value, supported, ...(suggestion === undefined ? {} : { suggestion }) },
  }
}

function namespaceOf(metadata: unknown): { readonly namespace?: string } {
  const namespace = metadata !== null && typeof metadata === 'object' && 'namespace' in metadata ? metadata.namespace : undefined
  return typeof namespace === 'string' && namespace !== '' && !namespace.includes('/') ? { namespace } : {}
}

/** The server lists equal causes twice, and a misspelt restartPolicy with two lists; an author needs it once. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const kept = new Map<string, Problem>()
  for (const problem of problems) {
    const key =
      problem.reason === 'FieldValueNotSupported'
        ? `${problem.reason} ${problem.field}`
        : `${problem.reason} ${problem.field} ${problem.start} ${problem.message}`
    // Of two lists of supported values the later, narrower one counts.
    kept.set(key, problem)
  }
  return [...kept.values()]
}
