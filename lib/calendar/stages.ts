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
 * The runs of a stage that start while the stage before it is still busy, or on a date on which it has not run yet: of two that run equally often in different zones, one
 * that on some dates follows soon and on others comes just before was overtaken by a change of clocks.
 */
export function earlyStarts(before: Entry, stage: Entry, length: number): EarlyStarts | undefined {
  const duration = before.expected.seconds ?? 0
  const neighbours = [...neighboursOf(stage, before)]
  const paired = Math.abs(neighbours.length - countWithin(before.runs, length)) <= 4
  const mayFlip = stage.timeZone !== before.timeZone && paired && neighbours.some(({ gap }) => gap <= NEAR)
  const isOvertaken = ({ gap, ahead }: Neighbours): boolean => mayFlip && gap > NEAR && ahead <= NEAR
  const early = neighbours.filter((one) => one.gap < duration || isOvertaken(one))
  if (early.length === 0) return undefined
  const [first] = early
  const when = isOvertaken(first) ? { gap: undefined, ahead: first.ahead } : { gap: first.gap, ahead: undefined }
  return { count: early.length, runs: neighbours.length, run: first.run, ...when }
}

/** A run of a stage, the time since the latest run of the other, and the time to its next. */
interface Neighbours {
  readonly run: number
  readonly gap: number
  readonly ahead: number
}

function* neighboursOf(stage: Entry, before: Entry): Generator<Neighbours> {
  for (let index = indexAtOrAfter(stage.runs, 0); index < stage.runs.length; index++) {
    const run = stage.runs[index]
    const latest = indexAtOrAfter(before.runs, run + 1) - 1
    const gap = latest < 0 ? Number.POSITIVE_INFINITY : run - before.runs[latest]
    const ahead = latest + 1 < before.runs.length ? before.runs[latest + 1] - run : Number.POSITIVE_INFINITY
    yield { run, gap, ahead }
  }
}
