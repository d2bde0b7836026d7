import { neverRuns } from './never-runs.ts'
import type { ClockSchedule, Schedule } from './parse-schedule.ts'
import { openSearch, type Visit, type VisitBlock } from './search.ts'

export interface RunsOptions {
  /** IANA name; UTC without one. A zone that the expression itself names (`TZ=`) wins. */
  readonly timeZone?: string
  /** Unix seconds: the first run is strictly after it. */
  readonly after: number
  /** Unix seconds: the last run is before it. Without it the sequence has no end but the library's search limit. */
  readonly until?: number
}

export interface CountOptions {
  readonly timeZone?: string
  /** Unix seconds: from ≤ run < until. */
  readonly from: number
  readonly until: number
}

export interface RunCount {
  readonly runs: number
  /** Seconds between consecutive runs of the range, in elapsed time; `undefined` for fewer than two runs. */
  readonly shortestGap: number | undefined
  readonly longestGap: number | undefined
}

/**
 * The runs of a schedule, one after the other as they are asked for, exactly as Kubernetes computes each from the one before.
 * Instants are Unix seconds. `@every` counts from `after`. Throws a RangeError for an unknown zone and for what is no instant.
 */
export function runs(schedule: Schedule, { timeZone, after, until = Number.POSITIVE_INFINITY }: RunsOptions): IterableIterator<number> {
  const next = nextOf(schedule, timeZone, after)
  let done = false
  const iterator: IterableIterator<number> = {
    next() {
      const run = done ? Number.NEGATIVE_INFINITY : next()
      if (run === Number.NEGATIVE_INFINITY || run >= until) {
        done = true
        return { done: true, value: undefined }
      }
      return { done: false, value: run }
    },
    [Symbol.iterator]: () => iterator,
  }
  return iterator
}

/** The farthest instant that a date can have, in Unix seconds either way. */
const FARTHEST = 8.64e12
/** Counting visits every run: a range of centuries would seem to hang. */
const LONGEST_COUNT = 200 * 366 * 86_400

function checkInstant(name: string, instant: number): void {
  if (!(Math.abs(instant) <= FARTHEST)) throw new RangeError(`${name} is no instant in Unix seconds: ${instant}`)
}

function checkRange(from: number, until: number): void {
  checkInstant('from', from)
  checkInstant('until', until)
  if (until - from > LONGEST_COUNT)
    throw new RangeError(`the range is longer than 200 years: ${Math.round((until - from) / (365.25 * 86_400))}`)
}

/** Gives one run after the other, -Infinity when there is none. */
function nextOf(schedule: Schedule, timeZone: string | undefined, after: number): () => number {
  checkInstant('after', after)
  if (schedule.kind === 'interval') {
    let last = Math.floor(after)
    return () => (last += schedule.seconds)
  }
  const search = openSearch(schedule, timeZone, after)
  // A field of commas would let the search walk through every minute of five years.
  return neverRuns(schedule) ? () => Number.NEGATIVE_INFINITY : () => search.next()
}

/** Visits every run of a range without making an object for it. Throws a RangeError for a range of more than 200 years. */
export function eachRun(schedule: Schedule, { timeZone, from, until }: CountOptions, visit: Visit): void {
  checkRange(from, until)
  const next = nextOf(schedule, timeZone, Math.ceil(from) - 1)
  for (let run = next(); run !== Number.NEGATIVE_INFINITY && run < until; run = next()) if (visit(run) === false) return
}

/**
 * Visits every run of a clock schedule day by day: dense schedules cost a call a day. The runs of a block are `base + times[index]`; the last block may reach beyond `until`.
 * Throws a RangeError for a range of more than 200 years.
 */
export function eachBlock(schedule: ClockSchedule, { timeZone, from, until }: CountOptions, visit: VisitBlock): void {
  checkRange(from, until)
  if (neverRuns(schedule)) return
  const search = openSearch(schedule, timeZone, Math.ceil(from) - 1)
  const whole: VisitBlock = (base, times, first, end) => base + times[first] < until && visit(base, times, first, end)
  while (search.nextBlock(whole));
}

/** Every run of a range: from ≤ run < until. */
export function runsIn(schedule: Schedule, options: CountOptions): Float64Array {
  let found = new Float64Array(64)
  let length = 0
  eachRun(schedule, options, (run) => {
    if (length === found.length) {
      const larger = new Float64Array(length * 2)
      larger.set(found)
      found = larger
    }
    found[length++] = run
  })
  return found.slice(0, length)
}

/** How many runs a range has, and the shortest and longest time between two of them: exact, in elapsed time. */
export function countRuns(schedule: Schedule, options: CountOptions): RunCount {
  let count = 0
  let last = 0
  let shortest = Number.POSITIVE_INFINITY
  let longest = Number.NEGATIVE_INFINITY
  eachRun(schedule, options, (run) => {
    if (count++ > 0) {
      const gap = run - last
      if (gap < shortest) shortest = gap
      if (gap > longest) longest = gap
    }
    last = run
  })
  return count < 2
    ? { runs: count, shortestGap: undefined, longestGap: undefined }
    : { runs: count, shortestGap: shortest, longestGap: longest }
}
