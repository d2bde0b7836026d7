import { describeDays } from './describe-day.ts'
import { describeTime } from './describe-time.ts'
import type { Field } from './field.ts'
import { neverRuns } from './never-runs.ts'
import type { ClockSchedule, Schedule } from './parse-schedule.ts'
import { lasting, MONTH_NAMES, spelled, WEEKDAY_NAMES } from './words.ts'

/**
 * A schedule in plain English, true for Kubernetes: `0 0 13 * 5` is "at 00:00 on day 13 of the month, or on any Friday", and a step of 90 minutes is
 * "hourly, at minute 0". Every sentence says exactly the sets of values of the schedule: nothing is rounded, and OR is never told as AND.
 */
export function describe(schedule: Schedule): string {
  const zone = schedule.timeZone === undefined ? '' : ` in ${schedule.timeZone === '' ? 'UTC' : schedule.timeZone}`
  if (schedule.kind === 'interval') return `every ${lasting(schedule.seconds)}, counted from the last run and not by the clock`
  const empty = emptyFields(schedule)
  if (empty.length > 0) return `never: no ${empty.join(' and no ')} is given (${fieldByField(schedule)})${zone}`
  const days = describeDays(schedule)
  const time = describeTime(schedule)
  const sentence = days === '' ? `${time}${time.startsWith('at') ? ' every day' : ''}` : `${time} ${days}`
  return `${sentence}${zone}${neverRuns(schedule) ? ': a date that never comes' : ''}`
}

/** The fields that match nothing, where that leaves no day and no time at all. */
function emptyFields(schedule: ClockSchedule): readonly string[] {
  return neverRuns(schedule) ? FIELD_WORDS.filter(({ field }) => schedule[field].values.length === 0).map(({ name }) => name) : []
}

/** One field in words, for the explanation field by field. `name` gives a value its name. */
export function describeField({ values }: Field, { name, size, nameOf }: FieldWords): string {
  if (values.length === 0) return `no ${name}`
  return values.length === size ? `every ${name}` : `${name} ${spelled(values, nameOf)}`
}

export interface FieldWords {
  readonly field: 'minute' | 'hour' | 'dayOfMonth' | 'month' | 'dayOfWeek'
  readonly name: string
  /** How many values the field can have. */
  readonly size: number
  readonly nameOf?: (value: number) => string
}

/** The five fields in their order. */
export const FIELD_WORDS: readonly FieldWords[] = [
  { field: 'minute', name: 'minute', size: 60 },
  { field: 'hour', name: 'hour', size: 24 },
  { field: 'dayOfMonth', name: 'day of the month', size: 31 },
  { field: 'month', name: 'month', size: 12, nameOf: (month) => MONTH_NAMES[month - 1] },
  { field: 'dayOfWeek', name: 'day of the week', size: 7, nameOf: (weekday) => WEEKDAY_NAMES[weekday] },
]

function fieldByField(schedule: ClockSchedule): string {
  return FIELD_WORDS.map((words) => describeField(schedule[words.field], words)).join('; ')
}
