import { createHash } from 'node:crypto'
import { offsetChanges } from '../schedule/index.ts'

/** Minutes of a day: from `start` to before `end`. */
export interface Window {
  readonly start: number
  readonly end: number
}

/** Fixed years, so that synthesis does not depend on the day it runs. */
const FROM = Date.UTC(2026, 0, 1) / 1000
const UNTIL = Date.UTC(2036, 0, 1) / 1000

/**
 * The minute of the window that a path decides; the same on every machine and every day. The first one from there on that every day has exactly once: none that a change of
 * clocks skips or doubles, unless the window has no other.
 */
export function minuteFor(path: string, { start, end }: Window, timeZone: string): number {
  const size = end - start
  const first = createHash('sha256').update(path).digest().readUInt32BE(0) % size
  const unsteady = unsteadyMinutes(timeZone)
  for (let step = 0; step < size; step++) {
    const minute = start + ((first + step) % size)
    if (!unsteady.has(minute)) return minute
  }
  return start + first
}

/** The minutes of the day that some change of clocks skips or doubles. */
function unsteadyMinutes(timeZone: string): ReadonlySet<number> {
  const minutes = new Set<number>()
  for (const { at, before, after } of offsetChanges(timeZone, FROM, UNTIL)) {
    const [from, until] = [at + Math.min(before, after), at + Math.max(before, after)]
    for (let second = from; second < until; second += 60) minutes.add(Math.floor((second % 86_400) / 60))
  }
  return minutes
}
