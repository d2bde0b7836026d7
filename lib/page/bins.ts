import { indexAtOrAfter, type Runs } from '../calendar/windows.ts'
import { DAY } from '../schedule/civil.ts'
import type { ClockStretch } from './zones.ts'

/** Sizes of a cell of the heat map, from a minute to a month. */
const SIZES: readonly (readonly [seconds: number, name: string])[] = [
  [60, 'minute'],
  [300, '5 minutes'],
  [900, '15 minutes'],
  [3600, 'hour'],
  [3 * 3600, '3 hours'],
  [6 * 3600, '6 hours'],
  [DAY, 'day'],
  [7 * DAY, 'week'],
  [28 * DAY, '4 weeks'],
]

export interface BinSize {
  readonly seconds: number
  readonly name: string
}

/** The smallest cell that is at least this long. */
export function binSize(atLeast: number): BinSize {
  const [seconds, name] = SIZES.find(([size]) => size >= atLeast) ?? SIZES[SIZES.length - 1]
  return { seconds, name }
}

/** Borders of cells on the wall clock of a zone, as seconds after `origin`: a day on which the clocks are set is one cell of 23 or 25 hours. */
export function binBorders(stretches: readonly ClockStretch[], { seconds }: BinSize, origin: number): readonly number[] {
  const borders: number[] = []
  for (const { from, until, offset } of stretches) {
    for (let wall = Math.ceil((from + offset) / seconds) * seconds; wall - offset < until; wall += seconds) {
      const border = wall - offset - origin
      // An hour that comes twice has its borders twice; one that is left out leaves a border at the change.
      if (borders.length === 0 || border > borders[borders.length - 1]) borders.push(border)
    }
  }
  return borders
}

/** Runs between consecutive borders. */
export function countsBetween(runs: Runs, borders: readonly number[]): readonly number[] {
  const places = borders.map((border) => indexAtOrAfter(runs, Math.ceil(border)))
  return places.slice(1).map((place, index) => place - places[index])
}

/** Where a heat map changes its colour: runs in a cell. */
export const HEAT_FROM = [1, 2, 6, 24, 96] as const

/** 0 for none, else 1 to 5. */
export function heatOf(count: number): number {
  let level = 0
  while (level < HEAT_FROM.length && count >= HEAT_FROM[level]) level++
  return level
}
