import { defineRule } from '../../lib/rule/index.ts'

/** With a limit of 0 a failed Job is deleted at once, and its logs with it. */
export default defineRule({
  id: 'failed-history-discarded',
  title: 'The last failed Job is kept',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
\`failedJobsHistoryLimit: 0\` deletes a failed Job as soon as it has failed, with its pods and their logs. Nobody can look why, and alerts that count failed Jobs
(\`kube_job_failed\`) never see one.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits'],

  check({ failedJobsHistoryLimit }) {
    if (failedJobsHistoryLimit !== 0) return undefined
    return {
      at: 'spec.failedJobsHistoryLimit',
      message: 'failedJobsHistoryLimit 0 deletes a failed Job at once, its logs too, and no alert sees it',
      help: 'keep at least one',
      fix: { title: 'keep one failed Job', safe: true, edits: [{ kind: 'set', path: 'spec.failedJobsHistoryLimit', value: 1 }] },
    }
  },

  good: [
    { title: 'one is kept', yaml: 'spec:\n  failedJobsHistoryLimit: 1\n' },
    { title: 'of the successful ones none is needed', yaml: 'spec:\n  successfulJobsHistoryLimit: 0\n' },
  ],
  bad: [
    {
      title: 'none is kept',
      at: 'spec.failedJobsHistoryLimit',
      yaml: 'spec:\n  failedJobsHistoryLimit: 0\n',
      fixed: 'spec:\n  failedJobsHistoryLimit: 1\n',
    },
  ],
})
