import type { Cluster, CronJob } from '../fleet/index.ts'
import { nameOf } from '../fleet/index.ts'
import { valueAt } from '../fleet/index.ts'
import { cronJobsOf } from './cron-jobs.ts'

/** Names, separated by commas, that must not run at the same time: `users-backup, billing/close`. */
export const CONFLICTS_WITH = 'cronwright.dev/conflicts-with'
/** Jobs of one group never run together. */
export const GROUP = 'cronwright.dev/group'
/** Jobs that take the same lock never run together. */
export const LOCK = 'cronwright.dev/lock'
/** Names of the stages that must have ended. */
export const AFTER = 'cronwright.dev/after'

/** Two CronJobs that must not run together. */
export interface Conflict {
  readonly a: CronJob
  readonly b: CronJob
  readonly reason: string
}

/** The list in an annotation: names without a namespace mean the job's own. */
export function namesIn(cronJob: CronJob, annotation: string): readonly string[] {
  return wordsOf(cronJob.annotations[annotation]).map((name) => (name.includes('/') ? name : `${cronJob.namespace ?? 'default'}/${name}`))
}

function wordsOf(text = ''): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** The pairs of a cluster that share what only one can have, each once, with every reason. */
export function conflictsOf(cluster: Cluster): readonly Conflict[] {
  const cronJobs = cronJobsOf(cluster)
  const reasons = new Map<string, { readonly a: CronJob; readonly b: CronJob; readonly reasons: Set<string> }>()
  const meet = (one: CronJob, other: CronJob, reason: string): void => {
    if (nameOf(one) === nameOf(other)) return
    const [a, b] = nameOf(one) < nameOf(other) ? [one, other] : [other, one]
    const key = `${nameOf(a)} ${nameOf(b)}`
    const pair = reasons.get(key)
    if (pair) pair.reasons.add(reason)
    else reasons.set(key, { a, b, reasons: new Set([reason]) })
  }
  for (const [reason, members] of sharers(cronJobs, claimsOf(cluster))) {
    for (const [index, one] of members.entries()) for (const other of members.slice(index + 1)) meet(one, other, reason)
  }
  const byName = new Map(cronJobs.map((cronJob) => [nameOf(cronJob), cronJob]))
  for (const cronJob of cronJobs) {
    for (const name of namesIn(cronJob, CONFLICTS_WITH)) {
      const other = byName.get(name)
      if (other) meet(cronJob, other, `${nameOf(cronJob)} conflicts with ${name}`)
    }
  }
  return [...reasons.values()].map(({ a, b, reasons: all }) => ({ a, b, reason: [...all].join('; ') }))
}

/** Who uses what, by the words that tell it. */
function sharers(cronJobs: readonly CronJob[], readWriteOnce: ReadonlySet<string>): ReadonlyMap<string, readonly CronJob[]> {
  const users = new Map<string, CronJob[]>()
  for (const cronJob of cronJobs) {
    const { annotations, namespace = 'default' } = cronJob
    const claims = cronJob.job.pod.volumes.flatMap(({ claimName }) => (claimName === undefined ? [] : [`${namespace}/${claimName}`]))
    const things = [
      ...claims.filter((claim) => readWriteOnce.has(claim)).map((claim) => `both mount the ReadWriteOnce claim ${claim}`),
      ...wordsOf(annotations[LOCK]).map((lock) => `both take the lock ${lock}`),
      ...wordsOf(annotations[GROUP]).map((group) => `both belong to the group ${group}`),
    ]
    for (const thing of new Set(things)) users.set(thing, [...(users.get(thing) ?? []), cronJob])
  }
  return users
}

/** Claims that one node at a time may write: any other access mode lets two jobs share them. */
function claimsOf({ objects }: Cluster): ReadonlySet<string> {
  const claims = objects.filter(({ object, value }) => {
    const modes = object.kind === 'PersistentVolumeClaim' ? valueAt(value, 'spec.accessModes') : undefined
    return Array.isArray(modes) && modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
  })
  return new Set(claims.map(({ object }) => `${object.namespace ?? 'default'}/${object.name}`))
}
