import { eachLevel, peaksOf } from './load.ts'
import type { Taking } from './load-days.ts'
import { gridOf } from './load-grid.ts'
import type { Stretch } from './windows.ts'

/** Something of which there is only so much, in the whole units of the amounts. */
export interface Limit {
  readonly limit: number
}

/** Where windows together take more than there is. */
export interface Excess {
  readonly most: number
  /** The first of the busiest stretches: until the next instant at which any window opens or closes. */
  readonly peak: Stretch
  /** How many unbroken stretches are over the limit, and how long they are together. */
  readonly count: number
  readonly totalSeconds: number
  /** The first of them. */
  readonly stretches: readonly Stretch[]
}

/** Enough to act on; `count` tells how many there are. */
const LISTED = 50

/** For each limited thing, in the order of the amounts, where more is taken: exact to the second. `undefined` where the limit holds throughout. */
export function excessesOf(jobs: readonly Taking[], limits: readonly Limit[], length: number): readonly (Excess | undefined)[] {
  const width = limits.length
  const { peaks } = peaksOf(jobs, width, length)
  if (!peaks.some((peak, thing) => peak && peak.levels[thing] > limits[thing].limit)) return limits.map(() => undefined)
  const tallies = limits.map(() => ({ since: -1, count: 0, totalSeconds: 0, stretches: [] as Stretch[] }))
  const close = (thing: number, at: number): void => {
    const tally = tallies[thing]
    if (tally.since < 0) return
    tally.count++
    tally.totalSeconds += at - tally.since
    if (tally.stretches.length < LISTED) tally.stretches.push({ from: tally.since, until: at })
    tally.since = -1
  }
  // On a grid on which windows also close, nothing changes between two points.
  eachLevel(jobs, width, gridOf(jobs, true), length, (at, levels) => {
    for (let thing = 0; thing < width; thing++) {
      if (levels[thing] <= limits[thing].limit) close(thing, at)
      else if (tallies[thing].since < 0) tallies[thing].since = at
    }
  })
  return limits.map((_, thing) => {
    close(thing, length)
    const { count, totalSeconds, stretches } = tallies[thing]
    const peak = peaks[thing]
    return count > 0 && peak
      ? { most: peak.levels[thing], peak: { from: peak.from, until: peak.until }, count, totalSeconds, stretches }
      : undefined
  })
}
