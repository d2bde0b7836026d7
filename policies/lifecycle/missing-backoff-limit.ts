import { defineRule } from '../../lib/rule/index.ts'
import { jobOf } from '../example.ts'

/** Six retries, ten minutes and a half of waiting: the default is rarely a decision. */
export default defineRule({
  id: 'missing-backoff-limit',
  title: 'A Job says how often it is tried again',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
Without \`backoffLimit\` a Job is tried seven times, with waits of 10, 20, 40 … 320 seconds between: ten minutes and a half of waiting and seven times the work before it counts as failed. What
is not safe to repeat is repeated six times.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy'],

  check({ job }) {
    if (job.backoffLimit !== undefined || job.backoffLimitPerIndex !== undefined) return undefined
    return {
      at: `${job.path}.backoffLimit`,
      message: 'no backoffLimit: a Job that fails is tried six more times, over at least ten minutes',
      help: 'set 0 for work that must not be repeated, 1 to 3 for the rest',
    }
  },

  good: [
    { title: 'said', yaml: jobOf('backoffLimit: 2') },
    { title: 'for each index of its own', yaml: jobOf('backoffLimitPerIndex: 1') },
  ],
  bad: [{ title: 'six by default', at: 'spec.jobTemplate.spec.backoffLimit', yaml: jobOf('activeDeadlineSeconds: 600') }],
})
