import type { Finding, FindingObject, SuppressedFinding } from './finding.ts'
import type { OpenFile } from './place.ts'
import { complaintsAbout, type Judge } from './suppression-complaints.ts'
import { isExpired, type Suppression } from './suppression.ts'

export interface SuppressionInput extends Judge {
  readonly file: OpenFile
  readonly suppressions: readonly Suppression[]
  /** Findings of this file. */
  readonly findings: readonly Finding[]
}

export interface Suppressed {
  readonly left: readonly Finding[]
  readonly suppressed: readonly SuppressedFinding[]
}

/** Takes out what the file's authors accepted, and adds what is wrong with the acceptances themselves. */
export function applySuppressions({ file, suppressions, findings, ...judge }: SuppressionInput): Suppressed {
  const used = new Map<Suppression, Set<string>>()
  const valid = suppressions.filter(({ reason, until }) => reason !== '' && (until === undefined || !isExpired(until, judge.now)))
  const left: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  for (const finding of findings) {
    const by = valid.find((suppression) => covers(suppression, finding))
    if (!by) {
      left.push(finding)
      continue
    }
    used.set(by, (used.get(by) ?? new Set()).add(finding.rule))
    suppressed.push({
      finding,
      by: by.by,
      reason: by.reason,
      ...(by.until === undefined ? {} : { until: by.until }),
      ...(by.owner === undefined ? {} : { owner: by.owner }),
    })
  }
  for (const suppression of suppressions) left.push(...complaintsAbout(suppression, used.get(suppression) ?? new Set(), file, judge))
  return { left, suppressed }
}

function covers({ rules, scope, document, object, foreign }: Suppression, finding: Finding): boolean {
  if (finding.document !== document || !(foreign ? finding.family === 'secrets' : rules.includes(finding.rule))) return false
  return scope === 'object' ? object === undefined || isSame(object, finding.object) : scope.line === finding.start.line
}

function isSame(object: FindingObject, other: FindingObject | undefined): boolean {
  return object.kind === other?.kind && object.name === other.name && object.namespace === other.namespace
}
