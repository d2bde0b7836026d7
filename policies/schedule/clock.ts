import { parseSchedule, type ClockSchedule } from '../../lib/schedule/index.ts'

/** The schedule on the clock, or nothing: intervals have other rules, and what the API refuses is told by `invalid-schedule`. */
export function clockSchedule(expression: string | undefined): ClockSchedule | undefined {
  if (expression === undefined) return undefined
  try {
    const schedule = parseSchedule(expression)
    return schedule.kind === 'clock' ? schedule : undefined
  } catch {
    return undefined
  }
}

/** The five texts of an expression; nothing for a descriptor. */
export function fieldTexts(expression: string): readonly string[] | undefined {
  const fields = expression.trim().split(/\s+/)
  return fields.length === 5 ? fields : undefined
}
