export { parseSchedule, type ClockSchedule, type IntervalSchedule, type Schedule } from './parse-schedule.ts'
export type { Field } from './field.ts'
export { ScheduleError } from './schedule-error.ts'
export { isKnownTimeZone, knownTimeZones } from './time-zone.ts'
