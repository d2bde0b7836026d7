import { DAY } from './civil.ts'
import { clockChangeEffects, type ClockChangeEffect } from './clock-change.ts'
import type { ClockSchedule } from './parse-schedule.ts'
import type { CountOptions } from './runs.ts'
import type { Wall } from './wall.ts'

/** The next clock change at which a run is lost that others do not make up for, with the lost local times; `undefined` for none in the range. */
export function nextSkippedByDst(
  schedule: ClockSchedule,
  range: CountOptions,
): (ClockChangeEffect & { readonly walls: readonly Wall[] }) | undefined {
  if (runsEveryHour(schedule)) return undefined
  for (const effect of clockChangeEffects(schedule, range)) {
    const walls = effect.skipped.filter((wall) => !runsAround(schedule, wall))
    if (walls.length > 0) return { ...effect, walls }
  }
  return undefined
}

/** The next clock change at which a local time runs twice, or a run comes on a day that the schedule does not name; `undefined` for none in the range. */
export function nextRepeatedByDst(schedule: ClockSchedule, range: CountOptions): ClockChangeEffect | undefined {
  if (runsEveryHour(schedule)) return undefined
  for (const effect of clockChangeEffects(schedule, range)) {
    const repeated = effect.repeated.filter(({ wall }) => !runsAround(schedule, wall))
    const strayed = effect.strayed.filter(({ wall }) => !runsAround(schedule, wall))
    if (repeated.length + strayed.length > 0) return { ...effect, repeated, strayed }
  }
  return undefined
}

/** There is always a run in the hours around. */
function runsEveryHour({ hour }: ClockSchedule): boolean {
  return hour.values.length === 24
}

/** True for a schedule with runs at most two hours before and after as well: such a job follows the real time, and a day of 23 or 25 hours changes little for it. */
function runsAround({ hour }: ClockSchedule, wall: Wall): boolean {
  const at = Math.floor((wall - Math.floor(wall / DAY) * DAY) / 3600)
  const runs = (hours: number): boolean => hour.values.includes((at + hours + 24) % 24)
  return (runs(-1) || runs(-2)) && (runs(1) || runs(2))
}
