import type { Report } from '../lint/finding.ts'

/** What a reporter may know beside the report. */
export interface ReportContext {
  /** ANSI colours: only `text` uses them. */
  readonly color: boolean
  readonly quiet: boolean
  /** Version of cronwright, for formats that name the tool. */
  readonly toolVersion: string
  /** Titles and pages of the rules that appear. */
  readonly rules: ReadonlyMap<string, RuleSummary>
}

export interface RuleSummary {
  readonly id: string
  readonly title: string
  readonly family: string
  readonly level: string
  /** Its page; a rule of somebody else's has one where it names a reference. */
  readonly url?: string
}

/** One output format: a pure function from the report to the bytes that a reader sees. Ends with a newline unless empty. */
export type Reporter = (report: Report, context: ReportContext) => string
