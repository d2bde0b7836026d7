import { nameOf, type CronJob } from '../fleet/index.ts'
import { AFTER, namesIn, wordsIn } from './annotations.ts'
import type { Entry } from './timetable.ts'
import { countWithin, indexAtOrAfter } from './windows.ts'

/** Data that a job reads, by names of its authors' choice, separated by commas: it comes after every job that writes one of them. */
export const READS = 'cronwright.dev/reads'
/** Data that a job writes. */
export const WRITES = 'cronwright.dev/writes'

/** A stage that assumes that another has finished. */
export interface Dependency {
  readonly stage: CronJob
  readonly before: CronJob
  /** How it is declared: `after`, or the data that both name. */
  readonly reason: string
}

/** What jobs of one cluster say of each other, each pair once. */
export function dependenciesOf(cronJobs: readonly CronJob[]): readonly Dependency[] {
  const byName = new Map(cronJobs.map((cronJob) => [nameOf(cronJob), cronJob]))
  const writers = new Map<string, CronJob[]>()
  for (const cronJob of cronJobs) for (const data of wordsIn(cronJob, WRITES)) writers.set(data, [...(writers.get(data) ?? []), cronJob])
  return cronJobs.flatMap((stage) => {
    const found = new Map<CronJob, string>()
    for (const name of namesIn(stage, AFTER)) {
      const before = byName.get(name)
      if (before) found.set(before, `${nameOf(stage)} runs after ${name}`)
    }
    for (const data of wordsIn(stage, READS))
      for (const before of writers.get(data) ?? [])
        if (!found.has(before)) found.set(before, `${nameOf(stage)} reads ${data}, which ${nameOf(before)} writes`)
    found.delete(stage)
    return [...found].map(([before, reason]) => ({ stage, before, reason }))
  })
}

export interface EarlyStarts {
  /** Runs of the stage that come too early, and all its runs. */
  readonly count: number
  readonly runs: number
  /** The first of them, in seconds after the calendar's beginning. */
  readonly run: number
  /** Seconds since the latest run of the stage before; `undefined` where that comes only afterwards on that date. */
  readonly gap: number | undefined
  /** Seconds until the next run of the stage before, where it comes only afterwards. */
  readonly ahead: number | undefined
}

/** A change of clocks moves a stage by no more than this past the other. */
const NEAR = 3 * 3600

/**
 * The runs of a stage that start while the stage before it is still busy, or on a date on which it has not run yet: where both run equally often, a stage that
 * finds no new run of the other, which then comes within hours, was overtaken by a change of clocks.
 */
export function earlyStarts(before: Entry, stage: Entry, length: number): EarlyStarts | undefined {
  const duration = before.expected.seconds ?? 0
  const runs = countWithin(stage.runs, length)
  const paired = Math.abs(runs - countWithin(before.runs, length)) <= 2
  let count = 0
  let found: EarlyStarts | undefined
  let earlier = -1
  for (let index = indexAtOrAfter(stage.runs, 0); index < stage.runs.length; index++) {
    const run = stage.runs[index]
    const latest = indexAtOrAfter(before.runs, run + 1) - 1
    const gap = latest < 0 ? Number.POSITIVE_INFINITY : run - before.runs[latest]
    const ahead = latest + 1 < before.runs.length ? before.runs[latest + 1] - run : Number.POSITIVE_INFINITY
    const overtaken = paired && latest >= 0 && latest === earlier && ahead <= NEAR
    earlier = latest
    if (gap >= duration && !overtaken) continue
    count++
    found ??= { count, runs, run, gap: overtaken ? undefined : gap, ahead: overtaken ? ahead : undefined }
  }
  return found && { ...found, count }
}
