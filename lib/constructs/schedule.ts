import { isKnownTimeZone, neverRuns, parseSchedule, type Schedule as ParsedSchedule } from '../schedule/index.ts'
import { refuse } from './refuse.ts'
import { runInYear } from './run-instant.ts'
import { minuteFor, type Window } from './stable-minute.ts'
import type { CronLiteral } from './cron-literal.ts'

/** A time of day in 24 hours: `02:00`. */
export type TimeOfDay = `${number}:${number}`

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * When a job runs, said in words and checked at once: an expression that Kubernetes refuses, or that never comes, does not get as far as a manifest.
 * The zone is explicit; Etc/UTC is the one in which no run is ever skipped or doubled.
 *
 * @example
 * import { Schedule } from 'cronwright/constructs'
 *
 * Schedule.daily({ at: '02:15', timeZone: 'Europe/Berlin' })
 * Schedule.weekdays({ at: '09:00' })
 * Schedule.weekly({ on: 'sunday', at: '04:00' })
 * Schedule.monthly({ day: 1, at: '07:00' })
 * Schedule.every('30m')
 * Schedule.between('01:00', '05:00') // each job its own minute
 * Schedule.once('2027-01-15T10:00')
 * Schedule.cron('0 8-17 * * 1-5')
 */
export class Schedule {
  /** The IANA zone as it goes into `spec.timeZone`. */
  readonly timeZone: string
  /** For a one-time run: its instant in Unix seconds. Cron has no years; what runs in another year ends at once without doing anything. */
  readonly onlyAt: number | undefined
  readonly #clock: { readonly expression: string; readonly parsed: ParsedSchedule } | Window

  private constructor(clock: string | Window, timeZone: string, year?: number) {
    this.timeZone = timeZone
    if (!isKnownTimeZone(timeZone))
      refuse('timeZone', 'a name of the IANA database in exactly this case', 'the API server accepts it', timeZone)
    this.#clock = typeof clock === 'string' ? { expression: clock, parsed: read(clock) } : clock
    this.onlyAt = year === undefined ? undefined : runInYear(this.parsed, timeZone, year)
    if (year !== undefined && this.onlyAt === undefined)
      refuse('at', 'a time that exists', 'the run is not skipped by a change of clocks', `${this.expression} of ${year}`)
  }

  /** The expression as it goes into `spec.schedule`. */
  get expression(): string {
    return this.#decided().expression
  }

  get parsed(): ParsedSchedule {
    return this.#decided().parsed
  }

  #decided(): { readonly expression: string; readonly parsed: ParsedSchedule } {
    if ('parsed' in this.#clock) return this.#clock
    return refuse('schedule', 'taken by a construct', 'the path of the construct decides the minute', 'between two times')
  }

  /** The schedule of the construct at this path: the same one, except for `between`, whose minute the path decides. */
  at(path: string): Schedule {
    return 'parsed' in this.#clock ? this : new Schedule(daily(minuteFor(path, this.#clock, this.timeZone)), this.timeZone)
  }

