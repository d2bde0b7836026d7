import { EXPECTED_DURATION, declaredDuration, nameOf, type Cluster, type Durations } from '../fleet/index.ts'
import { blackoutProblems } from './blackouts.ts'
import { AFTER, CONFLICTS_WITH, namesIn } from './annotations.ts'
import { inCluster } from './cron-jobs.ts'
import type { Entry } from './timetable.ts'
import { countWithin } from './windows.ts'

/** One line on each thing that the calendar does not show as its user may expect. */
export function notesOn(clusters: readonly Cluster[], tables: readonly (readonly Entry[])[], durations: Durations = {}): readonly string[] {
  const entries = tables.flat()
  return [
    ...clusters.flatMap((cluster, index) =>
      tables[index].flatMap((entry) => onJob(entry, tables[index]).map((note) => inCluster(cluster, note))),
    ),
    ...unknownJobs(entries, durations),
  ]
}

/** Why nothing runs, where nothing does. */
export function whyEmpty(entries: readonly Entry[], length: number): string | undefined {
  if (entries.length === 0) return 'no CronJob in these files'
  if (entries.some(({ runs }) => countWithin(runs, length) > 0)) return undefined
  const suspended = entries.filter((entry) => entry.suspended).length
  const invalid = entries.filter((entry) => !entry.suspended && entry.problem !== undefined).length
  const idle = entries.length - suspended - invalid
  if (suspended === entries.length) return 'nothing runs: all are suspended'
  const parts = [
    ...(suspended > 0 ? [`${suspended} suspended`] : []),
    ...(invalid > 0 ? [`${invalid} with a schedule or a time zone that Kubernetes does not take`] : []),
    ...(idle > 0 ? [`${idle} without a run in this range`] : []),
  ]
  return `nothing runs: ${parts.join(', ')}`
}

function onJob({ cronJob, key }: Entry, all: readonly Entry[]): readonly string[] {
  const text = cronJob.annotations[EXPECTED_DURATION]
  const names = [AFTER, CONFLICTS_WITH].flatMap((annotation) => namesIn(cronJob, annotation).map((name) => [annotation, name] as const))
  return [
    ...(text !== undefined && declaredDuration(cronJob) === undefined
      ? [`${key}: ${EXPECTED_DURATION}: '${text}' is no duration such as 90s, 25m or 1h30m, at most a year; it is not used`]
      : []),
    ...blackoutProblems(cronJob),
    ...names
      .filter(([, name]) => !all.some((other) => nameOf(other.cronJob) === name))
      .map(([annotation, name]) => `${key}: ${annotation}: there is no CronJob ${name}`),
  ]
}

const NAMED = 5

function unknownJobs(entries: readonly Entry[], durations: Durations): readonly string[] {
  const known = new Set(entries.map(({ key }) => key))
  const unknown = Object.keys(durations).filter((name) => !known.has(name))
  if (unknown.length === 0) return []
  const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : ''
  return [`durations of CronJobs that are not in these files: ${unknown.slice(0, NAMED).join(', ')}${more}`]
}
