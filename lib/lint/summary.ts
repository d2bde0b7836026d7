import type { Finding, Summary, SuppressedFinding, Unchecked } from './finding.ts'

export interface Counted {
  readonly files: number
  readonly documents: number
  readonly cronJobs: number
  readonly jobs: number
}

export function summarize(
  counted: Counted,
  findings: readonly Finding[],
  suppressed: readonly SuppressedFinding[],
  unchecked: readonly Unchecked[],
): Summary {
  const at = (level: Finding['level']): number => findings.reduce((count, finding) => count + (finding.level === level ? 1 : 0), 0)
  return {
    ...counted,
    errors: at('error'),
    warnings: at('warning'),
    notes: at('note'),
    fixable: findings.reduce((count, { fix }) => count + (fix?.safe ? 1 : 0), 0),
    suppressed: suppressed.length,
    unchecked: unchecked.length,
  }
}

/** File, line, column, rule, then what is left to tell two findings apart: the same input gives the same bytes anywhere. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    a.start.offset - b.start.offset ||
    compare(a.rule, b.rule) ||
    a.document - b.document ||
    compare(a.path, b.path) ||
    compare(a.cluster, b.cluster) ||
    compare(a.message, b.message)
  )
}

/** By UTF-16 units, as no locale decides. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
