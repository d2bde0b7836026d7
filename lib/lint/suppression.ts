import type { Comment } from '../reader/index.ts'

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
  readonly item?: number
}

export interface SuppressionText {
  readonly rules: readonly string[]
  readonly reason: string
  readonly until?: string
  readonly owner?: string
}

const COMMENT = /^cronwright-ignore\b\s*(.*)$/s

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
