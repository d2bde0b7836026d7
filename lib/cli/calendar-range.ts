import type { CalendarOptions } from '../calendar/index.ts'
import { durationsAt } from './durations-file.ts'
import { readInstant } from './instant.ts'
import { UsageError } from './usage-error.ts'

/** What every command on the calendar takes. */
export interface RangeOptions {
  readonly from?: string
  readonly until?: string
  readonly now?: string
  readonly durations?: string
  readonly config?: string
}

/** A week, where the range is not given whole. */
const WEEK = 7 * 86_400

export function calendarRange(options: RangeOptions): { readonly now: number; readonly range: CalendarOptions } {
  const now = options.now === undefined ? Math.floor(Date.now() / 1000) : readInstant('--now', options.now)
  const from = options.from === undefined ? now : readInstant('--from', options.from)
  const until = options.until === undefined ? from + WEEK : readInstant('--until', options.until)
  return { now, range: { from, until, durations: options.durations === undefined ? {} : durationsAt(options.durations) } }
}

/** A range that no calendar holds is the user's to mend. */
export function refusingRange<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  }
}
