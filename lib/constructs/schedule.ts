import { isKnownTimeZone, neverRuns, parseSchedule, type Schedule as ParsedSchedule } from '../schedule/index.ts'
import { createHash } from 'node:crypto'
import type { IConstruct } from 'constructs'
import { refuse } from './refuse.ts'
import { runInYear } from './run-instant.ts'
import type { CronLiteral } from './cron-literal.ts'

/** A time of day in 24 hours: `02:00`. */
export type TimeOfDay = `${number}:${number}`

export type Weekday = 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'

const WEEKDAYS: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/**
 * When a job runs, said in words and checked at once: an expression that Kubernetes refuses, or that never comes, does not get as far as a manifest.
 * The zone is explicit; Etc/UTC is the one in which no run is ever skipped or doubled.
 */
export class Schedule {
  /** The expression as it goes into `spec.schedule`. */
  readonly expression: string
  /** The IANA zone as it goes into `spec.timeZone`. */
  readonly timeZone: string
  readonly parsed: ParsedSchedule
  /** For a one-time run: its instant in Unix seconds. Cron has no years; what runs in another year ends at once without doing anything. */
  readonly onlyAt: number | undefined

  private constructor(expression: string, timeZone: string, year?: number) {
    this.expression = expression
    this.timeZone = timeZone
    this.parsed = read(expression)
    if (!isKnownTimeZone(timeZone))
      refuse('timeZone', 'a name of the IANA database in exactly this case', 'the API server accepts it', timeZone)
    if (neverRuns(this.parsed))
      refuse('schedule', 'a schedule that some date matches', 'the job runs at all; to switch it off set suspend', expression)
    this.onlyAt = year === undefined ? undefined : runInYear(this.parsed, timeZone, year)
    if (year !== undefined && this.onlyAt === undefined)
      refuse('at', 'a time that exists', 'the run is not skipped by a change of clocks', `${expression} of ${year}`)
  }

  /** Once a day. */
  static daily({ at, timeZone }: { readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    const { hour, minute } = timeOf(at)
    return new Schedule(`${minute} ${hour} * * *`, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Monday to Friday. */
  static weekdays({ at, timeZone }: { readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    const { hour, minute } = timeOf(at)
    return new Schedule(`${minute} ${hour} * * 1-5`, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Once a week. */
  static weekly({ on, at, timeZone }: { readonly on: Weekday; readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    const { hour, minute } = timeOf(at)
    return new Schedule(`${minute} ${hour} * * ${WEEKDAYS.indexOf(on)}`, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Once a month, on a day that every month has. */
  static monthly({ day, at, timeZone }: { readonly day: number; readonly at: TimeOfDay; readonly timeZone?: string }): Schedule {
    if (!Number.isInteger(day) || day < 1 || day > 28) refuse('day', 'from 1 to 28', 'no month is skipped', day)
    const { hour, minute } = timeOf(at)
    return new Schedule(`${minute} ${hour} ${day} * *`, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** Every so often, where cron can say it evenly: `15m`, `2h`. Refuses `45m` and `5h`, whose last gap would be shorter. */
  static every(interval: `${number}m` | `${number}h`): Schedule {
    const count = Number(interval.slice(0, -1))
    const [size, unit] = interval.endsWith('m') ? [60, 'minutes'] : [24, 'hours']
    if (!Number.isInteger(count) || count < 1 || size % count !== 0) {
      const even = Array.from({ length: size }, (_, index) => index + 1).filter((step) => size % step === 0)
      refuse('interval', `one of ${even.join(', ')} ${unit}`, 'all gaps are equal: a step starts anew with every hour and day', interval)
    }
    if (unit === 'minutes') return new Schedule(count === 60 ? '0 * * * *' : `*/${count} * * * *`, DEFAULT_TIME_ZONE)
    return new Schedule(count === 24 ? '0 0 * * *' : `0 */${count} * * *`, DEFAULT_TIME_ZONE)
  }

  /**
   * Once a day at a minute between two times that the construct's path decides: jobs spread over the window, and each keeps its minute for ever.
   */
  static between(
    from: TimeOfDay,
    until: TimeOfDay,
    { scope, timeZone }: { readonly scope: IConstruct; readonly timeZone?: string },
  ): Schedule {
    const [start, end] = [from, until].map((time) => timeOf(time).hour * 60 + timeOf(time).minute)
    if (end <= start) refuse('until', `later than ${from}`, 'there is a minute between the two', until)
    const minute = start + (createHash('sha256').update(scope.node.path).digest().readUInt32BE(0) % (end - start))
    return new Schedule(`${minute % 60} ${Math.floor(minute / 60)} * * *`, timeZone ?? DEFAULT_TIME_ZONE)
  }

  /** One run at a time of a date, `2027-03-31T10:00`. It does not come again a year later. */
  static once(at: string, { timeZone }: { readonly timeZone?: string } = {}): Schedule {
    const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(at)
    if (!match) return refuse('at', 'a time such as 2027-03-31T10:00', 'it can be read', at)
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
  try {
    const parsed = parseSchedule(expression)
    if (parsed.timeZone !== undefined)
      refuse('schedule', 'without TZ=', 'the API server accepts it: the zone is a prop of its own', expression)
    return parsed
  } catch (error) {
    if ((error as Error).name !== 'ScheduleError') throw error
    return refuse('schedule', 'an expression that Kubernetes reads', `the API server accepts it: ${(error as Error).message}`, expression)
  }
}

function timeOf(at: string): { readonly hour: number; readonly minute: number } {
  const match = /^(\d\d?):(\d\d)$/.exec(at)
  const hour = Number(match?.[1])
  const minute = Number(match?.[2])
  if (!match || hour > 23 || minute > 59) refuse('at', 'a time from 00:00 to 23:59', 'there is such a minute', at)
  return { hour, minute }
}
