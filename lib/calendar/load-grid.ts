import { divisor, rhythmOf } from './rhythm.ts'
import type { Windows } from './windows.ts'

/**
 * Seconds between the points at which windows open, counted from the calendar's beginning: the largest number, a minute at most, of which every run is a multiple;
 * with `closings` every end of a window too.
 */
export function gridOf(jobs: readonly Windows[], closings = false): number {
  let step = 60
  for (const runs of new Set(jobs.map((job) => job.runs)))
    if (runs.length > 0) step = divisor(step, divisor(Math.abs(runs[0]), rhythmOf(runs).step))
  if (closings) for (const { duration } of jobs) step = divisor(step, duration)
  return step
}
