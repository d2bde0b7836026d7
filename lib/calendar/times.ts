import { isKnownTimeZone } from '../schedule/index.ts'

/**
 * Times that come again and again, or once, as people write them. Walls are seconds that the clock of a zone shows, counted as if it were UTC: a time of day is
 * what the clock on the wall says, whether or not it is summer.
 */
export type Times =
  /** From `from` seconds after midnight of each of these weekdays (0 for Sunday) for `length` seconds. */
  | { readonly kind: 'weekly'; readonly weekdays: readonly number[]; readonly from: number; readonly length: number }
  /** From a date and time of every year to the next such date and time. */
  | { readonly kind: 'yearly'; readonly from: DateInYear; readonly until: DateInYear }
  | { readonly kind: 'once'; readonly from: number; readonly until: number }
  /** Two instants in Unix seconds: no zone matters. */
  | { readonly kind: 'instants'; readonly from: number; readonly until: number }

export interface DateInYear {
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  /** Seconds after midnight of that day; beyond a day for an end that is meant inclusively. */
  readonly seconds: number
}

export interface ZonedTimes {
  readonly text: string
  readonly times: Times
  readonly timeZone: string
}

/** The message says in one line what is wrong. */
export class TimesError extends Error {
  override readonly name = 'TimesError'
}

const DAY = 86_400
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const WEEKDAY = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?'
const TIME = '\\d\\d?:\\d\\d'
const DATE = '\\d{4}-\\d\\d-\\d\\d'
const TO = '\\s*(?:-|–|to|until)\\s*'
const INSTANT = `${DATE}[T ]\\d\\d:\\d\\d(?::\\d\\d)?(?:Z|[+-]\\d\\d:\\d\\d)`

type Reading = readonly [pattern: RegExp, read: (groups: readonly (string | undefined)[]) => Times]

const READINGS: readonly Reading[] = [
  [whole(`(${INSTANT})${TO}(${INSTANT})`), ([from, until]) => ({ kind: 'instants', from: instantOf(from), until: instantOf(until) })],
  [whole(`(${DATE})[T ](${TIME})${TO}(${TIME})`), ([date, from, until]) => once(wallOf(date) + timeOf(from), wallOf(date) + timeOf(until))],
  [
    whole(`(${DATE})(?:[T ](${TIME}))?${TO}(${DATE})(?:[T ](${TIME}))?`),
    ([from, at, until, end]) => once(wallOf(from) + timeOf(at), wallOf(until) + (end === undefined ? DAY : timeOf(end))),
  ],
  [whole(`(${DATE})`), ([date]) => once(wallOf(date), wallOf(date) + DAY)],
  [
    whole(`(?:yearly )?(\\d\\d-\\d\\d)(?: (${TIME}))?(?:${TO}(\\d\\d-\\d\\d)(?: (${TIME}))?)?`),
    ([from, at, until = from, end]) => ({ kind: 'yearly', from: dateOf(from, at, 0), until: dateOf(until, end, DAY) }),
  ],
  [whole(`(?:daily )?(${TIME})${TO}(${TIME})`), ([from, until]) => weekly([0, 1, 2, 3, 4, 5, 6], from, until)],
  [whole(`(?:weekly )?(${WEEKDAY}) (${TIME})${TO}(${WEEKDAY}) (${TIME})`), ([day, from, other, until]) => span(day, from, other, until)],
  [
    whole(`(?:weekly )?(${WEEKDAY}(?:(?:${TO}|\\s*,\\s*)${WEEKDAY})*)(?: (${TIME})${TO}(${TIME}))?`),
    ([days, from, until]) => weekly(weekdaysOf(days), from ?? '00:00', until ?? '24:00'),
  ],
]

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'i')
}

/**
 * Reads `daily 17:00-19:00`, `mon-fri 08:00-18:00`, `fri 22:00 - mon 06:00`, `sat,sun`, `12-24 - 01-02` (every year, the last day included), `2027-03-30 18:00 - 2027-04-02 08:00` and
 * two instants, with a time zone behind where it is not `otherwise`. Throws a TimesError.
 */
