import { defineRule } from '../../lib/rule/index.ts'

/** Allow, the default, lets runs pile up without bound. */
export default defineRule({
  id: 'missing-concurrency-policy',
  title: 'A CronJob says what happens when runs overlap',
  level: 'note',
  kinds: ['CronJob'],
  rationale: `
Without \`concurrencyPolicy\` it is \`Allow\`: a run that takes longer than the interval meets the next, and runs that hang pile up without bound. \`Forbid\` skips the new run,
\`Replace\` ends the old one. Which is right only the author knows.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy'],

  check({ concurrencyPolicy }) {
    if (concurrencyPolicy !== undefined) return undefined
    return {
      at: 'spec.concurrencyPolicy',
      message: 'no concurrencyPolicy: runs that take too long pile up (Allow)',
      help: 'set Forbid (skip the new run), Replace (end the old one) or, knowingly, Allow',
      fix: {
        title: 'add concurrencyPolicy: Forbid',
        safe: false,
        edits: [{ kind: 'insert', path: 'spec.concurrencyPolicy', value: 'Forbid', after: 'schedule' }],
      },
    }
  },

  good: [
    { title: 'said', yaml: 'spec:\n  schedule: "0 2 * * *"\n  concurrencyPolicy: Forbid\n' },
    { title: 'Allow, knowingly', yaml: 'spec:\n  schedule: "0 2 * * *"\n  concurrencyPolicy: Allow\n' },
  ],
  bad: [
    {
      title: 'nobody thought of it',
      at: 'spec.concurrencyPolicy',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n  concurrencyPolicy: Forbid\n',
    },
  ],
})
