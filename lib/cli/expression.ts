import { diagnoseExpression } from '../dialect/index.ts'
import { isKnownTimeZone, knownTimeZones, parseSchedule, ScheduleError, type Schedule } from '../schedule/index.ts'
import { nearest } from './nearest.ts'
import { UsageError } from './usage-error.ts'

/** Text of the command line in messages: one line, and never a page of it. */
export function shown(expression: string): string {
  const quoted = JSON.stringify(expression).slice(1, -1).replaceAll('\\"', '"')
  return `'${quoted.length > 80 ? `${quoted.slice(0, 77)}...` : quoted}'`
}

/** What Kubernetes says of an expression that it refuses, where, and what its author may have meant: one line. */
export function refusal(expression: string, error: ScheduleError): string {
  const diagnosis = diagnoseExpression(expression)
  const meant = diagnosis
    ? `; ${diagnosis.why}${diagnosis.schedule === undefined ? '' : diagnosis.exact ? `: write "${diagnosis.schedule}"` : `: perhaps "${diagnosis.schedule}"`}`
    : ''
  return `${shown(expression)}: column ${error.column + 1}: ${oneLine(error.message)}${meant}`
}

/** Reads an expression of the command line. Throws a UsageError with the column of the fault. */
export function readExpression(expression: string): Schedule {
  try {
    return parseSchedule(expression)
  } catch (error) {
    if (error instanceof ScheduleError) throw new UsageError(refusal(expression, error))
    throw error
  }
}

/** Checks `--time-zone`. Throws a UsageError that names the zone which is meant. */
export function readTimeZone(timeZone: string | undefined): string | undefined {
  if (timeZone === undefined || isKnownTimeZone(timeZone)) return timeZone
  const guess = nearest(timeZone, knownTimeZones())
  throw new UsageError(`--time-zone: ${shown(timeZone)} is no time zone that Kubernetes knows${guess ? `, did you mean '${guess}'?` : ''}`)
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ')
  return line.length > 160 ? `${line.slice(0, 157)}...` : line
}
