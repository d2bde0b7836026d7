import { locate } from '../manifest/index.ts'
import type { Node, Scalar } from '../reader/index.ts'
import { ScheduleError, parseSchedule } from '../schedule/index.ts'
import { decode } from './decode.ts'
import type { Problem, ProblemDetail } from './problem.ts'
import { suggestField } from './suggest.ts'
import { ROOT_TYPES } from './type-table.ts'
import { validate } from './validation/index.ts'
import type { Cause, Minor } from './verdict.ts'

export interface JudgeOptions {
  readonly kind: string
  readonly apiVersion: string | undefined
  readonly minor: Minor
  /** A kustomize patch: nothing is missing, and what is there is only part of the object. */
  readonly partial: boolean
  /** True for a scalar whose value nobody knows here. */
  readonly isUnknown: (scalar: Scalar, path: () => string) => boolean
}

/** Versions of CronJob that are no longer served: since when, and what replaces them. */
const REMOVED: Readonly<Record<string, { readonly removed: Minor; readonly replacement: string }>> = {
  'batch/v1beta1': { removed: 25, replacement: 'batch/v1' },
  'batch/v2alpha1': { removed: 21, replacement: 'batch/v1' },
}

/** Everything that the API server would refuse in an object, each at its own place, for an author who wants to mend it all at once. */
export function judge(root: Node, options: JudgeOptions): readonly Problem[] {
  const { kind, apiVersion, minor, partial, isUnknown } = options
  if (!(kind in ROOT_TYPES) || root.kind !== 'mapping') return []
  const problems: Problem[] = []
  const removed = kind === 'CronJob' && apiVersion !== undefined ? REMOVED[apiVersion] : undefined
  if (removed) problems.push(removedVersion(root, apiVersion as string, removed))
  else if (apiVersion !== ROOT_TYPES[kind]) return []
  const { object, problems: decoding } = decode(root, kind, { minor, partial, isUnknown })
  problems.push(...decoding)
  if (kind !== 'CronJob' && kind !== 'Job') return problems
  const wrong = new Set(decoding.filter(({ reason }) => reason === 'WrongType').map(({ field }) => field))
  for (const cause of validate(object, kind, minor, {}).causes) {
    const problem = concrete(root, cause, wrong, decoding, options)
    if (problem) problems.push(problem)
  }
  return withoutRepeats(problems)
}

function removedVersion(root: Node, apiVersion: string, { removed, replacement }: { readonly removed: Minor; readonly replacement: string }): Problem {
  const { value } = locate(root, 'apiVersion')
  return {
    stage: 'route',
    reason: 'NotFound',
    field: 'apiVersion',
    message: `no matches for kind "CronJob" in version "${apiVersion}"`,
    start: value.start,
    end: value.end,
    detail: { kind: 'removed-api-version', apiVersion, replacement, removed },
  }
}

/** A cause at its place in the text, or nothing where another problem or a placeholder explains it. */
function concrete(root: Node, cause: Cause, wrong: ReadonlySet<string>, decoding: readonly Problem[], { partial, isUnknown }: JudgeOptions): Problem | undefined {
  const place = locate(root, cause.field)
  const { value, key } = place
  if (place.exists && value.kind === 'scalar' && isUnknown(value, () => cause.field)) return undefined
  // The value could not be decoded, so for the validation it is absent: the wrong type is the fault.
  if ([...wrong].some((path) => cause.field === path || cause.field.startsWith(`${path}.`) || cause.field.startsWith(`${path}[`))) return undefined
  if (cause.reason === 'FieldValueRequired') {
    if (partial) return undefined
    if (explainedByMisplaced(cause.field, decoding)) return undefined
  }
  const range = place.exists && value.kind === 'scalar' && value.end > value.start ? (place.alias ?? value) : (key ?? { start: root.start, end: Math.min(root.end, root.start + 1) })
  const detail = detailOf(cause, value)
  return { stage: cause.stage, reason: cause.reason, field: cause.field, message: cause.message, start: range.start, end: range.end, ...(detail ? { detail } : {}) } as Problem
}

/** A required field that stands elsewhere in the object, or under another name, is told once: where it stands. */
function explainedByMisplaced(field: string, decoding: readonly Problem[]): boolean {
  const plain = field.replace(/\[\d*\]/g, '')
  const parent = field.slice(0, field.lastIndexOf('.'))
  return decoding.some(({ detail, field: at }) => {
    if (detail?.kind !== 'unknown-field') return false
    if (detail.belongs?.some((place) => place.replace(/\[\d*\]/g, '') === plain)) return true
    return detail.suggestion !== undefined && field.endsWith(`.${detail.suggestion}`) && at.slice(0, at.lastIndexOf('.')) === parent
  })
}

function detailOf({ reason, field, message }: Cause, node: Node): ProblemDetail | undefined {
  if (node.kind !== 'scalar') return undefined
  if (reason === 'FieldValueNotSupported') {
    const supported = [...message.slice(message.indexOf('supported values:')).matchAll(/"([^"]*)"/g)].map(([, value]) => value)
    const suggestion = suggestField(node.text, supported)
    return { kind: 'unsupported-value', value: node.text, supported, ...(suggestion === undefined ? {} : { suggestion }) }
  }
  if (field === 'spec.schedule' && reason === 'FieldValueInvalid') return { kind: 'schedule', expression: node.text, column: columnOf(node.text) }
  return undefined
}

function columnOf(expression: string): number {
  try {
    parseSchedule(expression)
    return 0
  } catch (error) {
    return error instanceof ScheduleError ? error.column : 0
  }
}

/** The server lists equal causes twice, and a misspelt restartPolicy with two lists; an author needs it once. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, number>()
  const kept: Problem[] = []
  for (const problem of problems) {
    const key = `${problem.reason} ${problem.field}`
    const index = seen.get(key)
    // Of two lists of supported values the later, narrower one counts.
    if (index !== undefined && problem.stage === 'validation') kept[index] = problem
    else {
      seen.set(key, kept.length)
      kept.push(problem)
    }
  }
  return kept
}
