import type { Cluster } from '../fleet/index.ts'
import { clockChangeEffects, type ClockChangeEffect } from '../schedule/index.ts'
import type { Calendar, CalendarOptions } from './calendar.ts'
import { calendarOf } from './calendar-of.ts'
import { timetable, type Entry } from './timetable.ts'
import { offsetSegments, type OffsetSegment } from './zone.ts'

/** A calendar with what a picture of it needs besides: the runs themselves and the clocks by which they are read. */
export interface Timeline {
  readonly calendar: Calendar
  /** Unix seconds. */
  readonly from: number
  readonly until: number
  /** Cluster by cluster and job by job as in the calendar. */
  readonly entries: readonly (readonly Entry[])[]
  /** The clocks of every zone in which a schedule is read, and of those asked for. */
  readonly zones: ReadonlyMap<string, readonly OffsetSegment[]>
}

/** What a search around a clock change may look at beside the range. */
const MARGIN = 40 * 86_400

/** Throws a RangeError as `calendarOf` does. */
export function timelineOf(clusters: readonly Cluster[], options: CalendarOptions, alsoZones: readonly string[] = []): Timeline {
  const calendar = calendarOf(clusters, options)
  const entries = timetable(clusters, options)
  const { from, until } = options
  const lookBack = entries.flat().reduce((longest, { expected }) => Math.max(longest, expected.seconds ?? 0), 0)
  const used = entries.flat().flatMap(({ schedule, timeZone }) => (schedule ? [timeZone] : []))
  const names = [...new Set([...used, ...alsoZones])].sort()
  const zones = new Map(names.map((name) => [name, offsetSegments(name, from - lookBack - MARGIN, until + MARGIN)]))
  return { calendar, from, until, entries, zones }
}

/** What clock changes in the range do to a job: runs that are skipped, come twice, or stray. */
export function clockEffects({ schedule, timeZone, suspended }: Entry, { from, until }: Timeline): readonly ClockChangeEffect[] {
  return schedule && !suspended ? [...clockChangeEffects(schedule, { timeZone, from, until })] : []
}
