import type { Finding, Position } from '../lint/finding.ts'
import type { Level } from '../rule/index.ts'
import { fullMessage } from './full-message.ts'
import type { Reporter } from './reporter.ts'

const SEVERITY: Readonly<Record<Level, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' }

/** Reviewdog's Diagnostic Format: columns count bytes of UTF-8, and the end is exclusive. */
export const rdjson: Reporter = (report, { rules }) => {
  const diagnostics = report.findings.map((finding) => {
    const { rule, level, file } = finding
    const url = rules.get(rule)?.url
    return {
      message: fullMessage(finding),
      location: { path: file, range: rangeOf(finding) },
      severity: SEVERITY[level],
      code: { value: rule, ...(url === undefined ? {} : { url }) },
      ...suggestions(finding),
    }
  })
  const source = { name: 'cronwright', url: 'https://github.com/cronwright/cronwright' }
  return `${JSON.stringify({ source, diagnostics }, undefined, 2)}\n`
}

function rangeOf({ excerpt, start, end }: Finding): object {
  return {
    start: { line: start.line, column: bytesBefore(excerpt, start) + 1 },
    ...(end.line === start.line ? { end: { line: end.line, column: bytesBefore(excerpt, end) + 1 } } : {}),
  }
}

/** A fix of one edit at the very place of the finding is a suggestion; others reach beyond the lines that a finding knows. */
function suggestions(finding: Finding): object {
  const edit = finding.fix?.edits.length === 1 ? finding.fix.edits[0] : undefined
  if (
    edit === undefined ||
    edit.start !== finding.start.offset ||
    edit.end !== finding.end.offset ||
    finding.end.line !== finding.start.line
  )
    return {}
  return { suggestions: [{ range: rangeOf(finding), text: edit.text }] }
}

function bytesBefore(line: string, { column }: Position): number {
  let bytes = 0
  for (const character of line.slice(0, column - 1)) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4
  }
  return bytes
}
