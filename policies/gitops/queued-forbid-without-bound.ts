import { defineRule, type Violation } from '../../lib/rule/index.ts'

const QUEUE = 'kueue.x-k8s.io/queue-name'
const BOUND = 'kueue.x-k8s.io/max-exec-time-seconds'

/** A Job that waits in a queue is active for its CronJob. */
export default defineRule({
  id: 'queued-forbid-without-bound',
  title: 'A queued CronJob that forbids concurrent runs bounds how long one takes',
  level: 'warning',
  kinds: ['CronJob'],
  supersedes: ['forbid-without-deadline'],
  rationale: `
Kueue suspends a Job until there is room for it. The CronJob controller counts a suspended Job as active, so under Forbid every run is skipped while one waits, and one that never ends stops all. The label
\`${BOUND}\` ends a Job that ran for so long; \`activeDeadlineSeconds\` does too, counted from its admission.`,
  references: ['https://kueue.sigs.k8s.io/docs/tasks/run/run_cronjobs/', 'https://github.com/kubernetes/kubernetes/issues/125493'],

  check({ concurrencyPolicy, jobLabels, job }): Violation | undefined {
    if (concurrencyPolicy !== 'Forbid' || jobLabels[QUEUE] === undefined) return undefined
    if (jobLabels[BOUND] !== undefined || job.activeDeadlineSeconds !== undefined) return undefined
    return {
      at: 'spec.concurrencyPolicy',
      restsOn: [`${job.path}.activeDeadlineSeconds`],
      message: `no bound in queue '${jobLabels[QUEUE]}' under Forbid: while one Job waits or hangs, every later run is skipped`,
      help: `set the label ${BOUND} in the jobTemplate, or activeDeadlineSeconds`,
    }
  },

  good: [
    { title: 'a bound of Kueue', yaml: cronJob('Forbid', `{${QUEUE}: low, ${BOUND}: "3600"}`) },
    { title: 'a deadline', yaml: cronJob('Forbid', `{${QUEUE}: low}`, 'activeDeadlineSeconds: 3600') },
    { title: 'runs may wait side by side', yaml: cronJob('Allow', `{${QUEUE}: low}`) },
    { title: 'no queue', yaml: cronJob('Forbid', '{app: a}') },
  ],
  bad: [{ title: 'one waits, all are skipped', at: 'spec.concurrencyPolicy', yaml: cronJob('Forbid', `{${QUEUE}: low}`) }],
})

function cronJob(policy: string, labels: string, spec = 'backoffLimit: 2'): string {
  return `spec:\n  schedule: "0 2 * * *"\n  concurrencyPolicy: ${policy}\n  jobTemplate:\n    metadata: {labels: ${labels}}\n    spec: {${spec}}\n`
}
