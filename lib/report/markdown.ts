import type { Finding, Report } from '../lint/finding.ts'
import type { Level } from '../rule/index.ts'
import { count } from './count.ts'
import type { Reporter, ReportContext } from './reporter.ts'
import { sentence } from './sentence.ts'

const SIGN: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' }
/** A comment on a pull request holds 65,536 characters: what is beyond this many findings is counted. */
const MOST = 100

/** For a comment on a pull request or a job's summary: a sentence first, then a table, one row a finding. */
export const markdown: Reporter = (report, context) => {
  const { findings } = report
  if (findings.length === 0) return context.quiet ? '' : `**cronwright**: no findings in ${counted(report)}\n`
  const rows = findings.slice(0, MOST).map((finding) => row(finding, context))
  const rest = findings.length - rows.length
  return (
    `**cronwright**: ${levels(report)} in ${counted(report)}\n\n` +
    '| | place | what | rule |\n|---|---|---|---|\n' +
    `${rows.join('')}${rest > 0 ? `\n… and ${rest} more\n` : ''}`
  )
}

function row({ level, file, start, message, help, rule }: Finding, { rules }: ReportContext): string {
  const url = rules.get(rule)?.url
  const what = help ? `${escaped(message)}<br><sub>${escaped(help)}</sub>` : escaped(message)
  return `| ${SIGN[level]} | ${code(`${file}:${start.line}`)} | ${what} | ${url ? `[${rule}](${url})` : rule} |\n`
}

function levels({ summary: { errors, warnings, notes } }: Report): string {
  return sentence([count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')].filter(Boolean))
}

function counted({ summary: { cronJobs, jobs, files } }: Report): string {
  const objects = sentence([count(cronJobs, 'CronJob'), count(jobs, 'Job')].filter(Boolean))
  return `${objects === '' ? '' : `${objects} in `}${count(files, 'file') || '0 files'}`
}

/** Text in a cell: nothing in it is markup, a link or a mention. */
export function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200b')
}

/** Code in a cell: a backtick in it needs a longer fence, a bar an escape. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const padding = longest > 0 ? ' ' : ''
  return `${fence}${padding}${text.replaceAll('|', '\\|')}${padding}${fence}`
}
