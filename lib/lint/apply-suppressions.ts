import type { Finding, SuppressedFinding } from './finding.ts'
import { makeFinding, type OpenFile } from './place.ts'
import { isExpired, type Suppression } from './suppression.ts'

export interface SuppressionInput {
  readonly file: OpenFile
  readonly suppressions: readonly Suppression[]
  /** Findings of this file. */
  readonly findings: readonly Finding[]
  /** Every rule id that exists, and those that run: a suppression of a rule that is off is not unused. */
  readonly known: ReadonlySet<string>
  readonly active: ReadonlySet<string>
  readonly now: number
}

export interface Suppressed {
  readonly left: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

/** Takes out what the file's authors accepted, and adds what is wrong with the acceptances themselves. */
export function applySuppressions({ file, suppressions, findings, known, active, now }: SuppressionInput): Suppressed {
  const used = new Set<Suppression>()
  const valid = suppressions.filter(({ reason, until }) => reason !== '' && (until === undefined || !isExpired(until, now)))
  const left: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  for (const finding of findings) {
    const by = valid.find((suppression) => covers(suppression, finding))
    if (!by) {
      left.push(finding)
      continue
    }
    used.add(by)
    suppressed.push({
      finding,
      by: by.by,
      reason: by.reason,
      ...(by.until === undefined ? {} : { until: by.until }),
      ...(by.owner === undefined ? {} : { owner: by.owner }),
    })
  }
  for (const suppression of suppressions) left.push(...complaints(suppression, used.has(suppression), { file, known, active, now }))
  return { left, suppressed }
}

function covers({ rules, scope, document }: Suppression, finding: Finding): boolean {
  if (!rules.includes(finding.rule) || finding.document !== document) return false
  return scope === 'object' || scope.line === finding.start.line
}

function complaints(
  suppression: Suppression,
  used: boolean,
  { file, known, active, now }: Pick<SuppressionInput, 'file' | 'known' | 'active' | 'now'>,
): Finding[] {
  const { rules, reason, until, start, end, document } = suppression
  const complain = (rule: string, message: string, help: string): Finding =>
    makeFinding(file, { rule, family: 'cronwright', level: 'warning', message, help, document, path: '', start, end })
  const unknown = rules.filter((rule) => !known.has(rule))
  if (rules.length === 0)
    return [complain('suppression-unknown-rule', 'a suppression that names no rule', 'write cronwright-ignore <rule-id>: <reason>')]
  if (unknown.length > 0)
    return [complain('suppression-unknown-rule', `suppression of the unknown rule '${unknown[0]}'`, 'cronwright rules lists all rules')]
  if (reason === '')
    return [
      complain(
        'suppression-without-reason',
        `suppression of ${rules.join(', ')} without a reason`,
        'say why after a colon: whoever reads it next needs to know',
      ),
    ]
  if (until !== undefined && isExpired(until, now)) {
    const date = /^\d{4}-\d\d-\d\d$/.test(until) ? `expired on ${until}` : `has an until= that is no date such as 2027-03-31: '${until}'`
    return [
      complain('suppression-expired', `suppression of ${rules.join(', ')} ${date}`, 'mend the fault, or decide again and set a later date'),
    ]
  }
  if (!used && rules.every((rule) => active.has(rule))) {
    return [
      complain(
        'suppression-unused',
        `nothing to suppress here: ${rules.join(', ')} ${rules.length === 1 ? 'does' : 'do'} not speak`,
        'remove the suppression',
      ),
    ]
  }
  return []
}
