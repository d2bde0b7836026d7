import type { ClockSchedule } from './parse-schedule.ts'
import { MONTH_NAMES } from './words.ts'

const COMMON_YEAR = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export interface MonthsWithoutRun {
  /** English names of the months that the schedule names and in which none of its days exists. */
  readonly never: readonly string[]
  /** February is named, and of its days only the 29th. */
  readonly leapYearsOnly: boolean
}

/** Months of a schedule without a single run because its days of the month do not exist in them. A day of the week, alone or beside, comes in every month. */
export function monthsWithoutRun({ dayOfMonth, month, dayOfWeek }: ClockSchedule): MonthsWithoutRun {
  const first = dayOfMonth.values[0]
  if (first === undefined || !dayOfWeek.star) return { never: [], leapYearsOnly: false }
  const leapYearsOnly = first === 29 && month.values.includes(2)
  const never = month.values.filter((value) => first > COMMON_YEAR[value - 1] && !(leapYearsOnly && value === 2))
  return { never: never.length === month.values.length ? [] : never.map((value) => MONTH_NAMES[value - 1]), leapYearsOnly }
}
