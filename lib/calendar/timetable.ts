import {
  expectedDuration,
  nameOf,
  type Cluster,
  type CronJob,
  type Durations,
  type ExpectedDuration,
  type JobSpec,
} from '../fleet/index.ts'
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

interface Placed {
  readonly cronJob: CronJob
  readonly expected: ExpectedDuration
  readonly suspended: boolean
  readonly schedule: Schedule | undefined
  readonly timeZone: string
  readonly problem: string | undefined
}

/** Every CronJob of the clusters with its runs, cluster by cluster, sorted by name. */
export function timetable(clusters: readonly Cluster[], options: TimetableOptions): readonly (readonly Entry[])[] {
  const placed = clusters.map((cluster) => cronJobsOf(cluster).map((cronJob) => placeIn(cronJob, options.durations)))
  const runsOf = runTable(placed.flat(), options)
  return placed.map((list) => list.map((one) => entryOf(one, runsOf(one))).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)))
}

function placeIn(cronJob: CronJob, durations: Durations | undefined): Placed {
  return { cronJob, expected: expectedDuration(cronJob, durations), suspended: cronJob.suspend === true, ...place(cronJob) }
}

/** Hands out the runs of a schedule in a zone once, for all clusters and jobs: as far back as the longest of their windows reaches. */
function runTable(placed: readonly Placed[], { from, until }: TimetableOptions): (one: Placed) => Runs {
  const keyOf = ({ cronJob, timeZone }: Placed): string => `${timeZone} ${cronJob.schedule}`
  const lookBack = new Map<string, number>()
  for (const one of placed) lookBack.set(keyOf(one), Math.max(lookBack.get(keyOf(one)) ?? 0, one.expected.seconds ?? 0))
  const known = new Map<string, Runs>()
  let total = 0
  return (one) => {
    const { schedule, timeZone, suspended } = one
    if (!schedule || suspended) return NO_RUNS
    const key = keyOf(one)
    let runs = known.get(key)
    if (!runs) {
      runs = enumerateRuns(schedule, timeZone, { origin: from, after: from - (lookBack.get(key) ?? 0), until })
      known.set(key, runs)
      total += runs.length
      if (total > MOST_RUNS) throw new RangeError(`more than ${MOST_RUNS / 1_000_000} million runs; take a shorter range`)
    }
    return runs
  }
}

function entryOf({ cronJob, timeZone, suspended, schedule, problem, expected }: Placed, runs: Runs): Entry {
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
  const pods = podsOf(job)
  const { cpu = 0, memory = 0 } = podResources(job.pod.value).requests
  return { pods, cpu: cpu * pods, memory: memory * pods }
}

/** Pods of a run at once. */
export function podsOf(job: JobSpec): number {
  const parallelism = wholeOr(job.parallelism, 1)
  return Math.min(parallelism, wholeOr(job.completions, parallelism))
}

function wholeOr(value: number | undefined, otherwise: number): number {
  return value !== undefined && value >= 0 ? value : otherwise
}

/** The windows of an entry, where its duration is known. */
export function windowsOf({ runs, expected, demand }: Entry): LoadedWindows | undefined {
  return expected.seconds === undefined || runs.length === 0 ? undefined : { runs, duration: expected.seconds, demand }
}
