import { DAY } from './civil.ts'
import { compile, nextMatchingDay, type Compiled } from './compiled.ts'
import type { Schedule } from './parse-schedule.ts'

/** Days after which dates and weekdays come round again: 400 years. */
const CYCLE = 146_097

interface DayGaps {
  readonly shortest: number
  readonly longest: number
}

const gaps = new Map<string, DayGaps | undefined>()

/** The shortest time between two runs on the clock on the wall, in seconds; `undefined` for a schedule that never runs. Offset changes are not counted. */
export function shortestInterval(schedule: Schedule): number | undefined {
  return intervals(schedule).shortest
}

/** The longest time between two runs on the clock on the wall, in seconds; `undefined` for a schedule that never runs. */
export function longestInterval(schedule: Schedule): number | undefined {
  return intervals(schedule).longest
}

/** Equal expressions give one schedule, and half a dozen rules ask about it. */
const known = new WeakMap<Schedule, Partial<DayGaps>>()

function intervals(schedule: Schedule): Partial<DayGaps> {
  const found = known.get(schedule)
  if (found) return found
  const result = measure(schedule) ?? {}
  known.set(schedule, result)
  return result
}

function measure(schedule: Schedule): DayGaps | undefined {
  if (schedule.kind === 'interval') return { shortest: schedule.seconds, longest: schedule.seconds }
  const compiled = compile(schedule)
  const days = dayGaps(compiled)
  const { times } = compiled
  if (!days || times.length === 0) return undefined
  const overnight = times[0] - times[times.length - 1]
  let shortest = days.shortest * DAY + overnight
  let longest = days.longest * DAY + overnight
  for (let index = 1; index < times.length; index++) {
    const gap = times[index] - times[index - 1]
    if (gap < shortest) shortest = gap
    if (gap > longest) longest = gap
  }
  return { shortest, longest }
}

/** Where every date matches but for its weekday, a week is the whole cycle. */
function weekGaps({ days, months, weekdays, either }: Compiled): DayGaps | undefined {
  if (days.indexOf(0, 1) >= 0 || months.indexOf(0, 1) >= 0) return undefined
  // With either day field enough, all days of the month are all days.
  if (either) return { shortest: 1, longest: 1 }
  const matching = Array.from(weekdays.keys()).filter((day) => weekdays[day] === 1)
  if (matching.length === 0) return undefined
  const gaps = matching.map((day, index) => (matching[(index + 1) % matching.length] - day + 7) % 7 || 7)
  return { shortest: Math.min(...gaps), longest: Math.max(...gaps) }
}

/** Gaps between matching days over a whole cycle, remembered by the three day fields. */
function dayGaps(compiled: Compiled): DayGaps | undefined {
  const weekly = weekGaps(compiled)
  if (weekly) return weekly
  const key = `${compiled.days.join('')} ${compiled.months.join('')} ${compiled.weekdays.join('')} ${compiled.either}`
  if (gaps.has(key)) return gaps.get(key)
  let shortest = Number.POSITIVE_INFINITY
  let longest = 0
  const first = nextMatchingDay(compiled, 0, CYCLE)
  // One day beyond the cycle closes the circle.
  for (let day = first; day >= 0 && day < first + CYCLE;) {
    const next = nextMatchingDay(compiled, day + 1, first + CYCLE + 1)
    if (next < 0) break
    shortest = Math.min(shortest, next - day)
    longest = Math.max(longest, next - day)
    day = next
  }
  const result = first < 0 ? undefined : { shortest, longest }
  gaps.set(key, result)
  return result
}
