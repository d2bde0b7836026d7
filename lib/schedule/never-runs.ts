import type { ClockSchedule, Schedule } from './parse-schedule.ts'

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a schedule that no date ever satisfies: `0 0 31 2 *`, or a field of commas only. */
export function neverRuns(schedule: Schedule): boolean {
  if (schedule.kind === 'interval') return false
  const { minute, hour, month, dayOfMonth, dayOfWeek } = schedule
  if (minute.values.length === 0 || hour.values.length === 0 || month.values.length === 0) return true
  const comes = month.values.some((value) => dayOfMonth.values.some((day) => day <= LONGEST_MONTH[value - 1]))
  return hasBothDayFields(schedule) ? !comes && dayOfWeek.values.length === 0 : !comes || dayOfWeek.values.length === 0
}

/** True where neither day field is a star: then a day needs to match only one of them (OR). */
export function hasBothDayFields({ dayOfMonth, dayOfWeek }: ClockSchedule): boolean {
  return !dayOfMonth.star && !dayOfWeek.star
}
