/*
 * What the page of `timeline --html` is told, as JSON in the page itself. Runs are not in it: the page works them out from the schedules by the same code,
 * with the offsets of the zones that it is given here, so that neither its size nor its answers depend on how often a job runs or on the browser.
 */

export interface PageData {
  readonly version: 1
  /** Unix seconds. */
  readonly from: number
  readonly until: number
  /** The zone in which times are shown first. */
  readonly zone: string
  readonly zones: readonly ZoneData[]
  readonly schedules: readonly ScheduleData[]
  /** `key=value`, shared by the jobs. */
  readonly labels: readonly string[]
  readonly blackouts: readonly BlackoutData[]
  /** What the reader may not expect, a line each: why nothing runs, what does not read. */
  readonly notes: readonly string[]
  readonly clusters: readonly ClusterData[]
}

/** Times in which no job that has them may run: from, until, from, until … in seconds after the start. */
export interface BlackoutData {
  readonly name: string
  readonly stretches: readonly number[]
}

/** What is wrong beside overlaps, in words, with its place and the jobs of the cluster that it concerns. */
export interface TroubleData {
  readonly kind: string
  readonly words: string
  readonly from: number
  readonly until: number
  readonly jobs: readonly number[]
}

/** What a cluster has of a resource, where that is not enough. */
export interface LimitData {
  readonly resource: string
  readonly limit: number
}

/** The ends of the stretches of one offset (Unix seconds; none for the last), and the offsets in seconds east of UTC. */
export interface ZoneData {
  readonly name: string
  readonly ends: readonly number[]
  readonly offsets: readonly number[]
}

/** An expression, and its zone as an index. */
export type ScheduleData = readonly [expression: string, zone: number]

export interface ClusterData {
  readonly name: string
  readonly jobs: readonly JobData[]
  readonly overlaps: readonly OverlapData[]
  readonly troubles: readonly TroubleData[]
  readonly limits: readonly LimitData[]
  readonly peak?: PeakData
  readonly peakCpu?: PeakData
  readonly peakMemory?: PeakData
}

export interface JobData {
  readonly namespace: string
  readonly name: string
  readonly file: string
  /** Index of its schedule; a text that is none has a `problem`. */
  readonly schedule: number | string
  /** As the manifest gives it, where the schedule is none. */
  readonly zone?: string
  readonly runs: number
  /** Seconds that a run takes. */
  readonly takes?: number
  /** Where that comes from. */
  readonly source: string
  readonly suspended?: true
  readonly assumedPhase?: true
  readonly problem?: string
  readonly policy?: string
  /** What a run asks for: cores and bytes of all its pods. */
  readonly pods: number
  readonly cpu: number
  readonly memory: number
  readonly labels: readonly number[]
  /** Indices of the blackouts that hold for it. */
  readonly blackouts?: readonly number[]
}

export interface OverlapData {
  /** Indices of jobs of the cluster; the same twice for a job with itself. */
  readonly a: number
  readonly b: number
  readonly reason: string
  readonly count: number
  readonly seconds: number
  readonly from: number
  readonly until: number
}

export interface PeakData {
  readonly from: number
  readonly until: number
  readonly pods: number
  readonly cpu: number
  readonly memory: number
  readonly jobs: readonly number[]
}
