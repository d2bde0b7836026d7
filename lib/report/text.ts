import type { Finding, Report } from '../lint/finding.ts'
import { count } from './count.ts'
import { paint, type Paint } from './color.ts'
import type { Reporter } from './reporter.ts'
import { sentence } from './sentence.ts'

/** For people: `file:line:column: level: message [rule]`, the line with a caret below, the reason, and a count at the end. */
export const text: Reporter = (report, context) => {
  const color = paint(context.color)
  const blocks = report.findings.map((finding) => describe(finding, color))
  if (!context.quiet) {
    for (const { file, line, message } of report.unchecked)
      blocks.push(`${color.bold(`${file}:${line}`)}: ${color.blue('not checked')}: ${message}\n`)
  }
  return blocks.join('\n') + (blocks.length > 0 ? '\n' : '') + (context.quiet ? '' : `${summary(report)}\n`)
}

function describe(finding: Finding, color: Paint): string {
  const { file, start, level } = finding
  const tint = level === 'error' ? color.red : level === 'warning' ? color.yellow : color.blue
  let block = `${color.bold(`${file}:${start.line}:${start.column}`)}: ${tint(level)}: ${color.bold(finding.message)} ${color.dim(`[${finding.rule}]`)}\n`
  block += snippet(finding, tint, color)
  if (finding.help) block += `${gutter('', finding)}${color.cyan('=')} ${finding.help}\n`
  if (finding.fix) block += `${gutter('', finding)}${color.cyan('=')} fix${finding.fix.safe ? '' : ' (unsafe)'}: ${finding.fix.title}\n`
  return block
}

function gutter(content: string, finding: Finding): string {
  const width = String(finding.start.line).length
  return ` ${content.padStart(width)} `
}

function snippet(finding: Finding, tint: (text: string) => string, color: Paint): string {
  if (finding.excerpt.trim() === '') return ''
  const { line, shown, caretAt, caretLength } = window(finding)
  const padding = shown.slice(0, caretAt).replace(/[^\t]/g, (character) => (isWide(character) ? '  ' : ' '))
  return (
    `${gutter(String(line), finding)}${color.dim('|')} ${shown}\n` +
    `${gutter('', finding)}${color.dim('|')} ${padding}${tint('^'.repeat(caretLength))}\n`
  )
}

const LONGEST_LINE = 140

/** The part of the line that is worth showing, and where the caret stands in it. */
function window(finding: Finding): { line: number; shown: string; caretAt: number; caretLength: number } {
  const { excerpt, start, end } = finding
  const from = start.column - 1
  const sameLine = end.line === start.line
  const until = Math.max(from + 1, sameLine ? end.column - 1 : excerpt.length)
  const cut = excerpt.length <= LONGEST_LINE ? 0 : Math.max(0, Math.min(from - 40, excerpt.length - LONGEST_LINE))
  const shown = excerpt.slice(cut, cut + LONGEST_LINE)
  const caretAt = from - cut
  return { line: start.line, shown, caretAt, caretLength: Math.max(1, Math.min(until, cut + shown.length) - from) }
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character)
}

function summary({ summary: counts }: Report): string {
  const found = [count(counts.errors, 'error'), count(counts.warnings, 'warning'), count(counts.notes, 'note')].filter(Boolean)
  const seen = `${count(counts.cronJobs, 'CronJob') || 'no CronJobs'}${counts.jobs > 0 ? ` and ${count(counts.jobs, 'Job')}` : ''} in ${count(counts.files, 'file') || 'no files'}`
  const aside = [
    counts.fixable > 0 ? `${counts.fixable} fixable with --fix` : '',
    counts.suppressed > 0 ? `${counts.suppressed} suppressed` : '',
    counts.unchecked > 0 ? `${counts.unchecked} not checked` : '',
  ].filter(Boolean)
  return `${found.length > 0 ? sentence(found) : 'no findings'} in ${seen}${aside.length > 0 ? ` (${aside.join(', ')})` : ''}`
}
