import type { Cluster } from '../fleet/index.ts'
import { clockChangeEffects, type ClockChangeEffect } from '../schedule/index.ts'
import { checkRange, type Calendar, type CalendarOptions } from './calendar.ts'
import { blackoutsOf } from './blackouts.ts'
import { calendarOfTables } from './calendar-of.ts'
import { stretchesOfTimes } from './stretches.ts'
import { timetable, type Entry } from './timetable.ts'
import type { Stretch } from './windows.ts'
import { offsetSegments, type OffsetSegment } from './zone.ts'

/** A calendar with what a picture of it needs besides: the runs themselves and the clocks by which they are read. */
export interface Timeline {
  readonly calendar: Calendar
  /** Unix seconds. */
  readonly from: number
  readonly until: number
  /** Cluster by cluster and job by job as in the calendar. */
  readonly entries: readonly (readonly Entry[])[]
  /** Times in which jobs must not run, as far as some job here has them. */
  readonly blackouts: readonly NamedStretches[]
  /** Which of them hold for a job. */
  readonly blackoutsOf: ReadonlyMap<Entry, readonly NamedStretches[]>
  /** The clocks of every zone in which a schedule is read, and of those asked for. */
  readonly zones: ReadonlyMap<string, readonly OffsetSegment[]>
}

export interface NamedStretches {
  readonly name: string
  /** Seconds after the calendar's start, ascending and apart. */
  readonly stretches: readonly Stretch[]
}

/** What a search around a clock change may look at beside the range. */
const MARGIN = 40 * 86_400

/** Throws a RangeError as `calendarOf` does. */
export function timelineOf(clusters: readonly Cluster[], options: CalendarOptions, alsoZones: readonly string[] = []): Timeline {
  const { from, until } = options
  checkRange(from, until)
  const entries = timetable(clusters, options)
  const calendar = calendarOfTables(clusters, entries, options)
  const lookBack = entries.flat().reduce((longest, { expected }) => Math.max(longest, expected.seconds ?? 0), 0)
  const used = entries.flat().flatMap(({ schedule, timeZone }) => (schedule ? [timeZone] : []))
  const names = [...new Set([...used, ...alsoZones])].sort()
  const zones = new Map(names.map((name) => [name, offsetSegments(name, from - lookBack - MARGIN, until + MARGIN)]))
  return { calendar, from, until, entries, zones, ...blackoutTimes(clusters, entries, options) }
}

/** What clock changes in the range do to a job: runs that are skipped, come twice, or stray. */
export function clockEffects({ schedule, timeZone, suspended }: Entry, { from, until }: Timeline): readonly ClockChangeEffect[] {
  return schedule && !suspended ? [...clockChangeEffects(schedule, { timeZone, from, until })] : []
}

/** Blackouts of the config and of annotations; jobs that have the same share it. */
function blackoutTimes(
  clusters: readonly Cluster[],
  entries: readonly (readonly Entry[])[],
  { from, until, settings }: CalendarOptions,
): Pick<Timeline, 'blackouts' | 'blackoutsOf'> {
  const known = new Map<string, NamedStretches>()
  const held = new Map<Entry, readonly NamedStretches[]>()
  for (const [index, cluster] of clusters.entries()) {
    for (const entry of entries[index]) {
      const all = blackoutsOf(entry.cronJob, cluster.name, settings).map(({ name, times }) => {
        const key = JSON.stringify([name, times.map(({ text, timeZone }) => [text, timeZone])])
        const stretches =
          known.get(key)?.stretches ??
          stretchesOfTimes(times, from, until).map((one) => ({ from: one.from - from, until: one.until - from }))
        const blackout = known.get(key) ?? { name, stretches }
        known.set(key, blackout)
        return blackout
      })
      if (all.length > 0) held.set(entry, all)
    }
  }
  return { blackouts: [...known.values()], blackoutsOf: held }
}
