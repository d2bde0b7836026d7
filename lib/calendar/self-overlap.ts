import { reaching, type Stretch, type Windows } from './windows.ts'

/** How windows meet within a calendar. */
export interface Meeting {
  readonly count: number
  readonly totalSeconds: number
  readonly first: Stretch
}

/**
 * Where a job's windows run into each other: `count` is the number of runs that start while an earlier one is open, `totalSeconds` the time in which two
 * or more are. All windows are equally long, so each is open together with its predecessor exactly when it is with any earlier one.
 */
export function selfOverlap(windows: Windows, length: number): Meeting | undefined {
  const { runs, duration } = windows
  const { start, end } = reaching(windows, length)
  let count = 0
  let totalSeconds = 0
  let covered = 0
  let first: { from: number; until: number } | undefined
  for (let index = start + 1; index < end; index++) {
    const closes = Math.min(runs[index - 1] + duration, length)
    const opens = Math.max(runs[index], 0)
    if (closes <= opens) continue
    count++
    totalSeconds += Math.max(0, closes - Math.max(opens, covered))
    if (first === undefined) first = { from: opens, until: closes }
    else if (opens <= first.until) first.until = Math.max(first.until, closes)
    covered = closes
  }
  return first && { count, totalSeconds, first }
}
