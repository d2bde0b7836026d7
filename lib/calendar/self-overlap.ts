import { rhythmOf } from './rhythm.ts'
import { indexAtOrAfter, reaching, type Stretch, type Windows } from './windows.ts'

/** How windows meet within a calendar. */
export interface Meeting {
  readonly count: number
  readonly totalSeconds: number
  readonly first: Stretch
}

/**
 * Where a job's windows run into each other: `count` is the number of runs that start while an earlier one is open, `totalSeconds` the time in which two
 * or more are. All windows are equally long, so each is open together with its predecessor exactly when it is with any earlier one.
 */
export function selfOverlap(windows: Windows, length: number): Meeting | undefined {
  const { runs, duration } = windows
  if (duration <= rhythmOf(runs).shortestGap) return undefined
  const { start, end } = reaching(windows, length)
  const [count, totalSeconds] = sums(windows, start, end, length)
  return count === 0 ? undefined : { count, totalSeconds, first: firstStretch(windows, start, end, length) }
}

/**
 * Where the calendar cuts no window, a run shares `min(duration - gap, gap before)` more seconds with the one before it: a sum over pairs of gaps, the same for every
 * job of the schedule. What the beginning and the end cut is counted one by one.
 */
function sums({ runs, duration }: Windows, start: number, end: number, length: number): readonly [count: number, totalSeconds: number] {
  const { pairs, begin } = rhythmOf(runs)
  const plain = Math.min(begin + 2, end)
  const cut = Math.max(plain, Math.min(end, indexAtOrAfter(runs, length - duration + 1) + 1))
  let count = 0
  let totalSeconds = 0
  for (const pair of pairs) {
    if (pair.gap >= duration) continue
    count += pair.count
    totalSeconds += pair.count * Math.min(duration - pair.gap, pair.before)
  }
  for (let index = cut; index < runs.length; index++) {
    if (index < begin + 2) continue
    const gap = runs[index] - runs[index - 1]
    if (gap >= duration) continue
    count--
    totalSeconds -= Math.min(duration - gap, runs[index - 1] - runs[index - 2])
  }
  const one = (index: number): void => {
    const opens = Math.max(runs[index], 0)
    const closes = Math.min(runs[index - 1] + duration, length)
    if (closes <= opens) return
    const covered = index > start + 1 ? Math.min(runs[index - 2] + duration, length) : 0
    count++
    totalSeconds += Math.max(0, closes - Math.max(opens, covered))
  }
  for (let index = start + 1; index < plain; index++) one(index)
  for (let index = cut; index < end; index++) one(index)
  return [count, totalSeconds]
}

/** The first time in which two or more windows are open without a break. */
function firstStretch({ runs, duration }: Windows, start: number, end: number, length: number): Stretch {
  const { longestPair, begin } = rhythmOf(runs)
  let index = start + 1
  while (runs[index] - runs[index - 1] >= duration) index++
  const from = Math.max(runs[index], 0)
  // The next run extends the stretch where it comes before the one before this one has ended.
  for (index++; index < end && runs[index] <= runs[index - 2] + duration && runs[index] - runs[index - 1] < duration; index++)
    if (index >= begin + 2 && longestPair <= duration) index = end - 1
  return { from, until: Math.min(runs[index - 2] + duration, length) }
}
