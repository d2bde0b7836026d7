import { hasBothDayFields } from './never-runs.ts'
import type { ClockSchedule } from './parse-schedule.ts'
import { MONTH_NAMES, spelled, WEEKDAY_NAMES } from './words.ts'

/** On which days: nothing where it is every day, else `on Monday to Friday`, `on day 1 of the month, or on any Monday, in June`. */
export function describeDays(schedule: ClockSchedule): string {
  const { dayOfMonth, month, dayOfWeek } = schedule
  const months = month.values.length === 12 ? [] : [`in ${spelled(month.values, monthName)}`]
  // With both day fields restricted a day needs to match one of them only: "or", never "and".
  if (hasBothDayFields(schedule))
    return [`${ofMonth(dayOfMonth.values)}, or ${anyOfWeek(dayOfWeek.values)},`, ...months].join(' ').replace(/,$/, '')
  const days = [
    ...(dayOfMonth.values.length === 31 ? [] : [ofMonth(dayOfMonth.values)]),
    ...(dayOfWeek.values.length === 7 ? [] : [`on ${spelled(dayOfWeek.values, weekdayName)}`]),
  ]
  return [...days, ...months].join(' ')
}

function ofMonth(days: readonly number[]): string {
  if (days.length === 0) return 'on no day of the month'
  if (days.length === 31) return 'on any day of the month'
  return `on day${days.length === 1 ? '' : 's'} ${spelled(days)} of the month`
}

function anyOfWeek(weekdays: readonly number[]): string {
  if (weekdays.length === 0) return 'on no day of the week'
  return weekdays.length === 7 ? 'on any day of the week' : `on any ${spelled(weekdays, weekdayName)}`
}

function monthName(month: number): string {
  return MONTH_NAMES[month - 1]
}

function weekdayName(weekday: number): string {
  return WEEKDAY_NAMES[weekday]
}
