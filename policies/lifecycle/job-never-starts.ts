import type { Workload } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobOf } from '../example.ts'

const BUILT_IN = 'kubernetes.io/job-controller'

/** A Job that is created and then left alone by the Job controller. */
export default defineRule({
  id: 'job-never-starts',
  title: 'Jobs are started by the Job controller',
  level: 'warning',
  kinds: ['CronJob', 'Job'],
  patches: true,
  rationale: `
\`suspend: true\` in the template, \`parallelism: 0\` and a \`managedBy\` other than the built-in controller make Jobs that start no pod until somebody else acts. Under \`concurrencyPolicy: Forbid\` the
first of them is active for ever, and no later run comes. A queue (Kueue) sets \`suspend\` itself and takes it away: its label says so, and then all is well.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job'],

  check(workload) {
    const { job } = workload
    const [field, what] = cause(workload)
    if (field === undefined) return undefined
    const blocks = workload.kind === 'CronJob' && workload.concurrencyPolicy === 'Forbid'
    return {
      at: `${job.path}.${field}`,
      message: `${what}: its pods never start${blocks ? ', and Forbid then skips every later run' : ''}`,
      help:
        workload.kind === 'CronJob' && field === 'suspend'
          ? 'to pause the CronJob set spec.suspend; for a queue set its label'
          : `remove ${field}, or say who starts the Job`,
    }
  },

  good: [
    { title: 'the CronJob itself is paused', yaml: 'spec:\n  suspend: true\n' },
    {
      title: 'a queue starts it',
      yaml: 'spec:\n  jobTemplate:\n    metadata:\n      labels: {kueue.x-k8s.io/queue-name: batch}\n    spec:\n      suspend: true\n',
    },
    { title: 'the built-in controller by its name', yaml: jobOf(`managedBy: ${BUILT_IN}`) },
  ],
  bad: [
    { title: 'the template is suspended', at: 'spec.jobTemplate.spec.suspend', yaml: jobOf('suspend: true') },
    { title: 'no pod at a time', at: 'spec.jobTemplate.spec.parallelism', yaml: jobOf('parallelism: 0') },
    { title: 'a controller that may not be there', at: 'spec.jobTemplate.spec.managedBy', yaml: jobOf('managedBy: example.com/batch') },
  ],
})

const NOTHING: readonly [field: undefined, what: ''] = [undefined, '']

function cause(workload: Workload): readonly [field: string | undefined, what: string] {
  const { job, labels } = workload
  const queued = Object.keys(workload.kind === 'CronJob' ? workload.jobLabels : labels).some((label) => label.startsWith('kueue.x-k8s.io/'))
  // A MultiKueue or a one-off Job that is unsuspended by hand is the author's business.
  if (job.managedBy !== undefined && job.managedBy !== BUILT_IN && !queued) return ['managedBy', `the Jobs are left to '${job.managedBy}'`]
  if (queued || workload.kind === 'Job') return job.parallelism === 0 ? ['parallelism', 'parallelism is 0'] : NOTHING
  if (job.suspend === true) return ['suspend', 'every Job is created suspended']
  return job.parallelism === 0 ? ['parallelism', 'parallelism is 0'] : NOTHING
}
