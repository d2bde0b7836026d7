import { defineRule } from '../../lib/rule/index.ts'

/** backoffLimit counts failures; a pod that hangs or never starts does not fail. */
export default defineRule({
  id: 'missing-active-deadline',
  title: 'The Job of a CronJob has a deadline',
  level: 'warning',
  kinds: ['CronJob'],
  rationale: `
\`backoffLimit\` counts failed pods. A pod that hangs, whose image cannot be pulled or that finds no node does not fail: its Job stays active for ever.
Only \`activeDeadlineSeconds\` of the Job ends it, retries included.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
    'https://github.com/kubernetes/kubernetes/issues/101584',
  ],

  check({ job }) {
    if (job.activeDeadlineSeconds !== undefined) return undefined
    return {
      at: `${job.path}.activeDeadlineSeconds`,
      message: 'no activeDeadlineSeconds: a run that hangs, or whose image cannot be pulled, stays for ever',
      help: 'set it above the longest run that is still normal, for example 3600',
    }
  },

  good: [
    { title: 'an hour at most', yaml: 'spec:\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 3600\n' },
    { title: 'a value that is filled in later', yaml: 'spec:\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: ${DEADLINE}\n' },
  ],
  bad: [
    {
      title: 'nothing ends a hung run',
      at: 'spec.jobTemplate.spec.activeDeadlineSeconds',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
    },
  ],
})
