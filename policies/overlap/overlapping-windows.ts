import { conflictsOf, instantText, pairOverlap, timetable, windowsOf, type CalendarSettings } from '../../lib/calendar/index.ts'
import { declaredDuration, formatDuration, type Cluster } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobs } from '../example-jobs.ts'
import { wholeMinute, YEAR } from './range.ts'

/** Only durations that somebody declared: a worst case would accuse jobs that never meet. */
export default defineRule({
  id: 'overlapping-windows',
  title: 'CronJobs that must not run together never do',
  level: 'warning',
  rationale: `
Two jobs that mount one ReadWriteOnce claim wait for each other's node; two that share a lock (\`cronwright.dev/lock\`), a group (\`cronwright.dev/group\`, or \`groups\` in the config) or a conflict
(\`cronwright.dev/conflicts-with\`) were said not to run together. Kubernetes knows nothing of that: \`concurrencyPolicy\` holds within one CronJob only. A Secret or a database host that two jobs share
is a conflict only where the config says so (\`conflicts: {sharedSecrets: true, databaseHosts: true}\`), for most can be shared without harm. Judged over the coming year, cluster by cluster, with
the durations that the annotations declare; of a job without one nothing is said.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy',
  ],

  *checkFleet(cluster, { now, calendar }) {
    const from = wholeMinute(now)
    for (const { one, other, reason, meeting } of meetings(cluster, from, calendar)) {
      const { count, totalSeconds, first } = meeting
      const often = count === 1 ? 'once' : `${count} times`
      yield {
        object: other.cronJob.object,
        at: 'spec.schedule',
        message: `${other.key} and ${one.key} run together ${often} in the coming year, ${formatDuration(totalSeconds)} in all, first at ${instantText(from + first.from)}, but ${reason}`,
        help: 'move one of them, so that it starts when the other has ended',
      }
    }
  },

  good: [
    { title: 'one after the other', yaml: pair('0 2 * * *', '30 2 * * *') },
    { title: 'the second starts at the minute in which the first ends', yaml: pair('0 2 * * *', '20 2 * * *') },
    { title: 'at the same time on other days', yaml: pair('0 2 * * 1', '10 2 * * 2') },
    { title: 'one database host, which most jobs may share', yaml: sharing('DB_HOST', 'orders-db') },
  ],
  bad: [
    { title: 'the vacuum starts during the dump', at: 'spec.schedule', yaml: pair('0 2 * * *', '10 2 * * *') },
    {
      title: 'together in the weeks in which one country has summer time and the other has not',
      at: 'spec.schedule',
      yaml: pair('0 7 * * *', '0 2 * * *', 'timeZone: Europe/London', 'timeZone: America/New_York'),
    },
    {
      title: 'one database host, which the config makes a conflict',
      at: 'spec.schedule',
      calendar: { conflicts: { databaseHosts: true } },
      yaml: sharing('DB_HOST', 'orders-db.shop'),
    },
  ],
})

function* meetings(cluster: Cluster, from: number, settings: CalendarSettings | undefined) {
  // Most repositories declare none, and to find who shares what takes a look at everything.
  if (!cluster.workloads.some(({ annotations }) => declaredDuration({ annotations }) !== undefined)) return
  const conflicts = conflictsOf(cluster, settings).filter(({ a, b }) => [a, b].every((job) => declaredDuration(job) !== undefined))
  if (conflicts.length === 0) return
  const workloads = [...new Set(conflicts.flatMap(({ a, b }) => [a, b]))]
  const [entries] = timetable([{ ...cluster, workloads }], { from, until: from + YEAR })
  const byJob = new Map(entries.map((entry) => [entry.cronJob, entry]))
  for (const { a, b, reason } of conflicts) {
    const [one, other] = [byJob.get(a), byJob.get(b)]
    const [left, right] = [one && windowsOf(one), other && windowsOf(other)]
    const meeting = left && right && pairOverlap(left, right, YEAR)
    if (one && other && meeting) yield { one, other, reason, meeting }
  }
}

function pair(first: string, second: string, spec?: string, other?: string): string {
  const annotations = 'cronwright.dev/group: orders, cronwright.dev/expected-duration: 20m'
  return jobs(
    { name: 'dump', schedule: first, annotations, ...(spec === undefined ? {} : { spec }) },
    { name: 'vacuum', schedule: second, annotations, ...(other === undefined ? {} : { spec: other }) },
  )
}

function sharing(name: string, host: string): string {
  const annotations = 'cronwright.dev/expected-duration: 20m'
  const container = `env: [{name: ${name}, value: ${host}}]`
  return jobs(
    { name: 'dump', namespace: 'shop', schedule: '0 2 * * *', annotations, container: 'env: [{name: PGHOST, value: orders-db}]' },
    { name: 'vacuum', namespace: 'shop', schedule: '10 2 * * *', annotations, container },
  )
}
