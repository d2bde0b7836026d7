import { parseSchedule, type ClockSchedule, type Schedule } from '../../lib/schedule/index.ts'

/** The schedule, or nothing: what the API refuses is told by `invalid-schedule`. */
export function legalSchedule(expression: string | undefined): Schedule | undefined {
  if (expression === undefined) return undefined
  try {
    return parseSchedule(expression)
  } catch {
    return undefined
  }
}

/** The schedule on the clock, or nothing: intervals have other rules. */
export function clockSchedule(expression: string | undefined): ClockSchedule | undefined {
  const schedule = legalSchedule(expression)
  return schedule?.kind === 'clock' ? schedule : undefined
}

/** The five texts of an expression; nothing for a descriptor. */
export function fieldTexts(expression: string): readonly string[] | undefined {
  const fields = expression.trim().split(/\s+/)
  return fields.length === 5 ? fields : undefined
}

/** How far rules look ahead, in seconds: as far as the controller's own search. */
export const FIVE_YEARS = 5 * 366 * 86_400
