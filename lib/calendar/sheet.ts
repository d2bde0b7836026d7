import type { ClockChangeEffect } from '../schedule/index.ts'
import type { ClusterCalendar, JobLine } from './calendar.ts'
import { cellsOf, columnsIn, loadIn, offsetIn, type Cell, type Columns } from './columns.ts'
import type { Demand } from './load.ts'
import { meetingStretches } from './meeting-stretches.ts'
import { clockEffects, type Timeline } from './timeline.ts'
import { windowsOf, type Entry } from './timetable.ts'

/** A timeline in columns, ready for a medium that has nothing finer: a terminal. */
export interface Sheet {
  readonly timeline: Timeline
  readonly columns: Columns
  /** The local time at which each column begins. */
  readonly walls: readonly number[]
  readonly clusters: readonly SheetCluster[]
}

export interface SheetCluster {
  readonly calendar: ClusterCalendar
  readonly rows: readonly SheetRow[]
  readonly load: readonly Demand[]
}

export interface SheetRow {
  readonly line: JobLine
  readonly cells: readonly Cell[]
  /** Columns in which it meets what it must not. */
  readonly meets: ReadonlySet<number>
  /** Clock changes that cost it a run or double one, and their columns. */
  readonly effects: readonly ClockChangeEffect[]
  readonly struck: ReadonlySet<number>
}

export function sheetOf(timeline: Timeline, columns: Columns): Sheet {
  const { calendar, from, until, entries, zones } = timeline
  const clocks = zones.get(columns.zone) ?? []
  return {
    timeline,
    columns,
    walls: Array.from({ length: columns.count }, (_, index) => {
      const at = from + columns.first + index * columns.length
      return at + offsetIn(clocks, at)
    }),
    clusters: calendar.clusters.map((cluster, index) => ({
      calendar: cluster,
      rows: rowsOf(cluster, entries[index], timeline, columns),
      load: loadIn(entries[index], columns, until - from),
    })),
  }
}

function rowsOf({ jobs, overlaps }: ClusterCalendar, entries: readonly Entry[], timeline: Timeline, columns: Columns): readonly SheetRow[] {
  const length = timeline.until - timeline.from
  const byName = new Map(entries.map((entry) => [entry.key, entry]))
  const meets = new Map(entries.map(({ key }) => [key, new Set<number>()]))
  for (const { a, b } of overlaps) {
    const [one, other] = [a, b].map((name) => byName.get(name)).map((entry) => entry && windowsOf(entry))
    if (!one || !other) continue
    const stretches = meetingStretches(one, a === b ? one : other, length)
    for (let index = 0; index < stretches.length; index += 2) {
      const { start, end } = columnsIn(columns, { from: stretches[index], until: stretches[index + 1] })
      for (let column = start; column < end; column++) for (const name of [a, b]) meets.get(name)?.add(column)
    }
  }
  return jobs.map((line, index) => {
    const entry = entries[index]
    const effects = clockEffects(entry, timeline)
    return {
      line,
      cells: cellsOf(entry, columns, length),
      meets: meets.get(entry.key) ?? new Set(),
      effects,
      struck: new Set(effects.map(({ change }) => Math.floor((change.at - timeline.from - columns.first) / columns.length))),
    }
  })
}
