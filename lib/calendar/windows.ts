/**
 * Runs of one schedule in one zone: seconds after the calendar's `from`, ascending, negative for runs before it. All jobs of that schedule share the array,
 * so that memory grows with distinct schedules and not with runs.
 */
export type Runs = Int32Array

/** The windows of one job: each run is open for `[run, run + duration)`. */
export interface Windows {
  readonly runs: Runs
  /** Whole seconds, above zero. */
  readonly duration: number
}

/** A part of the calendar, in seconds after its `from`. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

/** Runs at or after `bound` begin at this index. */
export function indexAtOrAfter(runs: Runs, bound: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (runs[middle] < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Indices of the windows that reach into `[0, length)`: runs before 0 count as long as they are still open then. */
export function reaching({ runs, duration }: Windows, length: number): { readonly start: number; readonly end: number } {
  return { start: indexAtOrAfter(runs, 1 - duration), end: indexAtOrAfter(runs, length) }
}

/** Runs in `[0, length)`. */
export function countWithin(runs: Runs, length: number): number {
  return indexAtOrAfter(runs, length) - indexAtOrAfter(runs, 0)
}

/** How many windows of a job are open at an instant. */
export function openAt({ runs, duration }: Windows, at: number): number {
  return indexAtOrAfter(runs, at + 1) - indexAtOrAfter(runs, at + 1 - duration)
}
