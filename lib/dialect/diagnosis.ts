import { parseSchedule, ScheduleError } from '../schedule/index.ts'

export type Dialect = 'Quartz' | 'Spring' | 'Vixie cron' | 'Jenkins' | 'systemd' | 'AWS' | 'crontab line' | 'typing error'

/** What the author of an expression that Kubernetes refuses had in mind. */
export interface Diagnosis {
  readonly dialect: Dialect
  /** One line: what it is there, and what Kubernetes has instead. */
  readonly why: string
  /** An expression that Kubernetes takes. */
  readonly schedule?: string
  /** True where that expression runs at the same times; false where it comes near, or where it is a guess. */
  readonly exact: boolean
}

export function isLegal(expression: string): boolean {
  try {
    parseSchedule(expression)
    return true
  } catch (error) {
    if (error instanceof ScheduleError) return false
    throw error
  }
}

/** A small number that is always the same for a text: where a dialect leaves the choice to chance. */
export function pick(text: string, low: number, high: number): number {
  let sum = 7
  for (let index = 0; index < text.length; index++) sum = (sum * 31 + text.charCodeAt(index)) % 65_521
  return low + (sum % (high - low + 1))
}
