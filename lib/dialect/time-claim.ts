import { readClockTimes, type ClaimedTime } from './claimed-times.ts'
import { readWeekdays } from './claimed-weekdays.ts'

/** What a sentence of a human says about when a job runs. Only what is said plainly: everything else is left out. */
export interface TimeClaim {
  /** Seconds between runs: "every 4 hours", "hourly", "weekly". A day has 86,400, a week 7 days, a month 30, a year 365. */
  readonly every?: number
  /** Runs a day: "twice a day". */
  readonly timesADay?: number
  /** Times of day; empty where none is named, or only the bounds of a window. */
  readonly times: readonly ClaimedTime[]
  /** Days of the week, 0 for Sunday. */
  readonly weekdays?: readonly number[]
  /** Days of the month. */
  readonly days?: readonly number[]
  /** Names of time zones in the sentence, as written. */
  readonly zones: readonly string[]
}

export const HOUR = 3600
export const DAY = 86_400

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  other: 2,
  second: 2,
  third: 3,
}
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^sec/, 1],
  [/^min/, 60],
  [/^(?:hour|hr|h$)/, HOUR],
  [/^(?:day|night|morning|evening)/, DAY],
  [/^week/, 7 * DAY],
  [/^month/, 30 * DAY],
  [/^(?:quarter)/, 91 * DAY],
  [/^year/, 365 * DAY],
]
const ADVERBS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: DAY,
  nightly: DAY,
  weekly: 7 * DAY,
  monthly: 30 * DAY,
  quarterly: 91 * DAY,
  yearly: 365 * DAY,
  annually: 365 * DAY,
}

const EVERY =
  /\b(?:(?:every|each|once (?:every|per|an?))[\s-]+(?:(\d+|[a-z]+)[\s-]+|(\d+))?|all (\d+) )(seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|nights?|mornings?|evenings?|weeks?|months?|quarters?|years?)\b/
const HALF_HOUR = /\b(?:every|each)[\s-]+(?:half[\s-]+(?:an[\s-]+)?hour|half[\s-]+hourly)\b|\bhalf[\s-]hourly\b/
const TIMES_A_DAY = /\b(once|twice|thrice|\d+ times|(?:two|three|four|six) times)[\s-]+(?:(?:a|per|each|every)[\s-]day|daily)\b/
const ZONE =
  /\b(?:UTC|GMT|Z|[ECMP][SD]T|[ECMP]T|CES?T|EES?T|WES?T|MSK|IST|BST|JST|KST|SGT|HKT|A[EWC][SD]T|AES?T|NZ[SD]?T|BRT|local(?: time)?|[A-Z][a-z]+ time|[A-Z][a-z]+\/[A-Z][A-Za-z_]+)(?:\s?[+-]\d{1,2})?\b/g

/** The claim of one line of text, `undefined` where it makes none that is plain. */
export function readTimeClaim(text: string): TimeClaim | undefined {
  if (isHedged(text)) return undefined
  const lower = text.toLowerCase()
  const claim: TimeClaim = {
    ...frequencyOf(lower),
    times: readClockTimes(lower),
    ...defined('weekdays', readWeekdays(text)),
    ...defined('days', daysOf(lower)),
    zones: [...text.matchAll(ZONE)].map(([zone]) => zone),
  }
  const says = claim.every !== undefined || claim.timesADay !== undefined || claim.times.length > 0 || claim.weekdays || claim.days
  return says ? claim : undefined
}

/**
 * Sentences that are no plain claim about this schedule: conditions, plans, history, comparisons with other jobs, how long something is kept, another
 * expression, the legend of the fields.
 */
function isHedged(text: string): boolean {
  return (
    text.length > 110 ||
    /\b(?:if|unless|not|never|was|were|would|should|could|might|may|eventually|instead|except|but|rather|than|before|after|until|once the|when|while|within|default|e\.g|example|previously|originally|formerly|used to|todo|fixme|keep|keeps|retain|retention|older|expires?|ttl|timeout|takes|lasts|delay|offset|disabled?|suspend|temporar\w*|debug|test|min hour|last day|burst|seconds? field|day of (?:the )?week)\b/i.test(
      text,
    ) ||
    /schedule:\s*["'\d*@]|=>|->|crontab\.guru|\d+[-\s]*day[-\s]|(?:^|\s)(?:[\d*/,-]+\s+){4}[\d*/,-]+(?:\s|$)|[┌│└]|\(\d+\s*-\s*\d+\)|https?:/i.test(
      text,
    )
  )
}

function frequencyOf(text: string): Pick<TimeClaim, 'every' | 'timesADay'> {
  if (HALF_HOUR.test(text)) return { every: HOUR / 2 }
  const many = TIMES_A_DAY.exec(text)
  if (many) return { timesADay: { once: 1, twice: 2, thrice: 3 }[many[1]] ?? numberOf(many[1].split(' ')[0]) }
  const every = EVERY.exec(text)
  if (every) {
    const count = numberOf(every[1] ?? every[2] ?? every[3] ?? '1')
    const unit = UNITS.find(([pattern]) => pattern.test(every[4]))?.[1]
    return count !== undefined && unit !== undefined ? { every: count * unit } : {}
  }
  const adverb = /\b(hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually)\b/.exec(text)
  return adverb ? { every: ADVERBS[adverb[1]] } : {}
}

function numberOf(word: string): number | undefined {
  return /^\d+$/.test(word) ? Number(word) : NUMBERS[word]
}

/** "the 15th of the month", "first day of every month". */
function daysOf(text: string): readonly number[] | undefined {
  const month =
    /\b(?:on |the )*(first|\d{1,2}(?:st|nd|rd|th))(?: day)?(?: of(?: the| each| every| a)? month| each month| every month)\b/.exec(text)
  if (!month) return undefined
  return [month[1] === 'first' ? 1 : Number.parseInt(month[1], 10)]
}

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V })
}
