import { runs, type Schedule } from '../schedule/index.ts'

const DAY = 86_400

/** The instant, in Unix seconds, at which a schedule that comes once a year runs in this year. */
export function runInYear(schedule: Schedule, timeZone: string, year: number): number | undefined {
  const from = Date.UTC(year, 0, 1) / 1000 - DAY
  for (const run of runs(schedule, { timeZone, after: from, until: from + 368 * DAY })) {
    if (new Date(run * 1000).toLocaleString('en-US', { timeZone, year: 'numeric' }) === String(year)) return run
  }
  return undefined
}
