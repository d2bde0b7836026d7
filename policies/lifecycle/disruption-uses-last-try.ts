import type { JsonObject } from '../../lib/kubernetes/verdict.ts'
import type { JobSpec } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { jobOf } from '../example.ts'

/** A drained node counts as a failure of the program. */
export default defineRule({
  id: 'disruption-uses-last-try',
  title: 'A disruption of the node costs no try',
  level: 'note',
  kinds: ['CronJob', 'Job'],
  rationale: `
When a node is drained, preempted or lost, the Job controller counts its pods as failed. With a \`backoffLimit\` of 0 the run is lost, with 1 any further failure loses it, though the program did
nothing wrong. A \`podFailurePolicy\` whose rule ignores the condition \`DisruptionTarget\` starts the pod again without counting (it needs \`restartPolicy: Never\`).`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy'],

  check({ job }) {
    const { backoffLimit: tries, path } = job
    if (tries === undefined || !(tries <= 1) || job.pod.restartPolicy === 'OnFailure' || ignoresDisruption(job)) return undefined
    return {
      at: `${path}.backoffLimit`,
      restsOn: [`${path}.podFailurePolicy`],
      message: `backoffLimit ${tries}: a drained node ${tries === 0 ? 'loses the run' : 'uses the only retry'}, though nothing failed`,
      help: 'add a podFailurePolicy with action Ignore on the pod condition DisruptionTarget',
    }
  },

  good: [
    {
      title: 'disruptions are ignored',
      yaml: jobOf(
        'backoffLimit: 0',
        'podFailurePolicy:',
        '  rules:',
        '  - action: Ignore',
        '    onPodConditions: [{type: DisruptionTarget}]',
      ),
    },
    { title: 'three retries', yaml: jobOf('backoffLimit: 3') },
    { title: 'the default of six', yaml: jobOf('activeDeadlineSeconds: 600') },
  ],
  bad: [
    { title: 'no retry', at: 'spec.jobTemplate.spec.backoffLimit', yaml: jobOf('backoffLimit: 0') },
    {
      title: 'a policy about something else',
      at: 'spec.jobTemplate.spec.backoffLimit',
      yaml: jobOf(
        'backoffLimit: 1',
        'podFailurePolicy:',
        '  rules:',
        '  - action: FailJob',
        '    onExitCodes: {operator: In, values: [42]}',
      ),
    },
  ],
})

function ignoresDisruption({ podFailurePolicy }: JobSpec): boolean {
  const rules = podFailurePolicy?.rules
  return (
    Array.isArray(rules) &&
    (rules as readonly JsonObject[]).some(
      (rule) => rule?.action === 'Ignore' && JSON.stringify(rule.onPodConditions ?? '').includes('DisruptionTarget'),
    )
  )
}
