import type { Meeting } from './self-overlap.ts'
import { reaching, type Stretch, type Windows } from './windows.ts'

/**
 * Where the windows of two jobs meet: `count` is the number of pairs of windows, one of each, that overlap, `totalSeconds` the time in which at least one
 * window of each is open. Windows that only touch do not meet.
 */
export function pairOverlap(a: Windows, b: Windows, length: number): Meeting | undefined {
  const count = countPairs(a, b, length)
  if (count === 0) return undefined
  const left = stretchesOf(a, length)
  const right = stretchesOf(b, length)
  let totalSeconds = 0
  let first: Stretch | undefined
  for (let more = left.advance() && right.advance(); more; more = left.until < right.until ? left.advance() : right.advance()) {
    const from = Math.max(left.from, right.from)
    const until = Math.min(left.until, right.until)
    if (from >= until) continue
    totalSeconds += until - from
    first ??= { from, until }
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
    while (opened < inB.end && b.runs[opened] < run + a.duration) opened++
    while (closed < inB.end && b.runs[closed] + b.duration <= run) closed++
    count += opened - closed
  }
  return count
}

/** Goes over the stretches in which at least one window is open, ascending and apart, cut to the calendar. */
function stretchesOf({ runs, duration }: Windows, length: number) {
  const { start, end } = reaching({ runs, duration }, length)
  let index = start
  const stretch = {
    from: 0,
    until: 0,
    advance(): boolean {
      if (index >= end) return false
      stretch.from = Math.max(runs[index], 0)
      let closes = runs[index] + duration
      for (index++; index < end && runs[index] <= closes; index++) closes = runs[index] + duration
      stretch.until = Math.min(closes, length)
      return true
    },
  }
  return stretch
}
