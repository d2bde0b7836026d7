import { defineRule } from '../../lib/rule/index.ts'

/** Nanoseconds in 64 bits: from here on the controller's arithmetic wraps around. */
const LONGEST = 9_223_372_036

/** Accepted, and never runs. */
export default defineRule({
  id: 'starting-deadline-never-met',
  title: 'The starting deadline can be met',
  level: 'error',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
The controller looks for runs that are at most \`startingDeadlineSeconds\` late. With 0 every run is too late when it looks; over 9,223,372,036 its
count of nanoseconds overflows and every run is too late as well. The API server accepts both.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],

  check({ startingDeadlineSeconds: seconds }) {
    if (seconds === undefined || (seconds !== 0 && !(seconds > LONGEST))) return undefined
    return {
      at: 'spec.startingDeadlineSeconds',
      message: `startingDeadlineSeconds ${seconds} is never met: no run ever starts`,
      help: 'set it below the time between two runs, for example 600',
    }
  },

  good: [
    { title: 'ten minutes', yaml: 'spec:\n  startingDeadlineSeconds: 600\n' },
    { title: 'none', yaml: 'spec:\n  schedule: "0 2 * * *"\n' },
    { title: 'the longest that counts', yaml: 'spec:\n  startingDeadlineSeconds: 9223372036\n' },
  ],
  bad: [
    { title: 'zero', at: 'spec.startingDeadlineSeconds', yaml: 'spec:\n  startingDeadlineSeconds: 0\n' },
    { title: 'overflow', at: 'spec.startingDeadlineSeconds', yaml: 'spec:\n  startingDeadlineSeconds: 9223372037\n' },
  ],
})
