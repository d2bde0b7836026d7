import type { Meeting } from './self-overlap.ts'
import { reaching, type Stretch, type Windows } from './windows.ts'

/**
 * Where the windows of two jobs meet: `count` is the number of pairs of windows, one of each, that overlap, `totalSeconds` the time in which at least one
 * window of each is open. Windows that only touch do not meet.
 */
export function pairOverlap(a: Windows, b: Windows, length: number): Meeting | undefined {
  const count = countPairs(a, b, length)
  if (count === 0) return undefined
  let totalSeconds = 0
  let first: Stretch | undefined
  for (const stretch of together(a, b, length)) {
    totalSeconds += stretch.until - stretch.from
    first ??= stretch
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

/** The stretches in which a window of each is open, ascending and apart. */
function* together(a: Windows, b: Windows, length: number): Generator<Stretch> {
  const left = openStretches(a, length)
  const right = openStretches(b, length)
  let x = left.next()
  let y = right.next()
  while (!x.done && !y.done) {
    const from = Math.max(x.value.from, y.value.from)
    const until = Math.min(x.value.until, y.value.until)
    if (from < until) yield { from, until }
    if (x.value.until < y.value.until) x = left.next()
    else y = right.next()
  }
}

/** The stretches in which at least one window is open, cut to the calendar. */
export function* openStretches(windows: Windows, length: number): Generator<Stretch> {
  const { runs, duration } = windows
  const { start, end } = reaching(windows, length)
  for (let index = start; index < end;) {
    const from = Math.max(runs[index], 0)
    let closes = runs[index] + duration
    for (index++; index < end && runs[index] <= closes; index++) closes = runs[index] + duration
    yield { from, until: Math.min(closes, length) }
  }
}
