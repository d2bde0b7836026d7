import type { Demand } from './load.ts'
import { fillLevels, grouped, levelsFor, MEASURES } from './load-levels.ts'
import type { Timeline } from './timeline.ts'
import { windowsOf, type Entry } from './timetable.ts'
import { indexAtOrAfter, type Stretch } from './windows.ts'
import type { OffsetSegment } from './zone.ts'

const DAY = 86_400
/** Lengths of a column that divide hours, days and weeks evenly. */
const LENGTHS = [
  ...[1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800],
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * 3600),
  ...[1, 2, 7, 14, 28, 56, 112, 364].map((days) => days * DAY),
]

/** Equal columns of time on the clock of a zone. The first may begin before the calendar, the last may end after it. */
export interface Columns {
  readonly zone: string
  /** Seconds after the calendar's start. */
  readonly first: number
  /** Seconds. */
  readonly length: number
  readonly count: number
}

/** At most `most` columns, as short as they can be. */
export function columnsOf({ from, until, zones }: Timeline, zone: string, most: number): Columns {
  const offset = offsetIn(zones.get(zone) ?? [], from)
  for (const length of LENGTHS) {
    const first = Math.floor((from + offset) / length) * length - offset - from
    const count = Math.ceil((until - from - first) / length)
    if (count <= most) return { zone, first, length, count }
  }
  const length = Math.ceil((until - from) / most / DAY) * DAY
  return { zone, first: 0, length, count: Math.ceil((until - from) / length) }
}

/** Seconds east of UTC. */
export function offsetIn(segments: readonly OffsetSegment[], instant: number): number {
  return segments.find(({ until }) => instant < until)?.offset ?? segments.at(-1)?.offset ?? 0
}

/** What a row shows in a column. */
export interface Cell {
  /** Runs that start in it. */
  readonly starts: number
  /** How much of it is taken, from 0 to 1; several windows at once count once. */
  readonly taken: number
}

export function cellsOf(entry: Entry, { first, length, count }: Columns, until: number): readonly Cell[] {
  const cells = Array.from({ length: count }, () => ({ starts: 0, taken: 0 }))
  const { runs, expected } = entry
  const takes = expected.seconds ?? 0
  const end = indexAtOrAfter(runs, until)
  let free = 0
  for (let index = indexAtOrAfter(runs, 1 - takes); index < end; index++) {
    const run = runs[index]
    if (run >= 0) cells[Math.floor((run - first) / length)].starts++
    const closes = Math.min(run + takes, until)
    for (let at = Math.max(run, free, 0); at < closes;) {
      const column = Math.floor((at - first) / length)
      const border = Math.min(closes, first + (column + 1) * length)
      cells[column].taken += (border - at) / length
      at = border
    }
    free = Math.max(free, closes)
  }
  return cells
}

/** The columns that a stretch touches. */
export function columnsIn({ first, length, count }: Columns, { from, until }: Stretch): { readonly start: number; readonly end: number } {
  return {
    start: Math.max(0, Math.floor((from - first) / length)),
    end: Math.min(count, Math.max(Math.floor((from - first) / length) + 1, Math.ceil((until - first) / length))),
  }
}

/** The largest load of each column. */
export function loadIn(entries: readonly Entry[], { first, length, count }: Columns, until: number): readonly Demand[] {
  const step = until <= 8 * DAY ? 1 : 60
  // On the grid of minutes of the clock, on which runs start.
  const levels = levelsFor(Math.ceil((until - first) / step))
  fillLevels(levels, grouped(entries.flatMap((entry) => windowsOf(entry) ?? [])), first, step)
  return Array.from({ length: count }, (_, column) => {
    const [start, end] = [Math.floor((column * length) / step), Math.ceil(((column + 1) * length) / step)]
    const [pods, cpu, memory] = MEASURES.map((measure) =>
      levels[measure].subarray(start, end).reduce((most, value) => Math.max(most, value), 0),
    )
    return { pods, cpu, memory }
  })
}
