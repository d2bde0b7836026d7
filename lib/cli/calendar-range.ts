import type { CalendarOptions } from '../calendar/index.ts'
import { offsetAt } from '../schedule/index.ts'
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
  /** The zone whose midnight a mere date means; UTC without it. */
  readonly timeZone?: string
}

/** A week, where the range is not given whole. */
const WEEK = 7 * 86_400

export function calendarRange(options: RangeOptions): { readonly now: number; readonly range: CalendarOptions } {
  const now = options.now === undefined ? Math.floor(Date.now() / 1000) : readInstant('--now', options.now)
  const from = options.from === undefined ? now : readDate('--from', options.from, options.timeZone)
  const until = options.until === undefined ? from + WEEK : readDate('--until', options.until, options.timeZone)
  return { now, range: { from, until, durations: options.durations === undefined ? {} : durationsAt(options.durations) } }
}

/** An instant, or the midnight with which a date begins in a zone. */
function readDate(option: string, text: string, timeZone = 'UTC'): number {
  const instant = readInstant(option, text)
  if (text.includes('T')) return instant
  return instant - offsetAt(timeZone, instant - offsetAt(timeZone, instant))
}

/** A range that no calendar holds is the user's to mend. */
export function refusingRange<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  }
}
