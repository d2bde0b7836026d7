import { editDistance } from '../kubernetes/suggest.ts'
import type { Finding } from './finding.ts'
import { makeFinding, type OpenFile } from './place.ts'
import { isExpired, type Suppression } from './suppression.ts'

/** What tells whether a suppression is right. */
export interface Judge {
  /** Every rule id that exists. */
  readonly known: ReadonlySet<string>
  /** Rules that would have spoken: a suppression of one that is off, or that lacks the knowledge of the whole cluster, is not unused. */
  readonly active: ReadonlySet<string>
  readonly now: number
}

/** What is wrong with a suppression: at most one thing, the first that its author should mend. */
export function complaintsAbout(suppression: Suppression, used: ReadonlySet<string>, file: OpenFile, judge: Judge): readonly Finding[] {
  const complaint = complaintOf(suppression, used, judge)
  if (!complaint) return []
  const [rule, message, help] = complaint
  const { start, end, document, object } = suppression
  return [
    makeFinding(file, {
      ...{ rule, family: 'cronwright', level: 'warning', message, help, document, path: '', start, end },
      ...(object ? { object } : {}),
    }),
  ]
}

type Complaint = readonly [rule: string, message: string, help: string]

const FORM = 'write cronwright-ignore <rule-id>: <reason>'

function complaintOf(suppression: Suppression, used: ReadonlySet<string>, { known, active, now }: Judge): Complaint | undefined {
  const { rules, reason, until, foreign, misspelt, by } = suppression
  if (foreign) return undefined
  if (misspelt !== undefined)
    return [
      'suppression-misspelt',
      `'${misspelt}' suppresses nothing`,
      by === 'comment' ? FORM : 'write cronwright.dev/ignore.<rule-id>: <reason>',
    ]
  if (rules.length === 0) return ['suppression-unknown-rule', 'a suppression that names no rule', FORM]
  const unknown = rules.find((rule) => !known.has(rule))
  if (reason === '' && known.has(rules[0]))
    return [
      'suppression-without-reason',
      `suppression of ${rules.filter((rule) => known.has(rule)).join(', ')} without a reason`,
      'say why after a colon: whoever reads it next needs to know',
    ]
  if (unknown !== undefined) {
    const guess = [...known].find((id) => editDistance(id, unknown) <= Math.floor(unknown.length / 4))
    const help = guess === undefined ? 'cronwright rules lists all rules' : `did you mean '${guess}'?`
    return ['suppression-unknown-rule', `suppression of the unknown rule '${unknown}'`, help]
  }
  if (until !== undefined && isExpired(until, now)) {
    const date = /^\d{4}-\d\d-\d\d$/.test(until) ? `expired on ${until}` : `has an until= that is no date such as 2027-03-31: '${until}'`
    return ['suppression-expired', `suppression of ${rules.join(', ')} ${date}`, 'mend the fault, or decide again and set a later date']
  }
  const unused = rules.filter((rule) => !used.has(rule) && active.has(rule))
  if (unused.length === 0) return undefined
  return [
    'suppression-unused',
    `nothing to suppress here: ${unused.join(', ')} ${unused.length === 1 ? 'does' : 'do'} not speak`,
    used.size === 0 && unused.length === rules.length ? 'remove the suppression' : `take ${unused.join(', ')} out of the suppression`,
  ]
}
