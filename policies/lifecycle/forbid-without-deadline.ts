import { defineRule } from '../../lib/rule/index.ts'

/** Without a deadline, one hung run stops every later one, silently. */
export default defineRule({
  id: 'forbid-without-deadline',
  title: 'A CronJob that forbids concurrent runs limits how long a run may take',
  level: 'warning',
  kinds: ['CronJob'],
  supersedes: ['missing-active-deadline'],
  rationale: `
With \`concurrencyPolicy: Forbid\` the controller skips a run while the last one is active. A run that never ends (it hangs, its image cannot be pulled, no
node takes it) is active for ever: every later run is skipped, and nothing fails that an alert could see. \`activeDeadlineSeconds\` of the Job ends it.
A deadline of the pod alone is not enough: it does not run while the pod waits for a node.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],

  check({ concurrencyPolicy, job }) {
    if (concurrencyPolicy !== 'Forbid' || job.activeDeadlineSeconds !== undefined) return undefined
    return {
      at: 'spec.concurrencyPolicy',
      restsOn: [`${job.path}.activeDeadlineSeconds`],
      message: 'Forbid without activeDeadlineSeconds: one run that hangs, or whose image cannot be pulled, stops all later ones',
      help: `set ${job.path}.activeDeadlineSeconds above the longest run that is still normal`,
    }
  },

  good: [
    {
      title: 'the Job is bounded',
      yaml: 'spec:\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 3600\n',
    },
    { title: 'runs may pile up', yaml: 'spec:\n  concurrencyPolicy: Allow\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n' },
    {
      title: 'the bound is filled in later',
      yaml: 'spec:\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: ${DEADLINE}\n',
    },
  ],
  bad: [
    {
      title: 'nothing ends a hung run',
      at: 'spec.concurrencyPolicy',
      yaml: 'spec:\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
    },
  ],
})
