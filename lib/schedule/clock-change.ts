import { DAY, dateOf, weekdayOf } from './civil.ts'
import { compile, dayMatches, type Compiled } from './compiled.ts'
import { offsetChanges, type OffsetChange } from './offset-change.ts'
import type { Schedule } from './parse-schedule.ts'
import { eachRun, type CountOptions } from './runs.ts'
import type { Wall } from './wall.ts'

/** What one setting of the clocks does to a schedule. Times are those of the zone's own wall clock. */
export interface ClockChangeEffect {
  readonly change: OffsetChange
  /** Local times that the schedule names and at which nothing runs. */
  readonly skipped: readonly Wall[]
  /** Local times at which the schedule runs more than once, with the instants (Unix seconds). */
  readonly repeated: readonly { readonly wall: Wall; readonly runs: readonly number[] }[]
  /** Runs at local times that the schedule does not name: Kubernetes' search loses its minute where clocks move by half an hour, and its hour where they move at midnight. */
  readonly strayed: readonly { readonly wall: Wall; readonly run: number }[]
  /** The local date on which the clocks are set: days since 1970, how often the schedule runs on it, and how often it would without the change. */
  readonly date: { readonly day: number; readonly runs: number; readonly usual: number }
}

/** Days around a change that are compared: the library's search may go astray until the next midnight, and a country may drop a whole day. */
const DAYS_BEFORE = 1
const DAYS_AFTER = 2

/**
 * The effects of every clock change with from ≤ change < until, ascending; changes without effect are left out.
 * `@every` and UTC know none. Throws a RangeError for an unknown zone.
 */
export function* clockChangeEffects(schedule: Schedule, { timeZone, from, until }: CountOptions): Generator<ClockChangeEffect> {
  if (schedule.kind === 'interval') return
  const zone = schedule.timeZone ?? timeZone
  const compiled = compile(schedule)
  for (const change of offsetChanges(zone, from, until)) {
    if (isPlain(change) && !namesHourOf(compiled, change)) continue
    const effect = effectOf(schedule, compiled, zone, change)
    if (effect.skipped.length + effect.repeated.length + effect.strayed.length > 0) yield effect
  }
}

const HOUR = 3600

/** Clocks that move by one whole hour, away from midnight: then the search of the library errs in that hour only. */
function isPlain({ at, before, after }: OffsetChange): boolean {
  const start = timeOfDay(at + Math.min(before, after))
  return Math.abs(after - before) === HOUR && start % HOUR === 0 && start >= HOUR && start < 23 * HOUR
}

/** True where the schedule names the hour that is left out or comes twice. */
function namesHourOf({ hours }: Compiled, { at, before, after }: OffsetChange): boolean {
  return hours[timeOfDay(at + Math.min(before, after)) / HOUR] === 1
}

function timeOfDay(wall: Wall): number {
  return wall - Math.floor(wall / DAY) * DAY
}

function effectOf(schedule: Schedule, compiled: Compiled, timeZone: string | undefined, change: OffsetChange): ClockChangeEffect {
  const day = Math.floor((change.at + change.after) / DAY)
  const first = day - DAYS_BEFORE
  const last = day + DAYS_AFTER
  const runsAt = new Map<Wall, number[]>()
  // Half a day more on each side, so that no run is lost to the difference of the offsets.
  const range = { timeZone, from: first * DAY - change.before - DAY / 2, until: (last + 1) * DAY - change.after + DAY / 2 }
  eachRun(schedule, range, (run) => {
    const wall = run + (run < change.at ? change.before : change.after)
    if (wall < first * DAY || wall >= (last + 1) * DAY) return
    const runs = runsAt.get(wall)
    if (runs) runs.push(run)
    else runsAt.set(wall, [run])
  })
  const named = new Set<Wall>()
  for (let index = first; index <= last; index++) for (const wall of wallsOf(compiled, index)) named.add(wall)
  const on = (walls: Iterable<Wall>) => [...walls].filter((wall) => Math.floor(wall / DAY) === day)
  return {
    change,
    skipped: [...named].filter((wall) => !runsAt.has(wall)),
    repeated: [...runsAt].filter(([, runs]) => runs.length > 1).map(([wall, runs]) => ({ wall, runs })),
    strayed: [...runsAt].filter(([wall]) => !named.has(wall)).map(([wall, [run]]) => ({ wall, run })),
    date: { day, runs: on(runsAt.keys()).reduce((sum, wall) => sum + (runsAt.get(wall)?.length ?? 0), 0), usual: on(named).length },
  }
}

/** The local times that a schedule names on a day, whatever the clocks do. */
function wallsOf(compiled: Compiled, day: number): readonly Wall[] {
  const date = dateOf(day)
  if (compiled.months[date.month] !== 1 || !dayMatches(compiled, date.day, weekdayOf(day))) return []
  return Array.from(compiled.times, (time) => day * DAY + time)
}
