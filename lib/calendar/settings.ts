import { isKnownTimeZone } from '../schedule/index.ts'
import { readTimesList, TimesError, type ZonedTimes } from './times.ts'

/** What a repository's config says of the calendar, as written. */
export interface CalendarConfig {
  readonly blackouts?: readonly BlackoutConfig[]
  /** Names of CronJobs (`namespace/name`, `*` for any text) that never run together, by the name of what they share. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  readonly conflicts?: ConflictsConfig
}

/** Times at which no job of some kind may run. */
export interface BlackoutConfig {
  readonly name: string
  /** `daily 17:00-19:00`, `fri 22:00 - mon 06:00`, `12-24 - 01-02`, `2027-03-30 18:00 - 2027-04-02 08:00`: one or several. */
  readonly when: string | readonly string[]
  /** Of the clock that shows these times; UTC without it. */
  readonly timeZone?: string
  /** Names of namespaces, `*` for any text; all without it. */
  readonly namespaces?: readonly string[]
  /** Labels that the CronJob must have, with these values (`*` for any). */
  readonly labels?: Readonly<Record<string, string>>
  /** Names of clusters; all without it. */
  readonly clusters?: readonly string[]
}

/** What counts as a conflict only because the config says so: each would accuse jobs that share without harm. */
export interface ConflictsConfig {
  /** CronJobs that use the same Secret run one after the other. */
  readonly sharedSecrets?: boolean
  /** CronJobs that name the same database host run one after the other. */
  readonly databaseHosts?: boolean
}

/** The same, read: `settingsOf` makes it. */
export interface CalendarSettings {
  readonly blackouts: readonly Blackout[]
  readonly groups: readonly Group[]
  readonly conflicts: ConflictsConfig
}

export interface Blackout extends Omit<BlackoutConfig, 'when' | 'timeZone' | 'namespaces'> {
  readonly times: readonly ZonedTimes[]
  readonly inNamespace: (namespace: string) => boolean
}

export interface Group {
  readonly name: string
  readonly has: (job: string) => boolean
}

export const NO_SETTINGS: CalendarSettings = { blackouts: [], groups: [], conflicts: {} }

/** Reads the calendar's part of a config. Throws a TimesError (or a RangeError for an unknown zone) of one line. */
export function settingsOf({ blackouts = [], groups = {}, conflicts = {} }: CalendarConfig): CalendarSettings {
  if (blackouts.length === 0 && Object.keys(groups).length === 0 && Object.keys(conflicts).length === 0) return NO_SETTINGS
  return {
    blackouts: blackouts.map(blackoutOf),
    groups: Object.entries(groups).map(([name, members]) => ({ name, has: matcher(members.map(withNamespace)) })),
    conflicts,
  }
}

function blackoutOf({ when, timeZone = 'UTC', namespaces, ...rest }: BlackoutConfig): Blackout {
  if (!isKnownTimeZone(timeZone)) throw new TimesError(`unknown time zone ${timeZone}`)
  const times = (typeof when === 'string' ? [when] : when).flatMap((text) => readTimesList(text, timeZone))
  return { ...rest, times, inNamespace: namespaces === undefined ? () => true : matcher(namespaces) }
}

/** Names without a namespace mean the namespace `default`, as kubectl does. */
function withNamespace(name: string): string {
  return name.includes('/') ? name : `default/${name}`
}

/** `*` stands for any text, also across a slash. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  const expressions = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .split('*')
          .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
          .join('.*')}$`,
      ),
  )
  return (text) => expressions.some((expression) => expression.test(text))
}
