import type { Level } from '../rule/index.ts'
import { fingerprint } from './fingerprint.ts'
import type { Reporter } from './reporter.ts'

const SEVERITY: Readonly<Record<Level, string>> = { error: 'critical', warning: 'minor', note: 'info' }

/**
 * GitLab Code Quality: an array of issues. GitLab collapses issues with one fingerprint, so that a second finding of a rule at the same path gets a number.
 * Source: https://docs.gitlab.com/ci/testing/code_quality/
 */
export const gitlab: Reporter = (report) => {
  const seen = new Map<string, number>()
  const issues = report.findings.map((finding) => {
    const key = fingerprint(finding)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    const { message, help, rule, level, file, start, end } = finding
    return {
      description: help ? `${message}; ${help}` : message,
      check_name: rule,
      fingerprint: before === 0 ? key : `${key}-${before}`,
      severity: SEVERITY[level],
      location: {
        path: file,
        positions: { begin: { line: start.line, column: start.column }, end: { line: end.line, column: end.column } },
        lines: { begin: start.line, end: end.line },
      },
    }
  })
  return `${JSON.stringify(issues, undefined, 2)}\n`
}
