import { nameOf, type Cluster, type CronJob } from '../fleet/index.ts'
import type { Entry } from './timetable.ts'
import { NO_SETTINGS, type CalendarSettings } from './settings.ts'
import { stretchesOfTimes } from './stretches.ts'
import { readTimesList, TimesError, type ZonedTimes } from './times.ts'
import { indexAtOrAfter, type Runs, type Stretch } from './windows.ts'

/** Times at which a job must not run, in the zone of its schedule: `daily 17:00-19:00; 12-24 - 01-02`. */
export const BLACKOUT = 'cronwright.dev/blackout'

/** A job in a blackout of which it must keep clear. */
export interface BlackoutHit {
  readonly entry: Entry
  /** The name in the config, or the text of the annotation. */
  readonly blackout: string
  /** Runs that start in it or reach into it. */
  readonly count: number
  /** Runs that start in it. */
  readonly starts: number
  /** Time in which the job runs although it must not; nothing for a job whose duration nobody knows. */
  readonly totalSeconds: number
  /** Seconds after the calendar's beginning. */
  readonly first: Stretch
}

interface NamedTimes {
  readonly name: string
  readonly times: readonly ZonedTimes[]
}

/** Every job with the blackouts that it runs into. `durationOf` says how long a window is open; without an answer only its start counts. */
export function blackoutHits(
  cluster: Cluster,
  entries: readonly Entry[],
  range: { readonly from: number; readonly until: number; readonly settings?: CalendarSettings },
  durationOf: (entry: Entry) => number | undefined,
): readonly BlackoutHit[] {
  const known = new Map<string, readonly Stretch[]>()
  const stretches = (times: readonly ZonedTimes[]): readonly Stretch[] => {
    const key = times.map(({ text, timeZone }) => `${text} ${timeZone}`).join(';')
    let found = known.get(key)
    if (!found) {
      found = stretchesOfTimes(times, range.from, range.until).map(({ from, until }) => ({
        from: from - range.from,
        until: until - range.from,
      }))
      known.set(key, found)
    }
    return found
  }
  return entries.flatMap((entry) =>
    entry.runs.length === 0
      ? []
      : blackoutsOf(entry.cronJob, cluster.name, range.settings).flatMap(({ name, times }) => {
          const met = meet(entry.runs, durationOf(entry), stretches(times))
          return met ? [{ entry, blackout: name, ...met }] : []
        }),
  )
}

/** What holds for a job. An annotation that does not read holds nothing: `blackoutProblem` tells it. */
export function blackoutsOf(cronJob: CronJob, cluster: string, { blackouts }: CalendarSettings = NO_SETTINGS): readonly NamedTimes[] {
  const fromConfig = blackouts.filter(
    ({ clusters, labels = {}, inNamespace }) =>
      (clusters === undefined || clusters.includes(cluster)) &&
      inNamespace(cronJob.namespace ?? 'default') &&
      Object.entries(labels).every(([key, value]) => (value === '*' ? cronJob.labels[key] !== undefined : cronJob.labels[key] === value)),
  )
  const own = annotated(cronJob, BLACKOUT)
  return [...(Array.isArray(own) ? [{ name: cronJob.annotations[BLACKOUT], times: own as readonly ZonedTimes[] }] : []), ...fromConfig]
}

/** Times in an annotation, in the zone of the job; an error where they do not read; nothing where there are none. */
export function annotated({ annotations, timeZone = 'UTC' }: CronJob, annotation: string): readonly ZonedTimes[] | TimesError | undefined {
  if (!(annotation in annotations)) return undefined
  try {
    return readTimesList(annotations[annotation], timeZone)
  } catch (error) {
    if (error instanceof TimesError) return error
    throw error
  }
}

/** One line on each annotation of times that does not read. */
export function blackoutProblems(cronJob: CronJob): readonly string[] {
  const own = annotated(cronJob, BLACKOUT)
  return own instanceof TimesError ? [`${nameOf(cronJob)}: ${BLACKOUT}: ${own.message}`] : []
}

/** Where windows lie in stretches. Without a duration a window is the instant of its run. */
function meet(
  runs: Runs,
  duration: number | undefined,
  stretches: readonly Stretch[],
): Omit<BlackoutHit, 'entry' | 'blackout'> | undefined {
  const length = duration ?? 1
  let count = 0
  let starts = 0
  let totalSeconds = 0
  let counted = 0
  let first: Stretch | undefined
  for (const { from, until } of stretches) {
    const start = indexAtOrAfter(runs, from - length + 1)
    const end = indexAtOrAfter(runs, until)
    if (start >= end) continue
    count += Math.max(0, end - Math.max(start, counted))
    counted = Math.max(counted, end)
    starts += end - indexAtOrAfter(runs, from)
    const opens = Math.max(runs[start], from)
    let covered = from
    for (let index = start; index < end; index++) {
      const closes = Math.min(runs[index] + length, until)
      totalSeconds += Math.max(0, closes - Math.max(runs[index], covered))
      covered = Math.max(covered, closes)
    }
    first ??= { from: opens, until: firstEnd(runs, start, end, length, until) }
  }
  return first && { count, starts, totalSeconds: duration === undefined ? 0 : totalSeconds, first }
}

/** The end of the first unbroken time of open windows. */
function firstEnd(runs: Runs, start: number, end: number, length: number, until: number): number {
  let closes = runs[start] + length
  for (let index = start + 1; index < end && runs[index] <= closes; index++) closes = runs[index] + length
  return Math.min(closes, until)
}
