import { defineRule } from '../../lib/rule/index.ts'
import { lasting, longestInterval } from '../../lib/schedule/index.ts'
import { legalSchedule } from '../schedule/clock.ts'

/** The Job is deleted by its TTL before the history limits ever count. */
export default defineRule({
  id: 'ttl-outruns-history',
  title: 'A finished Job is kept until the next run',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
\`ttlSecondsAfterFinished\` and the history limits of the CronJob are independent: whichever deletes first wins. A TTL shorter than the interval leaves no Job to look at in between, makes the limits
pointless, and a very short one can delete a Job before its success is recorded (\`lastSuccessfulTime\`). A CronJob needs no TTL.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],

  check({ schedule: expression, job }) {
    const ttl = job.ttlSecondsAfterFinished
    if (ttl === undefined) return undefined
    const schedule = legalSchedule(expression)
    const interval = schedule && longestInterval(schedule)
    if (interval === undefined || !(ttl < interval)) return undefined
    return {
      at: `${job.path}.ttlSecondsAfterFinished`,
      restsOn: ['spec.schedule'],
      message: `a Job is deleted ${lasting(ttl)} after it has finished, and the next run comes after up to ${lasting(interval)}: the history limits never count`,
      help: 'remove the TTL and let successfulJobsHistoryLimit and failedJobsHistoryLimit keep what is needed',
      fix: { title: 'remove the TTL', safe: false, edits: [{ kind: 'remove', path: `${job.path}.ttlSecondsAfterFinished` }] },
    }
  },

  good: [
    { title: 'a week for a daily run', yaml: example('0 2 * * *', 604_800) },
    { title: 'limits alone', yaml: 'spec:\n  schedule: "0 2 * * *"\n  failedJobsHistoryLimit: 3\n' },
  ],
  bad: [
    {
      title: 'gone after five minutes',
      at: 'spec.jobTemplate.spec.ttlSecondsAfterFinished',
      yaml: example('0 2 * * *', 300),
      fixed: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
    },
  ],
})

function example(schedule: string, ttl: number): string {
  return `spec:\n  schedule: "${schedule}"\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      ttlSecondsAfterFinished: ${ttl}\n`
}
