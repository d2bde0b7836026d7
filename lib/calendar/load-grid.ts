import { divisor, rhythmOf } from './rhythm.ts'
import type { Windows } from './windows.ts'

/** The points at which windows open: `lead` seconds before the calendar begins, and every `step` seconds from there. */
export interface Grid {
  /** Seconds; divides a minute. */
  readonly step: number
  /** Seconds, less than a step. */
  readonly lead: number
}

/** The coarsest grid, a minute at most, on which every run stands; with `closings` every end of a window too. */
export function gridOf(jobs: readonly Windows[], closings = false): Grid {
  const some = jobs.find(({ runs }) => runs.length > 0)
  if (!some) return { step: 60, lead: 0 }
  const lead = ((-some.runs[0] % 60) + 60) % 60
  let step = 60
  for (const runs of new Set(jobs.map((job) => job.runs)))
    if (runs.length > 0) step = divisor(step, divisor(Math.abs(runs[0] + lead), rhythmOf(runs).step))
  if (closings) for (const { duration } of jobs) step = divisor(step, duration)
  return { step, lead: lead % step }
}