  /** Once a day. */
  static daily({ at, timeZone }: { readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    return new Schedule(daily(minuteOf('at', at)), timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Monday to Friday. */
  static weekdays({ at, timeZone }: { readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    return new Schedule(daily(minuteOf('at', at), '* * 1-5'), timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Once a week. */
  static weekly({ on, at, timeZone }: { readonly on: Weekday; readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    const day = WEEKDAYS.indexOf(on)
    if (day < 0) refuse('on', 'a day from sunday to saturday, in English and lower case', 'there is such a day', on)
    return new Schedule(daily(minuteOf('at', at), `* * ${day}`), timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Once a month, on a day that every month has. */
  static monthly({ day, at, timeZone }: { readonly day: number; readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    if (!Number.isInteger(day) || day < 1 || day > 28) refuse('day', 'from 1 to 28', 'no month is skipped', day)
    return new Schedule(daily(minuteOf('at', at), `${day} * *`), timeZone ?? DEFAULT_TIME_ZONE)
  }

  /**
   * Every so often, where cron can say it evenly: `15m`, `2h`. Refuses `45m` and `5h`, whose last gap would be shorter. Days are counted in Etc/UTC, so that the gaps are
   * equal on the days on which clocks change too.
   */
  static every(interval: `${number}m` | `${number}h`): Schedule {
    const unit = interval.endsWith('h') ? 'h' : 'm'
    const count = Number(/^(\d+)[mh]$/.exec(interval)?.[1] ?? 0)
    const size = unit === 'h' ? 24 : 60
    if (count < 1 || size % count !== 0) {
      const even = Array.from({ length: size }, (_, index) => index + 1).filter((step) => size % step === 0)
      refuse(
        'interval',
        `one of ${even.join(', ')} ${unit === 'h' ? 'hours' : 'minutes'}`,
        'all gaps are equal: a step starts anew with every hour and day',
        interval,
      )
    }
    if (count === size) return new Schedule(unit === 'm' ? '0 * * * *' : '0 0 * * *', DEFAULT_TIME_ZONE)
    const step = count === 1 ? '*' : `*/${count}`
    return new Schedule(unit === 'm' ? `${step} * * * *` : `0 ${step} * * *`, DEFAULT_TIME_ZONE)
  }

  /**
   * Once a day at a minute between two times that the construct's path decides: jobs spread over the window, and each keeps its minute for ever. A minute that a change of
   * clocks skips or doubles is left out.
   */
  static between(from: TimeOfDay, until: TimeOfDay, { timeZone }: { readonly timeZone?: string } = {}): Schedule {
    const [start, end] = [minuteOf('from', from), minuteOf('until', until)]
    if (end <= start) refuse('until', `later than ${from}`, 'there is a minute between the two', until)
    return new Schedule({ start, end }, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /**
   * One run at a time of a date, `2027-03-31T10:00`. It does not come again a year later: what the controller starts in another year ends at once. `2027-03-31T10:00Z` is a
   * time in UTC.
   */
  static once(at: string, { timeZone }: { readonly timeZone?: string } = {}): Schedule {
    const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::00)?(Z?)$/.exec(at)
    if (!match) return refuse('at', 'a time such as 2027-03-31T10:00', 'it can be read', at)
    if (match[6] === 'Z' && timeZone !== undefined)
      refuse('timeZone', 'absent beside a time that ends in Z', 'one of the two says the zone', timeZone)
    const [year, month, day, hour, minute] = match.slice(1).map(Number)
    return new Schedule(`${minute} ${hour} ${day} ${month} *`, timeZone ?? DEFAULT_TIME_ZONE, year)
  }

  /** Any expression that Kubernetes takes. A literal is checked as it is typed: five fields of legal characters. */
  static cron<Expression extends string>(expression: CronLiteral<Expression>, { timeZone }: { readonly timeZone?: string } = {}): Schedule {
    return new Schedule(expression as string, timeZone ?? DEFAULT_TIME_ZONE)
  }
}

/** No daylight saving: no run is ever skipped or doubled. */
export const DEFAULT_TIME_ZONE = 'Etc/UTC'

function read(expression: string): ParsedSchedule {
  const parsed = readSyntax(expression)
  if (parsed.timeZone !== undefined)
    refuse('schedule', 'without TZ=', 'the API server accepts it: the zone is a prop of its own', expression)
  if (neverRuns(parsed))
    refuse('schedule', 'a schedule that some date matches', 'the job runs at all; to switch it off set suspend', expression)
  return parsed
}

function readSyntax(expression: string): ParsedSchedule {
  try {
    return parseSchedule(expression)
  } catch (error) {
    if ((error as Error).name !== 'ScheduleError') throw error
    return refuse('schedule', 'an expression that Kubernetes reads', `the API server accepts it: ${(error as Error).message}`, expression)
  }
}

/** The minute of a day. */
function minuteOf(property: string, at: string): number {
  const match = /^(\d\d?):(\d\d)$/.exec(at)
  const hour = Number(match?.[1])
  const minute = Number(match?.[2])
  if (!match || hour > 23 || minute > 59) refuse(property, 'a time from 00:00 to 23:59', 'there is such a minute', at)
  return hour * 60 + minute
}

function daily(minute: number, days = '* * *'): string {
  return `${minute % 60} ${Math.floor(minute / 60)} ${days}`
}
