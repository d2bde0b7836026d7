import type { Durations, DurationSource } from '../fleet/index.ts'

/** The fleet in time. Instants are RFC 3339 in UTC, durations seconds, cpu cores, memory bytes; a range is from ≤ t < until. */
export interface Calendar {
  readonly version: 1
  readonly from: string
  readonly until: string
  readonly clusters: readonly ClusterCalendar[]
}

export interface ClusterCalendar {
  /** Empty for what no cluster's name covers. */
  readonly name: string
  readonly jobs: readonly JobLine[]
  readonly overlaps: readonly Overlap[]
  readonly load: Load
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
