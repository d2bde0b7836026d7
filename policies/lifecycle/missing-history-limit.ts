import { defineRule, type Violation } from '../../lib/rule/index.ts'

const LIMITS = [
  ['successfulJobsHistoryLimit', 3],
  ['failedJobsHistoryLimit', 1],
] as const

/** The default keeps a single failed Job: the evidence of the first failure is gone with the second. */
export default defineRule({
  id: 'missing-history-limit',
  title: 'A CronJob says how many finished Jobs it keeps',
  level: 'note',
  kinds: ['CronJob'],
  rationale: `
The controller keeps three successful Jobs and one failed Job where nothing is said. Of a job that fails night after night only the last failure can be
looked at, and its pods' logs go with the Job. Both limits are cheap to say and worth a decision.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits'],

  check(cronJob): Violation | undefined {
    const missing = LIMITS.filter(([field]) => cronJob[field] === undefined)
    if (missing.length === 0) return undefined
    return {
      at: `spec.${missing[0][0]}`,
      message: `no ${missing.map(([field]) => field).join(' and no ')}: Kubernetes keeps ${missing.map(([field, count]) => `${count} ${field.startsWith('failed') ? 'failed' : 'successful'}`).join(' and ')}`,
      help: 'say how many you want to look back on, for example 3 and 3',
    }
  },

  good: [
    { title: 'both said', yaml: 'spec:\n  successfulJobsHistoryLimit: 3\n  failedJobsHistoryLimit: 3\n' },
    { title: 'none kept is a decision too', yaml: 'spec:\n  successfulJobsHistoryLimit: 0\n  failedJobsHistoryLimit: 1\n' },
  ],
  bad: [
    { title: 'neither said', at: 'spec.successfulJobsHistoryLimit', yaml: 'spec:\n  schedule: "0 2 * * *"\n' },
    { title: 'failures left to the default', at: 'spec.failedJobsHistoryLimit', yaml: 'spec:\n  successfulJobsHistoryLimit: 3\n' },
  ],
})
