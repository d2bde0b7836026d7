import { calendarOf, conflictsOf } from '../../lib/calendar/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { nameOf, declaredDuration, type Cluster } from '../../lib/fleet/index.ts'

const YEAR = 366 * 86_400

/** Only durations that somebody declared: a worst case would accuse jobs that never meet. */
export default defineRule({
  id: 'overlapping-windows',
  title: 'CronJobs that must not run together never do',
  level: 'warning',
  rationale: `
Two jobs that mount one ReadWriteOnce claim wait for each other's node; two that share a lock, a declared group (\`cronwright.dev/group\`) or a conflict
(\`cronwright.dev/conflicts-with\`) were said not to run together. Kubernetes knows nothing of that: \`concurrencyPolicy\` holds within one CronJob only. Judged
over the coming year, with the expected durations that the annotations give.`,
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],

  *checkFleet(cluster, { now }) {
    // Most repositories declare none, and to find who shares what takes a look at everything.
    if (!cluster.workloads.some(({ annotations }) => declaredDuration({ annotations }) !== undefined)) return
    const names = new Set(
      conflictsOf(cluster).flatMap(({ a, b }) => [a, b].filter((job) => declaredDuration(job) !== undefined).map(nameOf)),
    )
    if (names.size < 2) return
    const involved: Cluster = { ...cluster, workloads: cluster.workloads.filter((workload) => names.has(nameOf(workload))) }
    const [{ overlaps }] = calendarOf([involved], { from: now, until: now + YEAR }).clusters
    for (const { kind, a, b, reason, count, first } of overlaps) {
      const workload = kind === 'pair' ? involved.workloads.find((candidate) => nameOf(candidate) === b) : undefined
      if (!workload) continue
      yield {
        object: workload.object,
        at: 'spec.schedule',
        message: `${b} and ${a} run together ${count} times in the coming year, first at ${first.from}, but ${reason}`,
        help: 'move one of them, so that it starts when the other has ended',
      }
    }
  },

  good: [
    { title: 'one after the other', yaml: pair('dump', '0 2 * * *', 'vacuum', '30 2 * * *') },
    { title: 'the second starts at the minute in which the first ends', yaml: pair('dump', '0 2 * * *', 'vacuum', '20 2 * * *') },
    { title: 'at the same time on other days', yaml: pair('dump', '0 2 * * 1', 'vacuum', '10 2 * * 2') },
  ],
  bad: [{ title: 'the vacuum starts during the dump', at: 'spec.schedule', yaml: pair('dump', '0 2 * * *', 'vacuum', '10 2 * * *') }],
})

function pair(...[first, at, second, then]: readonly [string, string, string, string]): string {
  const one = (name: string, schedule: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: ${name}\n  annotations: {cronwright.dev/group: orders, cronwright.dev/expected-duration: 20m}\nspec:\n  schedule: "${schedule}"\n  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: work, image: "orders:1"}]}}}}\n`
  return `${one(first, at)}---\n${one(second, then)}`
}
