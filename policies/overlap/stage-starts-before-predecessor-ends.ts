import {
  AFTER,
  dependenciesOf,
  earlyStarts,
  instantText,
  READS,
  timetable,
  WRITES,
  cronJobsOf,
  type EarlyStarts,
  type Entry,
} from '../../lib/calendar/index.ts'
import { formatDuration } from '../../lib/fleet/index.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobs } from '../example-jobs.ts'
import { TWO_YEARS, wholeMinute } from './range.ts'

/** Stages that only the clock keeps in order, on every date of two years, offset changes included. */
export default defineRule({
  id: 'stage-starts-before-predecessor-ends',
  title: 'A stage starts when the stage before it has ended',
  level: 'warning',
  rationale: `
CronJobs in a row, each reading what the one before it wrote, are kept in order by nothing but the time between them. Where the earlier stage takes longer than
that time, the later one reads half of its data. A stage in another time zone may also come an hour too early for a few weeks a year, or before the other has run at all. The order is declared by
\`${AFTER}\` with the names of stages (an EtlPipeline writes it), or by data that one job writes and another reads (\`${WRITES}\`, \`${READS}\`, with names of your choice).
A stage takes what its \`cronwright.dev/expected-duration\` says, or else, at worst, what its deadline allows. Every run of two years is looked at.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones'],

  *checkFleet(cluster, { now }) {
    const dependencies = dependenciesOf(cronJobsOf(cluster))
    if (dependencies.length === 0) return
    const from = wholeMinute(now)
    const workloads = [...new Set(dependencies.flatMap(({ stage, before }) => [stage, before]))]
    const [entries] = timetable([{ ...cluster, workloads }], { from, until: from + TWO_YEARS })
    const byJob = new Map(entries.map((entry) => [entry.cronJob, entry]))
    for (const { stage, before, reason } of dependencies) {
      const [one, other] = [byJob.get(stage), byJob.get(before)]
      const early = one && other && earlyStarts(other, one, TWO_YEARS)
      if (!early) continue
      yield {
        object: stage.object,
        at: 'spec.schedule',
        message: `${words(one, other, early, from)}; ${early.count} of ${early.runs} runs in two years (${reason})`,
        help: 'start later, or run the stages as one sequential job',
      }
    }
  },

  good: [
    { title: 'fifty minutes of work in an hour', yaml: stages('50m') },
    { title: 'work that ends at the very minute', yaml: stages('1h') },
    { title: 'both move with the same clocks', yaml: stages('50m', 'timeZone: America/New_York', 'timeZone: America/New_York') },
  ],
  bad: [
    { title: 'ninety minutes of work in an hour', at: 'spec.schedule', yaml: stages('90m') },
    {
      title: 'in winter before the other has run',
      at: 'spec.schedule',
      yaml: stages('20m', 'timeZone: America/New_York', 'timeZone: Etc/UTC', '30 5 * * *'),
    },
    {
      title: 'reads what another is still writing',
      at: 'spec.schedule',
      yaml: jobs(
        { name: 'export', schedule: '0 1 * * *', annotations: `${WRITES}: raw-orders, cronwright.dev/expected-duration: 2h` },
        { name: 'report', schedule: '30 2 * * *', annotations: `${READS}: raw-orders` },
      ),
    },
  ],
})

function words(stage: Entry, before: Entry, { run, gap, ahead }: EarlyStarts, from: number): string {
  const at = instantText(from + run)
  if (gap === undefined) return `${stage.key} starts at ${at}, ${formatDuration(ahead ?? 0)} before ${before.key} of that date`
  const { seconds = 0, source } = before.expected
  const takes = source === 'bound' ? `may take ${formatDuration(seconds)}` : `takes ${formatDuration(seconds)}`
  return `${stage.key} starts ${formatDuration(gap)} after ${before.key}, which ${takes}: first at ${at}`
}

function stages(duration: string, spec?: string, other?: string, schedule = '0 2 * * *'): string {
  return jobs(
    {
      name: 'export',
      schedule: '0 1 * * *',
      annotations: `cronwright.dev/expected-duration: ${duration}`,
      ...(spec === undefined ? {} : { spec }),
    },
    { name: 'transform', schedule, annotations: `${AFTER}: export`, ...(other === undefined ? {} : { spec: other }) },
  )
}
