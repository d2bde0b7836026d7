import type { ClockSchedule } from './parse-schedule.ts'
import { clock, evenStep, listed, spansOf, spelled } from './words.ts'

/** More times than this are told by their minutes and hours. */
const MOST_TIMES = 6

/** When on a day: `at 02:00`, `every 15 minutes from 08:00 to 17:45`, `hourly, at minute 0`. Both fields have values. */
export function describeTime({ minute, hour }: Pick<ClockSchedule, 'minute' | 'hour'>): string {
  const minutes = minute.values
  const hours = hour.values
  if (hours.length === 24) return everyHour(minutes)
  if (minutes.length === 1) return onceAnHour(minutes[0], hours)
  const step = minutes.length === 60 ? 1 : evenStep(minutes, 60)
  if (step !== undefined) return `${frequency(step)} ${between(hours, 0, minutes[minutes.length - 1])}`
  return hours.length * minutes.length <= MOST_TIMES ? atTimes(minutes, hours) : `at ${minutesOf(minutes)} past ${hoursOf(hours)}`
}

function everyHour(minutes: readonly number[]): string {
  if (minutes.length === 60) return frequency(1)
  const step = evenStep(minutes, 60)
  return step === undefined ? `hourly, at ${minutesOf(minutes)}` : frequency(step)
}

function onceAnHour(minute: number, hours: readonly number[]): string {
  const step = evenStep(hours, 24)
  if (step !== undefined && hours.length > 2) return `every ${step} hours, at minute ${minute}, beginning at ${clock(0, minute)}`
  if (hours.length > 2 && spansOf(hours).length === 1) return `hourly ${between(hours, minute, minute)}`
  return hours.length <= MOST_TIMES ? atTimes([minute], hours) : `at ${minutesOf([minute])} past ${hoursOf(hours)}`
}

function frequency(step: number): string {
  return step === 1 ? 'every minute' : `every ${step} minutes`
}

/** Each stretch of hours from its first run to its last: `from 08:00 to 11:45 and from 13:00 to 17:45`. */
function between(hours: readonly number[], first: number, last: number): string {
  return listed(spansOf(hours).map(([from, to]) => `from ${clock(from, first)} to ${clock(to, last)}`))
}

function atTimes(minutes: readonly number[], hours: readonly number[]): string {
  return `at ${listed(hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute))))}`
}

function minutesOf(minutes: readonly number[]): string {
  return `minute${minutes.length === 1 ? '' : 's'} ${spelled(minutes)}`
}

function hoursOf(hours: readonly number[]): string {
  return `hour${hours.length === 1 ? '' : 's'} ${spelled(hours)}`
}
