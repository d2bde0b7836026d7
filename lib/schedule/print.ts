import type { Field } from './field.ts'
import type { Schedule } from './parse-schedule.ts'
import { evenStep, spansOf } from './words.ts'

const SIZES = [60, 24, 31, 12, 7] as const

/** A schedule as the shortest plain expression that means the same: parsed again it has the same values and the same day rule. */
export function printSchedule(schedule: Schedule): string {
  const zone = schedule.timeZone === undefined ? '' : `TZ=${schedule.timeZone} `
  if (schedule.kind === 'interval') return `${zone}@every ${schedule.seconds}s`
  const { minute, hour, dayOfMonth, month, dayOfWeek } = schedule
  return zone + [minute, hour, dayOfMonth, month, dayOfWeek].map((field, index) => printField(field, index)).join(' ')
}

function printField({ values, star }: Field, index: number): string {
  if (star) return '*'
  if (values.length === 0) return ','
  // Only minutes and hours begin with 0 and have even steps; a full set without its star stays a range, for the day rule asks.
  const step = index < 2 ? evenStep(values, SIZES[index]) : undefined
  if (step !== undefined && step > 1 && values.length > 2) return `*/${step}`
  return spansOf(values)
    .map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from},${to}` : `${from}-${to}`))
    .join()
}
