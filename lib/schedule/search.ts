import { DAY, dateOf, dayNumber } from './civil.ts'
import { compile, nextMatchingDay, type Compiled } from './compiled.ts'
import { literalNext, SEARCH_YEARS } from './literal-next.ts'
import type { Schedule } from './parse-schedule.ts'
import { zoneTable, type ZoneTable } from './zone-table.ts'

/** Calls `visit` with every run after `after` and before `until`, ascending, until it answers false. */
export type Visit = (run: number) => boolean | void

/** Runs of one day: `base + times[index]` for from ≤ index < until, ascending. False ends the search. */
export type VisitBlock = (base: number, times: Int32Array, from: number, until: number) => boolean

const AT_ONCE = Int32Array.of(0)

/** Whole local days this far from an offset change follow plain arithmetic; nearer ones follow the library's own steps. */
const MARGIN_DAYS = 2

/**
 * The state of a search: the runs of the day at hand, then whatever day comes next. Runs depend on where the search starts, so a new day is looked up
 * from the last run: by arithmetic where the offset is constant all around, by the library's own steps elsewhere.
 */
export class Search {
  private readonly schedule: Compiled
  private readonly zone: ZoneTable
  private readonly times: Int32Array
  private last: number
  /** Instant of local midnight of the day at hand, and the next of its times. */
  private midnight = 0
  private index = 0
  private count = 0

  constructor(schedule: Compiled, zone: ZoneTable, after: number) {
    this.schedule = schedule
    this.zone = zone
    this.times = schedule.times
    this.last = Math.floor(after)
  }

  /** The next run, or -Infinity when there is none. */
  next(): number {
    if (this.index < this.count) {
      this.last = this.midnight + this.times[this.index++]
      return this.last
    }
    return this.seek()
  }

  /**
   * Gives the rest of the day at hand as one block, else the next run as a block of its own: runs are `midnight + times[index]` for from ≤ index < until.
   * False when there is none.
   */
  nextBlock(visit: VisitBlock): boolean {
    if (this.index < this.count) {
      const from = this.index
      this.index = this.count
      this.last = this.midnight + this.times[this.count - 1]
      return visit(this.midnight, this.times, from, this.count)
    }
    const run = this.seek()
    return run !== Number.NEGATIVE_INFINITY && visit(run, AT_ONCE, 0, 1)
  }

  private seek(): number {
    const found = this.seekByArithmetic() ?? literalNext(this.schedule, this.zone, this.last)
    // Near some offset changes (Pacific/Chatham, at odd minutes) the library answers the same run for ever, and the controller refuses to go on: the end.
    this.last = found === undefined || found <= this.last ? Number.NEGATIVE_INFINITY : found
    return this.last
  }

  private seekByArithmetic(): number | undefined {
    const { start, end, offset } = this.zone.segmentAt(this.last)
    const safeFrom = Math.ceil((start + offset) / DAY) + MARGIN_DAYS
    const safeUntil = Math.floor((end + offset) / DAY) - MARGIN_DAYS
    const local = this.last + 1 + offset
    const today = Math.floor(local / DAY)
    if (today < safeFrom || today >= safeUntil || this.times.length === 0) return undefined
    const { year, month, day: dayOfMonth } = dateOf(today)
    // In a month that does not match, the library first goes back to the month's first midnight, which may not exist.
    if (this.schedule.months[month] !== 1 && today - dayOfMonth + 1 < safeFrom) return undefined
    const until = Math.min(safeUntil, dayNumber(year + SEARCH_YEARS + 1, 1, 1))
    let day = nextMatchingDay(this.schedule, today, until)
    let index = day === today ? this.firstTimeFrom(local - today * DAY) : 0
    if (day === today && index === this.times.length) {
      day = nextMatchingDay(this.schedule, today + 1, until)
      index = 0
    }
    if (day < 0) return undefined
    this.midnight = day * DAY - offset
    this.index = index + 1
    this.count = this.times.length
    return this.midnight + this.times[index]
  }

  private firstTimeFrom(second: number): number {
    let index = 0
    while (index < this.times.length && this.times[index] < second) index++
    return index
  }
}

/** The search for a clock schedule, in its own zone where it names one. */
export function openSearch(schedule: Extract<Schedule, { kind: 'clock' }>, timeZone: string | undefined, after: number): Search {
  return new Search(compile(schedule), zoneTable(schedule.timeZone ?? timeZone), after)
}
