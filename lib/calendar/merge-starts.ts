import { nameOf, type Cluster, type CronJob } from '../fleet/index.ts'
import { previousRun } from '../schedule/index.ts'
import { instantText } from './calendar.ts'
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
  const old = new Map(before.flatMap((cluster) => cronJobsOf(cluster)))
  return after.flatMap((cluster) =>
    cronJobsOf(cluster).flatMap(([key, cronJob]) => {
      const earlier = old.get(key)
      return earlier ? startOf(key, earlier, cronJob, now) : []
    }),
  )
}

function cronJobsOf({ name, workloads }: Cluster): readonly (readonly [string, CronJob])[] {
  return workloads.flatMap((workload) =>
    workload.kind === 'CronJob' && !workload.partial && workload.name !== undefined
      ? [[name === '' ? nameOf(workload) : `${name}: ${nameOf(workload)}`, workload] as const]
      : [],
  )
}

function startOf(job: string, before: CronJob, after: CronJob, now: number): readonly MergeStart[] {
  const resumed = before.suspend === true
  const [old, fresh] = [place(before), place(after)]
  if (after.suspend === true || !fresh.schedule) return []
  if (!resumed && before.schedule === after.schedule && old.timeZone === fresh.timeZone) return []
  const slot = previousRun(fresh.schedule, fresh.timeZone, now)
  if (slot === undefined) return []
  // Nobody knows when a suspended CronJob ran last: before it was suspended.
  const base = resumed || !old.schedule ? undefined : previousRun(old.schedule, old.timeZone, now)
  if (base === undefined ? !resumed : slot <= base) return []
  const deadline = after.startingDeadlineSeconds
  if (deadline !== undefined && slot <= now - deadline) return []
  return [{ job, slot: instantText(slot), why: resumed ? 'resumed' : 'moved' }]
}
