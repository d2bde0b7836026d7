import type { Cluster, CronJob } from '../fleet/index.ts'
import { annotated, blackoutHits } from './blackouts.ts'
import { conflictsOf } from './conflicts.ts'
import { pairOverlap } from './pair-overlap.ts'
import type { CalendarSettings } from './settings.ts'
import { dependenciesOf, earlyStarts } from './stages.ts'
import { stretchesOfTimes } from './stretches.ts'
import { windowsOf, type Entry } from './timetable.ts'
import { TimesError } from './times.ts'
import type { Runs } from './windows.ts'

/** Times within which a job starts and ends, wherever a proposal moves it: `daily 01:00-05:00`, in the zone of its schedule. */
export const WINDOW = 'cronwright.dev/window'

interface Range {
  readonly from: number
  readonly until: number
  readonly settings?: CalendarSettings
}

/**
 * Judges other runs of one job: they hold what its manifests and the config declare if it meets no job, blackout or predecessor more often than now and stays within its window. Jobs
 * that were moved already are asked where they are now.
 */
export function keeperOf(cluster: Cluster, entries: readonly Entry[], range: Range) {
  const length = range.until - range.from
  const now = new Map(entries.map((entry) => [entry.cronJob, entry]))
  const conflicts = byJob(conflictsOf(cluster, range.settings), ({ a, b }) => [a, b])
  const dependencies = byJob(dependenciesOf(entries.map(({ cronJob }) => cronJob)), ({ stage, before }) => [stage, before])

  /** How often a job breaks something, with these runs. */
  const breaches = (entry: Entry): number => {
    const at = (cronJob: CronJob): Entry | undefined => (cronJob === entry.cronJob ? entry : now.get(cronJob))
    const meetings = (conflicts.get(entry.cronJob) ?? []).map(({ a, b }) => {
      const [one, other] = [at(a), at(b)].map((found) => found && windowsOf(found))
      return (one && other && pairOverlap(one, other, length)?.count) ?? 0
    })
    const early = (dependencies.get(entry.cronJob) ?? []).map(({ stage, before }) => {
      const [one, other] = [at(stage), at(before)]
      return (one && other && earlyStarts(other, one, length)?.count) ?? 0
    })
    const hits = blackoutHits(cluster, [entry], range, ({ expected }) => expected.seconds).map(({ count }) => count)
    return [...meetings, ...early, ...hits].reduce((sum, count) => sum + count, 0)
  }

  return {
    holds(entry: Entry, runs: Runs): boolean {
      const current = now.get(entry.cronJob) ?? entry
      return staysInside({ ...current, runs }, range) && breaches({ ...current, runs }) <= breaches(current)
    },
    take(entry: Entry, runs: Runs): void {
      now.set(entry.cronJob, { ...entry, runs })
    },
  }
}

function byJob<T>(list: readonly T[], jobsOf: (one: T) => readonly CronJob[]): ReadonlyMap<CronJob, readonly T[]> {
  const found = new Map<CronJob, T[]>()
  for (const one of list) for (const job of jobsOf(one)) found.set(job, [...(found.get(job) ?? []), one])
  return found
}

/** A window that does not read is one that nobody can keep. */
function staysInside({ cronJob, runs, expected }: Entry, { from, until }: Range): boolean {
  const times = annotated(cronJob, WINDOW)
  if (times === undefined) return true
  if (times instanceof TimesError) return false
  const stretches = stretchesOfTimes(times, from, until)
  let index = 0
  return runs.every((run) => {
    if (run < 0) return true
    const [opens, closes] = [from + run, Math.min(from + run + (expected.seconds ?? 1), until)]
    while (index < stretches.length && stretches[index].until <= opens) index++
    return index < stretches.length && stretches[index].from <= opens && closes <= stretches[index].until
  })
}
