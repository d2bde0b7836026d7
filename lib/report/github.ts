import type { Level } from '../rule/index.ts'
import { fullMessage } from './full-message.ts'
import type { Reporter } from './reporter.ts'

const COMMAND: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' }

/** Workflow commands: GitHub shows each finding as an annotation at its line. */
export const github: Reporter = (report) =>
  report.findings
    .map((finding) => {
      const { level, file, start, end, rule } = finding
      const endColumn = end.line === start.line ? `,endColumn=${end.column}` : ''
      const place = `file=${property(file)},line=${start.line},endLine=${end.line},col=${start.column}${endColumn}`
      return `::${COMMAND[level]} ${place},title=${property(rule)}::${data(fullMessage(finding))}\n`
    })
    .join('')

/** `%` first, then what ends a line; GitHub decodes them again. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** Properties end at `,` and `:` too. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
