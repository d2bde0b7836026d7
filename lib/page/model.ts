import { enumerateRuns } from '../calendar/enumerate-runs.ts'
import type { Runs } from '../calendar/windows.ts'
import { clockChangeEffects, type ClockChangeEffect } from '../schedule/clock-change.ts'
import { describe } from '../schedule/describe.ts'
import { parseSchedule } from '../schedule/parse-schedule.ts'
import type { JobData, OverlapData, PageData, TroubleData } from './page-data.ts'

/** A schedule in a zone, with its runs as seconds after the calendar's start; all its jobs share them, and they are worked out when first asked for. */
export interface Timing {
  readonly expression: string
  readonly zone: string
  readonly words: string
  readonly runs: () => Runs
  readonly effects: () => readonly ClockChangeEffect[]
}

/** A CronJob. */
export interface Job extends Omit<JobData, 'schedule' | 'zone' | 'labels' | 'runs'> {
  readonly index: number
  readonly cluster: string
  /** `namespace/name` */
  readonly key: string
  readonly zone: string
  readonly expression: string
  /** Absent where the schedule is none. */
  readonly timing: Timing | undefined
  readonly labels: readonly string[]
  /** How many runs start in the calendar. */
  readonly runCount: number
  readonly overlaps: Overlap[]
  readonly troubles: Trouble[]
}

export interface Overlap extends Omit<OverlapData, 'a' | 'b'> {
  readonly a: Job
  readonly b: Job
}

export interface Trouble extends Omit<TroubleData, 'jobs'> {
  readonly jobs: readonly Job[]
}

export interface Model {
  readonly data: PageData
  readonly jobs: readonly Job[]
  readonly overlaps: readonly Overlap[]
  readonly troubles: readonly Trouble[]
}

const NONE: Runs = new Int32Array(0)

/** A job's runs; none while it is suspended. */
export function runsOf({ timing, suspended }: Job): Runs {
  return timing && !suspended ? timing.runs() : NONE
}

export function modelOf(data: PageData): Model {
  const timings = data.schedules.map(([expression, zone], index) =>
    timingOf(expression, data.zones[zone].name, data, longestOf(data, index)),
  )
  const jobs: Job[] = []
  const overlaps: Overlap[] = []
  const troubles: Trouble[] = []
  for (const cluster of data.clusters) {
    const first = jobs.length
    for (const job of cluster.jobs) jobs.push(jobOf(job, jobs.length, cluster.name, data, timings))
    for (const overlap of cluster.overlaps) {
      const [a, b] = [jobs[first + overlap.a], jobs[first + overlap.b]]
      const met = { ...overlap, a, b }
      overlaps.push(met)
      for (const job of new Set([a, b])) job.overlaps.push(met)
    }
    for (const trouble of cluster.troubles) {
      const told = { ...trouble, jobs: trouble.jobs.map((job) => jobs[first + job]) }
      troubles.push(told)
      for (const job of told.jobs) job.troubles.push(told)
    }
  }
  return { data, jobs, overlaps: overlaps.sort((one, other) => other.seconds - one.seconds), troubles }
}

/** The longest window of a schedule: so far back its runs reach into the calendar. */
function longestOf({ clusters }: PageData, schedule: number): number {
  let longest = 0
  for (const { jobs } of clusters) for (const job of jobs) if (job.schedule === schedule) longest = Math.max(longest, job.takes ?? 0)
  return longest
}

function timingOf(expression: string, zone: string, { from, until }: PageData, lookBack: number): Timing {
  const schedule = parseSchedule(expression)
  let runs: Runs | undefined
  let effects: readonly ClockChangeEffect[] | undefined
  return {
    expression,
    zone,
    words: describe(schedule),
    runs: () => (runs ??= enumerateRuns(schedule, zone, { origin: from, after: from - lookBack, until })),
    effects: () => (effects ??= [...clockChangeEffects(schedule, { timeZone: zone, from, until })]),
  }
}

function jobOf(data: JobData, index: number, cluster: string, { labels }: PageData, timings: readonly Timing[]): Job {
  const { schedule, runs, ...rest } = data
  const timing = typeof schedule === 'number' ? timings[schedule] : undefined
  return {
    ...rest,
    index,
    cluster,
    key: `${data.namespace}/${data.name}`,
    zone: timing?.zone ?? data.zone ?? 'UTC',
    expression: typeof schedule === 'string' ? schedule : timings[schedule].expression,
    timing,
    labels: data.labels.map((label) => labels[label]),
    runCount: runs,
    overlaps: [],
    troubles: [],
  }
}
