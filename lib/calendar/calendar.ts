import type { Durations, DurationSource } from '../fleet/index.ts'
import type { RunsOutcome } from './outcome.ts'
import type { CalendarSettings } from './settings.ts'

/** The fleet in time. Instants are RFC 3339 in UTC, durations seconds, cpu cores, memory bytes; a range is from ≤ t < until. */
export interface Calendar {
  readonly version: 1
  readonly from: string
  readonly until: string
  readonly clusters: readonly ClusterCalendar[]
  /** Why nothing runs, where nothing does. */
  readonly empty?: string
  /** One line on each thing that the calendar does not show as its user may expect: an annotation that does not read, a duration of a job that does not exist. */
  readonly notes: readonly string[]
}

export interface ClusterCalendar {
  /** Empty for what no cluster's name covers. */
  readonly name: string
  readonly jobs: readonly JobLine[]
  readonly overlaps: readonly Overlap[]
  readonly load: Load
  /** Jobs in times of which they must keep clear. */
  readonly blackouts: readonly BlackoutLine[]
  /** Stages that start before the stage that they wait for has ended. */
  readonly earlyStarts: readonly EarlyStartLine[]
  /** Where the load is more than a ResourceQuota of its namespace allows. */
  readonly quotas: readonly QuotaLine[]
  /** Where the load is more than `capacity`; empty where none was given. */
  readonly overCapacity: readonly CapacityLine[]
}

export interface BlackoutLine {
  /** `namespace/name` */
  readonly job: string
  /** Its name in the config, or the text of the annotation. */
  readonly blackout: string
  /** Runs that start in it or reach into it. */
  readonly count: number
  /** Runs that start in it. */
  readonly starts: number
  readonly totalSeconds: number
  readonly first: TimeRange
}

export interface EarlyStartLine {
  /** `namespace/name` of the stage that starts, and of the one that it waits for. */
  readonly stage: string
  readonly after: string
  /** How the dependency is declared. */
  readonly reason: string
  /** How often in the range. */
  readonly count: number
  readonly first: {
    /** The run of the stage. */
    readonly at: string
    /** Seconds since the latest run of the other; absent where it has not run yet on that date. */
    readonly gapSeconds?: number
  }
  /** How long the other is expected to take. */
  readonly durationSeconds?: number
}

/** A resource as quotas name it (`requests.cpu`, `pods`), and where more of it is used than allowed; the `jobs` are those at the busiest instant. */
export interface ExcessLine {
  readonly resource: string
  readonly limit: number
  readonly most: number
  readonly count: number
  readonly totalSeconds: number
  /** The busiest stretch. */
  readonly peak: TimeRange
  readonly jobs: readonly string[]
}

export interface QuotaLine extends ExcessLine {
  readonly namespace: string
  readonly quota: string
}

export interface CapacityLine extends ExcessLine {
  /** The first stretches, ascending. */
  readonly stretches: readonly TimeRange[]
}

/** A CronJob on the calendar. */
export interface JobLine {
  readonly namespace: string
  readonly name: string
  readonly file: string
  readonly schedule: string
  readonly timeZone: string
  readonly suspended: boolean
  /** Runs that start in the range; none while suspended. */
  readonly runs: number
  readonly durationSeconds?: number
  readonly durationSource: DurationSource
  /** `@every` has no place on the clock: its runs are counted from the calendar's start. */
  readonly phase?: 'assumed'
  /** Why the job has no runs although it is not suspended. */
  readonly problem?: string
}

export interface Overlap {
  readonly kind: 'self' | 'pair'
  /** `namespace/name` */
  readonly a: string
  readonly b: string
  /** Why the two must not run together, or what becomes of the later run. */
  readonly reason: string
  readonly count: number
  readonly totalSeconds: number
  readonly first: TimeRange
  /** Of a job with itself: what its concurrencyPolicy makes of its runs. */
  readonly outcome?: RunsOutcome
}

export interface TimeRange {
  readonly from: string
  readonly until: string
}

export interface LoadPeak extends TimeRange {
  readonly pods: number
  readonly cpu: number
  readonly memory: number
  /** Who contributes. */
  readonly jobs: readonly string[]
}

export interface Load {
  /** The moment of most pods; absent where nothing runs for a known time. */
  readonly peak?: LoadPeak
  readonly peakCpu?: LoadPeak
  readonly peakMemory?: LoadPeak
  /** Jobs whose duration nobody knows: they are not part of the load. */
  readonly withoutDuration: number
  /** The largest numbers of each day from `from` on. */
  readonly days: readonly { readonly pods: number; readonly cpu: number; readonly memory: number }[]
}

export interface CalendarOptions {
  /** Unix seconds. */
  readonly from: number
  /** Unix seconds; not part of the range. */
  readonly until: number
  /** Measured durations by `namespace/name`. */
  readonly durations?: Durations
  /** Blackouts, groups and conflicts of the config. */
  readonly settings?: CalendarSettings
  /** What a cluster has: more than that is told. */
  readonly capacity?: Capacity
}

export interface Capacity {
  readonly pods?: number
  /** Cores. */
  readonly cpu?: number
  /** Bytes. */
  readonly memory?: number
}

/** Longer ranges hold more runs than anybody looks at. */
const LONGEST_RANGE_YEARS = 50

/** Throws a RangeError that says in one line what is wrong with a range. */
export function checkRange(from: number, until: number): void {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(until)) throw new RangeError('a range is made of two instants in whole seconds')
  if (until <= from) throw new RangeError(`the range ends (${instantText(until)}) before it begins (${instantText(from)})`)
  if (until - from > LONGEST_RANGE_YEARS * 366 * 86_400) throw new RangeError(`the range is longer than ${LONGEST_RANGE_YEARS} years`)
}

/** RFC 3339 in UTC, without fractions. */
export function instantText(instant: number): string {
  return Number.isFinite(instant) && Math.abs(instant) < 8.64e12
    ? new Date(instant * 1000).toISOString().replace('.000Z', 'Z')
    : String(instant)
}
