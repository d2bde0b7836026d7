import { resolve } from 'node:path'
import { RULES } from '../../policies/index.ts'
import type { Report } from '../lint/index.ts'
import { REPORTERS, type Format, type ReportContext, type RuleSummary } from '../report/index.ts'
import { rulePageUrl } from '../report/rule-page.ts'
import type { RegisteredRule } from '../rule/index.ts'
import type { LintOptions } from './lint-options.ts'
import { replaceFile, wantsColor } from './output.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'
import { VERSION } from './version.ts'

interface Output {
  readonly format: Format
  /** Standard output without it. */
  readonly file?: string
}

/** Checks the formats before any work is done. */
export function planOutputs({ format, output = [] }: LintOptions): readonly Output[] {
  const files = output.map((value): Output => {
    const equals = value.indexOf('=')
    if (equals < 1 || equals === value.length - 1)
      throw new UsageError(`--output: '${value}' is not format=file, such as sarif=report.sarif`)
    return { format: known('--output', value.slice(0, equals)), file: value.slice(equals + 1) }
  })
  return [{ format: known('--format', format) }, ...files]
}

function known(option: string, format: string): Format {
  if (Object.hasOwn(REPORTERS, format)) return format as Format
  throw new UsageError(`${option}: unknown format '${format}' (known: ${Object.keys(REPORTERS).join(', ')})`)
}

const OURS = new Set(RULES.map(({ id }) => id))

function summaryOf({ id, title, family, level, references }: RegisteredRule): RuleSummary {
  const url = OURS.has(id) ? rulePageUrl(id) : references?.[0]
  return { id, title, family, level, ...(url === undefined ? {} : { url }) }
}

export function writeOutputs(report: Report, outputs: readonly Output[], rules: readonly RegisteredRule[], options: LintOptions): void {
  const context: ReportContext = {
    color: wantsColor(options.color),
    quiet: options.quiet === true,
    toolVersion: VERSION,
    rules: new Map(rules.map((rule) => [rule.id, summaryOf(rule)])),
  }
  for (const { format, file } of outputs) {
    if (file === undefined) print(REPORTERS[format](report, context))
    else replaceFile(resolve(file), REPORTERS[format](report, { ...context, color: false }), file)
  }
}
