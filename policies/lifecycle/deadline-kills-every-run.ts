import { defineRule } from '../../lib/rule/index.ts'
import { jobOf } from '../example.ts'

/** Zero is accepted and is over at once. */
export default defineRule({
  id: 'deadline-kills-every-run',
  title: 'The deadline of a Job leaves it time to run',
  level: 'error',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale:
    'The API server accepts `activeDeadlineSeconds: 0`. It does not mean "none": the deadline has passed when the Job starts, and it fails with DeadlineExceeded.',
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup'],

  check({ job }) {
    if (job.activeDeadlineSeconds !== 0) return undefined
    return {
      at: `${job.path}.activeDeadlineSeconds`,
      message: 'activeDeadlineSeconds 0 fails every run at its start',
      help: 'leave it out for no deadline, or set it above the longest normal run',
    }
  },

  good: [
    { title: 'an hour', yaml: jobOf('activeDeadlineSeconds: 3600') },
    { title: 'none', yaml: jobOf('backoffLimit: 0') },
  ],
  bad: [{ title: 'zero', at: 'spec.jobTemplate.spec.activeDeadlineSeconds', yaml: jobOf('activeDeadlineSeconds: 0') }],
})
