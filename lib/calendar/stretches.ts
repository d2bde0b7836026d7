import type { DateInYear, Times, ZonedTimes } from './times.ts'
import type { Stretch } from './windows.ts'
import { offsetSegments } from './zone.ts'

const DAY = 86_400

/**
 * The stretches of [from, until) in which the clock of the zone shows one of these times, ascending and apart, in Unix seconds. An hour that comes twice belongs to them twice, and one that is
 * left out never.
 */
export function stretchesOfTimes(all: readonly ZonedTimes[], from: number, until: number): readonly Stretch[] {
  return merged(all.flatMap((zoned) => stretchesOf(zoned, from, until)))
}

function stretchesOf({ times, timeZone }: ZonedTimes, from: number, until: number): readonly Stretch[] {
  if (times.kind === 'instants') return cut([times], 0, from, until)
  return offsetSegments(timeZone, from, until).flatMap((segment) =>
    cut(wallsOf(times, segment.from + segment.offset, segment.until + segment.offset), segment.offset, segment.from, segment.until),
  )
}

function cut(walls: readonly Stretch[], offset: number, from: number, until: number): readonly Stretch[] {
  return walls
    .map((wall) => ({ from: Math.max(wall.from - offset, from), until: Math.min(wall.until - offset, until) }))
    .filter((stretch) => stretch.from < stretch.until)
}

/** What may reach into a range of walls. */
function wallsOf(times: Exclude<Times, { kind: 'instants' }>, from: number, until: number): readonly Stretch[] {
  if (times.kind === 'once') return [times]
  if (times.kind === 'yearly') return yearsOf(times, from, until)
  const walls: Stretch[] = []
  for (let day = Math.floor((from - times.from - times.length) / DAY); day * DAY < until; day++)
    if (times.weekdays.includes((((day + 4) % 7) + 7) % 7))
      walls.push({ from: day * DAY + times.from, until: day * DAY + times.from + times.length })
  return walls
}

function yearsOf({ from: first, until: last }: Extract<Times, { kind: 'yearly' }>, from: number, until: number): readonly Stretch[] {
  const walls: Stretch[] = []
  const [begin, end] = [from, until].map((wall) => new Date(wall * 1000).getUTCFullYear())
  for (let year = begin - 1; year <= end; year++) {
    const start = wallIn(year, first)
    const sameYear = wallIn(year, last)
    walls.push({ from: start, until: sameYear >= start ? sameYear : wallIn(year + 1, last) })
  }
  return walls
}

/** 29 February is empty in a year that has none. */
function wallIn(year: number, { month, day, seconds }: DateInYear): number {
  const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
  return exists ? Date.UTC(year, month - 1, day) / 1000 + seconds : Date.UTC(year, month, 1) / 1000
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const sorted = stretches.toSorted((a, b) => a.from - b.from)
  const result: { from: number; until: number }[] = []
  for (const { from, until } of sorted) {
    const last = result.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else result.push({ from, until })
  }
  return result
}
