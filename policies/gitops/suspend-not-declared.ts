import { valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type Violation } from '../../lib/rule/index.ts'

/** What Git does not say, no tool puts right. */
export default defineRule({
  id: 'suspend-not-declared',
  title: 'A CronJob in Git says whether it is suspended',
  level: 'note',
  kinds: ['CronJob'],
  rationale: `
GitOps tools put right the fields that Git has, and leave alone those it has not. Somebody who suspends a CronJob by hand during an incident and forgets it leaves it off, while Argo CD says Synced and
Flux says Ready. With \`suspend: false\` in Git the next sync resumes it, and a suspension is a commit that has an author.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension'],

  check(cronJob): Violation | undefined {
    if (valueAt(cronJob.value, 'spec.suspend') !== undefined) return undefined
    return {
      at: 'spec.suspend',
      message: 'suspend is not declared: a CronJob that was suspended by hand stays off, and no tool says so',
      help: 'write suspend: false',
    }
  },

  good: [
    { title: 'it runs', yaml: 'spec: {schedule: "0 2 * * *", suspend: false}\n' },
    { title: 'it is off', yaml: 'spec: {schedule: "0 2 * * *", suspend: true}\n' },
  ],
  bad: [{ title: 'Git says nothing', at: 'spec.suspend', yaml: 'spec: {schedule: "0 2 * * *"}\n' }],
})
