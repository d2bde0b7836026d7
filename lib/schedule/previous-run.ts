import type { Schedule } from './parse-schedule.ts'
import { runs } from './runs.ts'

const HOUR = 3600
/** Most schedules ran within the hour or the day; 29 February has come at the latest after eight years. */
const SPANS = [HOUR, 86_400, 8 * 86_400, 32 * 86_400, 367 * 86_400, 8 * 366 * 86_400]

/** The last run at or before an instant (Unix seconds); `undefined` for a schedule that never ran, and for `@every`, which has no place on the clock. */
export function previousRun(schedule: Schedule, timeZone: string, instant: number): number | undefined {
  if (schedule.kind === 'interval') return undefined
  for (const span of SPANS) {
    let last: number | undefined
    for (const run of runs(schedule, { timeZone, after: instant - span, until: instant + 1 })) last = run
    if (last !== undefined) return last
  }
  return undefined
}
