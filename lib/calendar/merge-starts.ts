import type { Cluster, CronJob } from '../fleet/index.ts'
import { previousRun } from '../schedule/index.ts'
import { instantText } from './calendar.ts'
import { cronJobsByName } from './cron-jobs.ts'
import { place } from './timetable.ts'

/** A CronJob that runs as soon as the change arrives in the cluster. */
export interface MergeStart {
  readonly job: string
  /** The slot that the controller catches up on, RFC 3339 in UTC. */
  readonly slot: string
  readonly why: 'moved' | 'resumed'
}

/**
 * Which CronJobs the merge itself starts: after an edit the controller counts the slots of the new schedule from the last run of the old one, and makes up for the
 * latest that is past, unless startingDeadlineSeconds is over. A CronJob that is new counts from its creation and starts nothing.
 */
export function mergeStarts(before: readonly Cluster[], after: readonly Cluster[], now: number): readonly MergeStart[] {
  const old = cronJobsByName(before)
  return [...cronJobsByName(after)].flatMap(([job, cronJob]) => {
    const earlier = old.get(job)
    return earlier ? startOf(job, earlier, cronJob, now) : []
  })
}

function startOf(job: string, before: CronJob, after: CronJob, now: number): readonly MergeStart[] {
  const fresh = place(after)
  const slot = after.suspend !== true && fresh.schedule ? previousRun(fresh.schedule, fresh.timeZone, now) : undefined
  const deadline = after.startingDeadlineSeconds
  if (slot === undefined || (deadline !== undefined && slot <= now - deadline)) return []
  // Nobody knows when a suspended CronJob ran last: before it was suspended.
  if (before.suspend === true) return [{ job, slot: instantText(slot), why: 'resumed' }]
  const old = place(before)
  const lastRun = old.schedule && previousRun(old.schedule, old.timeZone, now)
  return lastRun !== undefined && slot > lastRun ? [{ job, slot: instantText(slot), why: 'moved' }] : []
}
