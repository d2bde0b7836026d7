import { parseGoDuration } from './duration.ts'
import { FIELDS, parseField, type Field } from './field.ts'
import { ScheduleError } from './schedule-error.ts'
import { isLoadableTimeZone } from './time-zone.ts'

/** A schedule on the clock: five sets of values. */
export interface ClockSchedule {
  readonly kind: 'clock'
  readonly expression: string
  readonly minute: Field
  readonly hour: Field
  readonly dayOfMonth: Field
  readonly month: Field
  readonly dayOfWeek: Field
  /** From a `TZ=` prefix, which the API server refuses from 1.29 on. */
  readonly timeZone?: string
}

/** `@every`: a pure interval without a place on the clock. */
export interface IntervalSchedule {
  readonly kind: 'interval'
  readonly expression: string
  /** Whole seconds, at least 1. */
  readonly seconds: number
  readonly timeZone?: string
}

export type Schedule = ClockSchedule | IntervalSchedule

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
])

/** Go's `unicode.IsSpace`: not JavaScript's `\s`, which has U+FEFF and lacks U+0085. */
const SPACE = '\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const FIELD_TEXTS = new RegExp(`[^${SPACE}]+`, 'g')
const OUTER_SPACE = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'g')
const LONGEST = 10_000

/**
 * Reads an expression exactly as robfig/cron v3.0.1's standard parser, the one inside Kubernetes, does.
 * Throws a ScheduleError with the library's reason and the column of the fault.
 */
export function parseSchedule(expression: string): Schedule {
  let known = remembered.get(expression)
  if (known === undefined) {
    known = parsed(expression)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(expression, known)
  }
  if (known instanceof ScheduleError) throw known
  return known
}

/** A CronJob's expression is read by the verdict and by a dozen rules, also one that is refused; fleets share expressions too. */
const remembered = new Map<string, Schedule | ScheduleError>()
const MOST_REMEMBERED = 4096

function parsed(expression: string): Schedule | ScheduleError {
  try {
    return parse(expression)
  } catch (error) {
    if (error instanceof ScheduleError) return error
    throw error
  }
}

function parse(expression: string): Schedule {
  if (expression === '') throw new ScheduleError('empty spec string', 0)
  if (expression.length > LONGEST) throw new ScheduleError(`longer than ${LONGEST} characters`, LONGEST)
  const zoned = /^(?:CRON_)?TZ=/.exec(expression)
  if (!zoned) return parseBody(expression, expression, 0)
  const space = expression.indexOf(' ')
  // Here the library itself crashes; newer servers report an invalid value.
  if (space < 0) throw new ScheduleError('invalid schedule format: nothing follows the time zone', 0)
  const timeZone = expression.slice(zoned[0].length, space)
  if (!isLoadableTimeZone(timeZone))
    throw new ScheduleError(`provided bad location ${timeZone}: unknown time zone ${timeZone}`, zoned[0].length)
  const rest = expression.slice(space)
  const body = rest.replace(OUTER_SPACE, '')
  return { ...parseBody(body, expression, space + Math.max(0, rest.indexOf(body))), timeZone }
}

function parseBody(body: string, expression: string, column: number): Schedule {
  if (body.startsWith('@')) return parseDescriptor(body, expression, column)
  const fields = [...body.matchAll(FIELD_TEXTS)]
  if (fields.length !== 5) {
    throw new ScheduleError(
      `expected exactly 5 fields, found ${fields.length}: [${fields.map(([text]) => text).join(' ')}]`,
      column + (fields[5]?.index ?? 0),
    )
  }
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields.map((match, index) =>
    parseField(match[0], FIELDS[index], column + match.index),
  )
  return { kind: 'clock', expression, minute, hour, dayOfMonth, month, dayOfWeek }
}

function parseDescriptor(body: string, expression: string, column: number): Schedule {
  const fields = DESCRIPTORS.get(body)
  if (fields !== undefined) return parseBody(fields, expression, column)
  if (!body.startsWith('@every ')) throw new ScheduleError(`unrecognized descriptor: ${body}`, column)
  const nanoseconds = parseGoDuration(body.slice(7), body, column + 7)
  const seconds = nanoseconds / 1_000_000_000n
  return { kind: 'interval', expression, seconds: seconds < 1n ? 1 : Number(seconds) }
}
