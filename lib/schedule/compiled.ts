import { dateOf, weekdayOf } from './civil.ts'
import type { Field } from './field.ts'
import { hasBothDayFields } from './never-runs.ts'
import type { ClockSchedule } from './parse-schedule.ts'

/** A schedule in the form in which it is searched. */
export interface Compiled {
  readonly minutes: Uint8Array
  readonly hours: Uint8Array
  readonly days: Uint8Array
  readonly months: Uint8Array
  readonly weekdays: Uint8Array
  /** Both day fields restricted: a day needs to match one of them only. */
  readonly either: boolean
  /** Seconds after local midnight of every run of a matching day, ascending. */
  readonly times: Int32Array
}

const compiled = new WeakMap<ClockSchedule, Compiled>()

export function compile(schedule: ClockSchedule): Compiled {
  const known = compiled.get(schedule)
  if (known) return known
  const { minute, hour, dayOfMonth, month, dayOfWeek } = schedule
  const result: Compiled = {
    minutes: setOf(minute, 60),
    hours: setOf(hour, 24),
    days: setOf(dayOfMonth, 32),
    months: setOf(month, 13),
    weekdays: setOf(dayOfWeek, 7),
    either: hasBothDayFields(schedule),
    times: Int32Array.from(hour.values.flatMap((h) => minute.values.map((m) => h * 3600 + m * 60))),
  }
  compiled.set(schedule, result)
  return result
}

function setOf({ values }: Field, size: number): Uint8Array {
  const set = new Uint8Array(size)
  for (const value of values) set[value] = 1
  return set
}

/** The day rule: day of month and day of week, or either of them when both are restricted. The month is not asked here. */
export function dayMatches({ days, weekdays, either }: Compiled, day: number, weekday: number): boolean {
  return either ? days[day] === 1 || weekdays[weekday] === 1 : days[day] === 1 && weekdays[weekday] === 1
}

/** The first matching day from `from` up to and without `until` (day numbers), or -1. Months that do not match are jumped over. */
export function nextMatchingDay(schedule: Compiled, from: number, until: number): number {
  let date = dateOf(from)
  let index = from
  while (index < until) {
    const { year, month, day } = date
    const length = daysIn(year, month)
    if (schedule.months[month] === 1) {
      for (let current = day; current <= length && index < until; current++, index++) {
        if (dayMatches(schedule, current, weekdayOf(index))) return index
      }
    } else index += length - day + 1
    date = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }
  }
  return -1
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
