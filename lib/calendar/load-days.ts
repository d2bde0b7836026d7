import type { Runs, Windows } from './windows.ts'

/** Windows, and what each of them takes of several things while it is open, in whole units. */
export interface Taking extends Windows {
  readonly amounts: readonly number[]
}

/** What begins and ends at some points of a day: `deltas` has a number for each point and thing. */
export interface DayChanges {
  readonly points: Int32Array
  readonly deltas: Float64Array
}

/** Days since the calendar's first (before it below 0), with what changes on each. */
export interface ChangesByDay {
  readonly first: number
  readonly on: (day: number) => readonly DayChanges[]
}

export const DAY = 86_400

/**
 * The changes of the load, day by day. Schedules repeat their days: all jobs that run on the same days, whatever their times, are added up once, so that the cost
 * of a year grows with distinct days and not with runs.
 */
export function changesByDay(jobs: readonly Taking[], width: number, step: number): ChangesByDay {
  const classes = new Map<string, DayClass>()
  for (const [runs, takers] of bySchedule(jobs)) {
    const shifts = shiftsOf(takers, width, step)
    for (const { points, days } of dayPatterns(runs, step)) {
      const key = keyOf(days)
      let dayClass = classes.get(key)
      if (!dayClass) classes.set(key, (dayClass = new DayClass(days, width, DAY / step)))
      for (const [shift, amounts] of shifts) for (const point of points) dayClass.add(point + shift, amounts)
    }
  }
  const byDay = new Map<number, DayChanges[]>()
  let first = 0
  for (const dayClass of classes.values()) first = Math.min(first, dayClass.scatter(byDay))
  return { first, on: (day) => byDay.get(day) ?? [] }
}

function bySchedule(jobs: readonly Taking[]): ReadonlyMap<Runs, readonly Taking[]> {
  const found = new Map<Runs, Taking[]>()
  for (const job of jobs) {
    const takers = found.get(job.runs)
    if (takers) takers.push(job)
    else found.set(job.runs, [job])
  }
  return found
}

/** What all jobs of a schedule take at a run, and give back so many points later. */
function shiftsOf(takers: readonly Taking[], width: number, step: number): ReadonlyMap<number, Float64Array> {
  const shifts = new Map<number, Float64Array>([[0, new Float64Array(width)]])
  for (const { duration, amounts } of takers) {
    for (const [shift, sign] of [
      [0, 1],
      [Math.ceil(duration / step), -1],
    ]) {
      let sum = shifts.get(shift)
      if (!sum) shifts.set(shift, (sum = new Float64Array(width)))
      for (let thing = 0; thing < width; thing++) sum[thing] += sign * amounts[thing]
    }
  }
  return shifts
}

interface DayPattern {
  /** Points of the grid since the beginning of the day. */
  readonly points: Int32Array
  readonly days: number[]
}

/** The different days of a schedule, and when they are. */
function dayPatterns(runs: Runs, step: number): readonly DayPattern[] {
  const patterns = new Map<string, DayPattern>()
  let last: DayPattern | undefined
  for (let index = 0; index < runs.length;) {
    const day = Math.floor(runs[index] / DAY)
    const begin = day * DAY
    let end = index
    while (end < runs.length && runs[end] < begin + DAY) end++
    if (!last || !isSame(last.points, runs, index, end, begin, step)) {
      const points = runs.slice(index, end)
      for (let at = 0; at < points.length; at++) points[at] = (points[at] - begin) / step
      const key = points.join()
      last = patterns.get(key)
      if (!last) patterns.set(key, (last = { points, days: [] }))
    }
    last.days.push(day)
    index = end
  }
  return [...patterns.values()]
}

function isSame(points: Int32Array, runs: Runs, from: number, end: number, begin: number, step: number): boolean {
  if (points.length !== end - from) return false
  for (let index = 0; index < points.length; index++) if (points[index] * step + begin !== runs[from + index]) return false
  return true
}

/** A set of days as a short text. */
function keyOf(days: readonly number[]): string {
  const [first] = days
  const words = new Uint16Array(Math.floor((days[days.length - 1] - first) / 16) + 1)
  for (const day of days) words[(day - first) >> 4] |= 1 << ((day - first) & 15)
  let key = `${first}:`
  for (const word of words) key += String.fromCharCode(word)
  return key
}

/** Adds up what changes on the same days. */
class DayClass {
  private readonly days: readonly number[]
  private readonly width: number
  private readonly size: number
  /** By point since the beginning of the day of the run: where windows end on a later day, beyond the size of one. */
  private readonly sums = new Map<number, Float64Array>()

  constructor(days: readonly number[], width: number, size: number) {
    this.days = days
    this.width = width
    this.size = size
  }

  add(point: number, amounts: Float64Array): void {
    const sum = this.sums.get(point)
    if (!sum) this.sums.set(point, amounts.slice())
    else for (let thing = 0; thing < this.width; thing++) sum[thing] += amounts[thing]
  }

  /** Gives the sums to the days on which they change the load; returns the first of the days. */
  scatter(byDay: Map<number, DayChanges[]>): number {
    const later = new Map<number, [point: number, sum: Float64Array][]>()
    for (const [point, sum] of this.sums) {
      const days = Math.floor(point / this.size)
      const list = later.get(days)
      if (list) list.push([point - days * this.size, sum])
      else later.set(days, [[point - days * this.size, sum]])
    }
    for (const [after, list] of later) {
      const changes = { points: new Int32Array(list.length), deltas: new Float64Array(list.length * this.width) }
      for (const [index, [point, sum]] of list.entries()) {
        changes.points[index] = point
        changes.deltas.set(sum, index * this.width)
      }
      for (const day of this.days) {
        const known = byDay.get(day + after)
        if (known) known.push(changes)
        else byDay.set(day + after, [changes])
      }
    }
    return this.days[0]
  }
}
