import { AFTER, indexAtOrAfter, instantText, namesIn, timetable, type Entry } from '../../lib/calendar/index.ts'
import { formatDuration, type Cluster } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'

const TWO_YEARS = 731 * 86_400

/** Stages that only the clock keeps in order, on every date of two years, offset changes included. */
export default defineRule({
  id: 'stage-starts-before-predecessor-ends',
  title: 'A stage starts when the stage before it has ended',
  level: 'warning',
  rationale: `
CronJobs in a row, each reading what the one before it wrote, are kept in order by nothing but the time between them. Where the earlier stage (\`${AFTER}\`) takes longer than
that time, the later one reads half of its data. A stage in another time zone may also come an hour too early for a few weeks a year.`,

  *checkFleet(cluster, { now }) {
    const staged = namesOfStages(cluster)
    if (staged.size === 0) return
    const workloads = cluster.workloads.filter(({ namespace = 'default', name }) => staged.has(`${namespace}/${name}`))
    const [entries] = timetable([{ ...cluster, workloads }], { from: now, until: now + TWO_YEARS })
    const byName = new Map(entries.map((entry) => [entry.key, entry]))
    for (const stage of entries) {
      for (const name of namesIn(stage.cronJob, AFTER)) {
        const before = byName.get(name)
        const early = before && firstEarlyStart(before, stage)
        if (!early) continue
        yield {
          object: stage.cronJob.object,
          at: 'spec.schedule',
          message: `${stage.key} starts ${formatDuration(early.gap)} after ${name}, which takes ${formatDuration(early.duration)}: first at ${instantText(now + early.run)}`,
          help: 'start later, or run the stages as one sequential job',
        }
      }
    }
  },

  good: [
    { title: 'fifty minutes of work in an hour', yaml: stages('50m') },
    { title: 'work that ends at the very minute', yaml: stages('1h') },
  ],
  bad: [{ title: 'ninety minutes of work in an hour', at: 'spec.schedule', yaml: stages('90m') }],
})

function namesOfStages({ workloads }: Cluster): ReadonlySet<string> {
  const staged = workloads.flatMap((workload) =>
    workload.kind === 'CronJob' && workload.annotations[AFTER] !== undefined ? [workload] : [],
  )
  return new Set(staged.flatMap((cronJob) => [`${cronJob.namespace ?? 'default'}/${cronJob.name}`, ...namesIn(cronJob, AFTER)]))
}

/** The first run of a stage that starts while a run of its predecessor is open. */
function firstEarlyStart(
  before: Entry,
  stage: Entry,
): { readonly run: number; readonly gap: number; readonly duration: number } | undefined {
  const duration = before.expected.seconds
  if (duration === undefined) return undefined
  for (let index = indexAtOrAfter(stage.runs, 0); index < stage.runs.length; index++) {
    const run = stage.runs[index]
    const latest = indexAtOrAfter(before.runs, run + 1) - 1
    const gap = latest < 0 ? Number.POSITIVE_INFINITY : run - before.runs[latest]
    if (gap < duration) return { run, gap, duration }
  }
  return undefined
}

function stages(duration: string): string {
  const one = (name: string, schedule: string, annotation: string): string =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: ${name}\n  annotations: {${annotation}}\nspec:\n  schedule: "${schedule}"\n  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: work, image: "orders:1"}]}}}}\n`
  return `${one('export', '0 1 * * *', `cronwright.dev/expected-duration: ${duration}`)}---\n${one('transform', '0 2 * * *', 'cronwright.dev/after: export')}`
}
