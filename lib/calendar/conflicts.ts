import { nameOf, valueAt, type Cluster, type CronJob } from '../fleet/index.ts'
import { CONFLICTS_WITH, GROUP, LOCK, namesIn, wordsIn } from './annotations.ts'
import { cronJobsOf } from './cron-jobs.ts'
import { NO_SETTINGS, type CalendarSettings } from './settings.ts'
import { databaseHostsOf, secretsOf } from './shared-hosts.ts'

/** Two CronJobs that must not run together. */
export interface Conflict {
  readonly a: CronJob
  readonly b: CronJob
  readonly reason: string
}

/** The pairs of a cluster that share what only one can have, each once, with every reason. */
export function conflictsOf(cluster: Cluster, settings: CalendarSettings = NO_SETTINGS): readonly Conflict[] {
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
  for (const [reason, members] of sharers(cronJobs, claimsOf(cluster), settings)) {
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
function sharers(
  cronJobs: readonly CronJob[],
  readWriteOnce: ReadonlySet<string>,
  { groups, conflicts }: CalendarSettings,
): ReadonlyMap<string, readonly CronJob[]> {
  const users = new Map<string, CronJob[]>()
  for (const cronJob of cronJobs) {
    const { namespace = 'default' } = cronJob
    const name = nameOf(cronJob)
    const claims = cronJob.job.pod.volumes.flatMap(({ claimName }) => (claimName === undefined ? [] : [`${namespace}/${claimName}`]))
    const things = [
      ...claims.filter((claim) => readWriteOnce.has(claim)).map((claim) => `both mount the ReadWriteOnce claim ${claim}`),
      ...wordsIn(cronJob, LOCK).map((lock) => `both take the lock ${lock}`),
      ...wordsIn(cronJob, GROUP).map((group) => `both belong to the group ${group}`),
      ...groups.filter((group) => group.has(name)).map((group) => `both belong to the group ${group.name}`),
      ...(conflicts.sharedSecrets === true ? secretsOf(cronJob).map((secret) => `both use the Secret ${secret}`) : []),
      ...(conflicts.databaseHosts === true ? databaseHostsOf(cronJob).map((host) => `both use the database host ${host}`) : []),
    ]
    for (const thing of new Set(things)) {
      const known = users.get(thing)
      if (known) known.push(cronJob)
      else users.set(thing, [cronJob])
    }
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
