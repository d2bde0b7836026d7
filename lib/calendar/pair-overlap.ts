import { rhythmOf } from './rhythm.ts'
import type { Meeting } from './self-overlap.ts'
import { reaching, type Runs, type Stretch, type Windows } from './windows.ts'

/**
 * Where the windows of two jobs meet: `count` is the number of pairs of windows, one of each, that overlap, `totalSeconds` the time in which at least one
 * window of each is open. Windows that only touch do not meet. Costs follow the job with fewer runs.
 */
export function pairOverlap(a: Windows, b: Windows, length: number): Meeting | undefined {
  const count = a.runs.length < b.runs.length ? countPairs(a, b, length) : countPairs(b, a, length)
  if (count === 0) return undefined
  const left = stretchesOf(a, length)
  const right = stretchesOf(b, length)
  let totalSeconds = 0
  let first: Stretch | undefined
  let more = left.advance(0) && right.advance(0)
  while (more) {
    const from = Math.max(left.from, right.from)
    const until = Math.min(left.until, right.until)
    if (from < until) {
      totalSeconds += until - from
      first ??= { from, until }
    }
    more = left.until < right.until ? left.advance(right.from) : right.advance(left.from)
  }
  return first && { count, totalSeconds, first }
}

/** For each window of `a`, the windows of `b` that open before it closes less those that close before it opens. */
function countPairs(a: Windows, b: Windows, length: number): number {
  const inA = reaching(a, length)
  const inB = reaching(b, length)
  let opened = inB.start
  let closed = inB.start
  let count = 0
  for (let index = inA.start; index < inA.end; index++) {
    const run = a.runs[index]
    opened = leap(b.runs, opened, inB.end, run + a.duration)
    closed = leap(b.runs, closed, inB.end, run - b.duration + 1)
    count += opened - closed
  }
  return count
}

/** The first index from `from` on whose run is at or after `bound`, or `end`: in strides that double, for what is looked for is mostly near. */
function leap(runs: Runs, from: number, end: number, bound: number): number {
  if (from >= end || runs[from] >= bound) return from
  let low = from
  let stride = 1
  while (low + stride < end && runs[low + stride] < bound) {
    low += stride
    stride *= 2
  }
  let high = Math.min(low + stride, end)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (runs[middle] < bound) low = middle
    else high = middle
  }
  return high
}

/** Goes over the stretches in which at least one window is open, ascending and apart, cut to the calendar. */
function stretchesOf({ runs, duration }: Windows, length: number) {
  const { start, end } = reaching({ runs, duration }, length)
  const unbroken = duration >= rhythmOf(runs).longestGap
  let index = start
  const stretch = {
    from: 0,
    until: 0,
    /** To the next stretch that ends after `wanted`; its beginning may be cut off, but never after `wanted`. */
    advance(wanted: number): boolean {
      index = leap(runs, index, end, wanted - duration + 1)
      if (index >= end) return false
      stretch.from = Math.max(runs[index], 0)
      let closes = (unbroken ? runs[end - 1] : runs[index]) + duration
      for (index = unbroken ? end : index + 1; index < end && runs[index] <= closes; index++) closes = runs[index] + duration
      stretch.until = Math.min(closes, length)
      return true
    },
  }
  return stretch
}