export function readTimes(text: string, otherwise: string): ZonedTimes {
  const words = text.trim().split(/\s+/)
  const last = words.at(-1) ?? ''
  const zone = /^(?:UTC$|[A-Za-z_]+\/)/.test(last) ? last : undefined
  if (zone !== undefined && !isKnownTimeZone(zone)) throw new TimesError(`'${text.trim()}': unknown time zone ${zone}`)
  const body = (zone === undefined ? words : words.slice(0, -1)).join(' ')
  for (const [pattern, read] of READINGS) {
    const match = pattern.exec(body)
    if (match) return { text: text.trim(), times: checked(text.trim(), read(match.slice(1))), timeZone: zone ?? otherwise }
  }
  throw new TimesError(
    `'${text.trim()}' is no time such as daily 17:00-19:00, fri 22:00 - mon 06:00, 12-24 - 01-02 or 2027-03-30 18:00 - 2027-04-02 08:00`,
  )
}

/** Several, separated by semicolons. */
export function readTimesList(text: string, otherwise: string): readonly ZonedTimes[] {
  return text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => readTimes(part, otherwise))
}

function checked(text: string, times: Times): Times {
  const numbers =
    times.kind === 'weekly'
      ? [times.from, times.length]
      : times.kind === 'yearly'
        ? [times.from.seconds, times.until.seconds]
        : [times.from, times.until]
  if (numbers.some(Number.isNaN)) throw new TimesError(`'${text}' names a date or time that does not exist`)
  if ((times.kind === 'once' || times.kind === 'instants') && times.until <= times.from)
    throw new TimesError(`'${text}' ends before it begins`)
  return times
}

function once(from: number, until: number): Times {
  return { kind: 'once', from, until }
}

/** An end that is not later than the beginning is one on the next day. */
function weekly(weekdays: readonly number[], from = '', until = ''): Times {
  const [start, end] = [timeOf(from), timeOf(until)]
  return { kind: 'weekly', weekdays, from: start, length: end > start ? end - start : end - start + DAY }
}

function span(day = '', from = '', other = '', until = ''): Times {
  const start = weekdayOf(day) * DAY + timeOf(from)
  const length = (((weekdayOf(other) * DAY + timeOf(until) - start) % (7 * DAY)) + 7 * DAY) % (7 * DAY)
  return { kind: 'weekly', weekdays: [weekdayOf(day)], from: timeOf(from), length: length === 0 ? 7 * DAY : length }
}

function weekdaysOf(text = ''): readonly number[] {
  const days = text.split(',').flatMap((part) => {
    const [first, last = first] = part.trim().split(new RegExp(TO, 'i')).map(weekdayOf)
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7)
  })
  return [...new Set(days)]
}

function weekdayOf(name: string): number {
  return NAMES.findIndex((known) => name.toLowerCase().startsWith(known))
}

/** Seconds after midnight, up to 24:00; NaN for a time that no clock shows. */
function timeOf(text = '00:00'): number {
  const [hours, minutes] = text.split(':').map(Number)
  return minutes > 59 || hours * 60 + minutes > 1_440 ? Number.NaN : hours * 3_600 + minutes * 60
}

/** Midnight of a date; NaN for a date that does not exist. */
function wallOf(date = ''): number {
  const wall = Date.parse(`${date}T00:00:00Z`) / 1000
  return Number.isNaN(wall) || !new Date(wall * 1000).toISOString().startsWith(date) ? Number.NaN : wall
}

function instantOf(text = ''): number {
  return Date.parse(text.replace(' ', 'T')) / 1000
}

function dateOf(date = '', time: string | undefined, otherwise: number): DateInYear {
  const [month, day] = date.split('-').map(Number)
  // A leap year has every date that there is.
  const exists = !Number.isNaN(wallOf(`2028-${date}`))
  return { month, day, seconds: exists ? (time === undefined ? otherwise : timeOf(time)) : Number.NaN }
}
