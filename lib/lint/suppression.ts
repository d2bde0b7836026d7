import { editDistance } from '../kubernetes/suggest.ts'
import type { Comment } from '../reader/index.ts'
import type { FindingObject } from './finding.ts'

/** An accepted finding, as its author wrote it: which rules, why, until when, on whose word. */
export interface Suppression {
  readonly by: 'comment' | 'annotation'
  readonly rules: readonly string[]
  readonly reason: string
  /** A date such as 2027-03-31: from the day after, the suppression no longer counts. */
  readonly until?: string
  readonly owner?: string
  /** Offsets into the file of the comment or annotation. */
  readonly start: number
  readonly end: number
  /** The line whose findings it accepts (from 1), or the whole object. */
  readonly scope: { readonly line: number } | 'object'
  readonly document: number
  /** The object that an annotation speaks for: a list holds several. */
  readonly object?: FindingObject
  /** The mark of a secret scanner: it accepts every finding of the family `secrets` on its line, and nothing is wrong with it. */
  readonly foreign?: true
  /** A directive that is none: what its author wrote, and what is probably meant. */
  readonly misspelt?: string
}

export interface SuppressionText {
  readonly rules: readonly string[]
  readonly reason: string
  readonly until?: string
  readonly owner?: string
}

const COMMENT = /^cronwright-ignore(?![\w-])\s*(.*)$/s

/**
 * `cronwright-ignore <rule-id>[, <rule-id>] [until=2027-03-31] [owner=team]: <reason>`; `undefined` for any other comment. `until=` and `owner=`
 * may also stand in the reason. What is missing is empty: the caller says so.
 */
export function parseSuppressionComment(comment: Pick<Comment, 'text'>): SuppressionText | undefined {
  const match = COMMENT.exec(comment.text)
  if (!match) return undefined
  const colon = match[1].search(/:(\s|$)/)
  const head = colon < 0 ? match[1] : match[1].slice(0, colon)
  const tail = colon < 0 ? '' : match[1].slice(colon + 1)
  const words = head.split(/[\s,]+/).filter(Boolean)
  return {
    rules: words.filter((word) => !SETTING.test(word)),
    ...parseReason(`${words.filter((word) => SETTING.test(word)).join(' ')} ${tail}`),
  }
}

const SETTING = /^(until|owner)=\S*$/

/** The value of an annotation `cronwright.dev/ignore.<rule-id>`: a reason in which `until=` and `owner=` may stand. */
export function parseReason(text: string): { readonly reason: string; readonly until?: string; readonly owner?: string } {
  const until = /(?:^|\s)until=(\S+)/.exec(text)?.[1]
  const owner = /(?:^|\s)owner=(\S+)/.exec(text)?.[1]
  const reason = text.replace(/(^|\s)(until|owner)=\S+/g, '').trim()
  return { reason, ...(until === undefined ? {} : { until }), ...(owner === undefined ? {} : { owner }) }
}

export const IGNORE_ANNOTATION = 'cronwright.dev/ignore.'

/** True from the day after `until`, in UTC. An `until` that is no date is past: a typo must not silence a rule for ever. */
export function isExpired(until: string, now: number): boolean {
  const day = /^\d{4}-\d\d-\d\d$/.test(until) ? Date.parse(`${until}T00:00:00Z`) : Number.NaN
  return Number.isNaN(day) || now >= day / 1000 + 86_400
}

/** Marks by which authors tell secret scanners that something is no secret. */
const NO_SECRET = /(?:^|\s)(?:gitleaks:allow|trufflehog:ignore|ggignore|notsecret|pragma: allowlist (?:nextline )?secret)\b/i

export function isNoSecretMark({ text }: Pick<Comment, 'text'>): boolean {
  return NO_SECRET.test(text)
}

const VERBS = ['ignore', 'disable', 'suppress', 'allow', 'skip', 'nolint'] as const

/**
 * The first words of a comment that was meant to be a directive and is none: `cronwright-ingore a-b`, `cronwright: ignore a-b`, `cronwright-disable-line`.
 * A sentence about Cronwright is no directive: after a blank only a rule id makes one.
 */
export function misspeltDirective({ text }: Pick<Comment, 'text'>): string | undefined {
  const match = /^(cron-?wright)(\s*[-_:]\s*|\s+)([a-z]+)([-\w]*)(.*)$/is.exec(text)
  if (!match || COMMENT.test(text)) return undefined
  const [, name, between, verb, more, rest] = match
  if (!VERBS.some((known) => isNear(verb, known)) || (between.trim() === '' && !/^[:\s]*[a-z]+-[a-z]/.test(rest))) return undefined
  return name + between + verb + more
}

/** An annotation of ours, or nearly ours, that was meant to suppress and does not: no rule behind the dot, another word, another domain. */
export function isMisspeltAnnotation(name: string): boolean {
  const match = /^cron-?wright\.[a-z]+\/([A-Za-z]+)(.*)$/.exec(name)
  return match !== null && VERBS.some((verb) => isNear(match[1], verb)) && !/^cronwright\.dev\/ignore\.[a-z]/.test(name)
}

function isNear(word: string, verb: string): boolean {
  return editDistance(word.toLowerCase(), verb) <= (verb.length > 5 ? 2 : 1)
}
