import { describe, hasBothDayFields, longestInterval, shortestInterval, type ClockSchedule, type Schedule } from '../schedule/index.ts'
import type { ClaimedTime } from './claimed-times.ts'
import { DAY, type TimeClaim } from './time-claim.ts'

/** What of a claim the schedule does not do, in the words of `describe`; `undefined` where the two agree or nothing can be said. */
export function contradictionOf(claim: TimeClaim, schedule: Schedule, timeZone: string | undefined): string | undefined {
  return contradicts(claim, schedule, timeZone) ? describe(schedule) : undefined
}

function contradicts(claim: TimeClaim, schedule: Schedule, timeZone: string | undefined): boolean {
  const shortest = shortestInterval(schedule)
  const longest = longestInterval(schedule)
  if (shortest === undefined || longest === undefined) return false
  if (schedule.kind === 'interval') return claim.every !== undefined && claim.every < 7 * DAY && claim.every !== shortest
  if (contradictsFrequency(claim, schedule, shortest, longest)) return true
  // A sentence that names another zone than the schedule's says other hours and other days.
  if (!sameZone(claim.zones, schedule.timeZone ?? timeZone)) return false
  return contradictsTimes(claim, schedule) || contradictsDays(claim, schedule)
}

function contradictsFrequency(
  { every, timesADay, times, weekdays, days }: TimeClaim,
  schedule: ClockSchedule,
  shortest: number,
  longest: number,
): boolean {
  const runs = schedule.hour.values.length * schedule.minute.values.length
  if (timesADay !== undefined) return runs !== timesADay && longest < 7 * DAY
  if (every === undefined) return false
  if (every < DAY) return shortest !== every && longest !== every && !gapsOfDay(schedule).has(every)
  // Three times as often as said is no slip of the tongue; "daily" for working days is one.
  if (every === DAY) return (runs >= 3 && runs > 2 * times.length) || longest >= 7 * DAY
  if (weekdays !== undefined || days !== undefined) return false
  return shortest < every / 3 || longest > every * 2.2
}

function contradictsTimes({ every = DAY, timesADay, times }: TimeClaim, { hour, minute }: ClockSchedule): boolean {
  if (times.length === 0 || every < DAY || timesADay !== undefined) return false
  return !times.some((time) => runsAt(time, hour.values, minute.values))
}

/** A time without minutes is met by any minute of its hour: "2 AM" is true of 02:17. */
function runsAt({ hours, minute }: ClaimedTime, runHours: readonly number[], runMinutes: readonly number[]): boolean {
  return hours.some((hour) => runHours.includes(hour)) && (minute === undefined || runMinutes.includes(minute))
}

function contradictsDays({ weekdays, days }: TimeClaim, schedule: ClockSchedule): boolean {
  if (hasBothDayFields(schedule)) return false
  if (days !== undefined) return !days.some((day) => schedule.dayOfMonth.values.includes(day)) || schedule.dayOfMonth.values.length === 31
  return weekdays !== undefined && schedule.dayOfMonth.values.length === 31 && weekdays.join() !== schedule.dayOfWeek.values.join()
}

/** Seconds between neighbouring runs of one day. */
function gapsOfDay({ hour, minute }: ClockSchedule): ReadonlySet<number> {
  const times = hour.values.flatMap((h) => minute.values.map((m) => h * 3600 + m * 60))
  return new Set(times.slice(1).map((time, index) => time - times[index]))
}

const UTC = /^(?:UTC|GMT|Z|Etc\/UTC|Etc\/GMT|Zulu)$/

/** Without timeZone most controllers follow UTC: a sentence that says UTC is about them too. */
function sameZone(zones: readonly string[], timeZone: string | undefined): boolean {
  const own = timeZone ?? 'UTC'
  return zones.every((zone) => zone === own || (UTC.test(zone) && UTC.test(own)))
}
