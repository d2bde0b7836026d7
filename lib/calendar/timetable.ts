import { expectedDuration, nameOf, type Cluster, type CronJob, type Durations, type ExpectedDuration } from '../fleet/index.ts'
import { podResources } from '../kubernetes/index.ts'
import { isKnownTimeZone, parseSchedule, type Schedule } from '../schedule/index.ts'
import { cronJobsOf } from './cron-jobs.ts'
import { enumerateRuns } from './enumerate-runs.ts'
import type { Demand, LoadedWindows } from './load.ts'
import type { Runs } from './windows.ts'

/** A CronJob with its runs in a range. */
export interface Entry {
  readonly cronJob: CronJob
  /** `namespace/name` */
  readonly key: string
  readonly timeZone: string
  readonly suspended: boolean
  readonly schedule: Schedule | undefined
  /** Why it has no runs. */
  readonly problem: string | undefined
  readonly expected: ExpectedDuration
  /** Empty while suspended. */
  readonly runs: Runs
  readonly demand: Demand
}

export interface TimetableOptions {
  readonly from: number
  readonly until: number
  readonly durations?: Durations
}

const NO_RUNS: Runs = new Int32Array(0)
/** Runs of all distinct schedules together; above this a shorter range must do. */
const MOST_RUNS = 120_000_000

/** Hands out the runs of a schedule in a zone once, for all clusters and jobs. */
export type RunTable = (expression: string, schedule: Schedule, timeZone: string) => Runs

/** `lookBack` is the longest duration of the fleet: earlier runs cannot reach into the range. */
export function runTable({ from, until }: TimetableOptions, lookBack: number): RunTable {
  const known = new Map<string, Runs>()
  let total = 0
  return (expression, schedule, timeZone) => {
    const key = `${timeZone} ${expression}`
    let runs = known.get(key)
    if (!runs) {
      runs = enumerateRuns(schedule, timeZone, { origin: from, after: from - lookBack, until })
      known.set(key, runs)
      total += runs.length
      if (total > MOST_RUNS) throw new RangeError(`more than ${MOST_RUNS / 1_000_000} million runs; take a shorter range`)
    }
    return runs
  }
}

/** Every CronJob of the clusters with its runs, cluster by cluster, sorted by name. */
export function timetable(clusters: readonly Cluster[], options: TimetableOptions): readonly (readonly Entry[])[] {
  const cronJobs = clusters.map(cronJobsOf)
  const expected = new Map(cronJobs.flat().map((cronJob) => [cronJob, expectedDuration(cronJob, options.durations)]))
  const table = runTable(options, Math.max(0, ...durationsOf(expected.values())))
  return cronJobs.map((list) =>
    list
      .map((cronJob) => entryOf(cronJob, expected.get(cronJob) as ExpectedDuration, table))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  )
}

function durationsOf(expected: Iterable<ExpectedDuration>): Set<number> {
  return new Set([...expected].map(({ seconds = 0 }) => seconds))
}

function entryOf(cronJob: CronJob, expected: ExpectedDuration, table: RunTable): Entry {
  const suspended = cronJob.suspend === true
  const { schedule, timeZone, problem } = place(cronJob)
  const runs = schedule && !suspended ? table(cronJob.schedule ?? '', schedule, timeZone) : NO_RUNS
  return { cronJob, key: nameOf(cronJob), timeZone, suspended, schedule, problem, expected, runs, demand: demandOf(cronJob) }
}

/** The schedule and the zone in which it is read; or why there is none. */
export function place(cronJob: CronJob): {
  readonly schedule: Schedule | undefined
  readonly timeZone: string
  readonly problem: string | undefined
} {
  const given = cronJob.timeZone ?? 'UTC'
  try {
    const schedule = parseSchedule(cronJob.schedule ?? '')
    const timeZone = schedule.timeZone || given
    // Exact case, as the API server looks names up.
    if (!isKnownTimeZone(timeZone) && timeZone !== 'Local') throw new RangeError(timeZone)
    return { schedule, timeZone, problem: undefined }
  } catch (error) {
    return {
      schedule: undefined,
      timeZone: given,
      problem: error instanceof RangeError ? `unknown time zone ${given}` : `invalid schedule: ${(error as Error).message}`,
    }
  }
}

function demandOf({ job }: CronJob): Demand {
  const parallelism = wholeOr(job.parallelism, 1)
  const pods = Math.min(parallelism, wholeOr(job.completions, parallelism))
  const { cpu = 0, memory = 0 } = podResources(job.pod.value).requests
  return { pods, cpu: cpu * pods, memory: memory * pods }
}

function wholeOr(value: number | undefined, otherwise: number): number {
  return value !== undefined && value >= 0 ? value : otherwise
}

/** The windows of an entry, where its duration is known. */
export function windowsOf({ runs, expected, demand }: Entry): LoadedWindows | undefined {
  return expected.seconds === undefined || runs.length === 0 ? undefined : { runs, duration: expected.seconds, demand }
}
