import { defineRule } from '../../lib/rule/index.ts'
import { shortestInterval } from '../../lib/schedule/index.ts'
import { legalSchedule } from '../schedule/clock.ts'

/** Without a deadline a run that was missed is made up for whenever the controller can. */
export default defineRule({
  id: 'missing-starting-deadline',
  title: 'A CronJob says how late a run may still start',
  level: 'warning',
  kinds: ['CronJob'],
  rationale: `
Without \`startingDeadlineSeconds\` the controller makes up for the last missed run whenever it can: after an outage of the control plane, when \`suspend\` is
lifted, when a run under Forbid ends late, and when the schedule is edited so that a slot of the new schedule is already past. A nightly backup may
start at noon. Ten minutes are enough for a controller that restarts.`,
  whyOften:
    'It speaks of most CronJobs that people write (nine of ten public ones set no deadline), because the default has no bound and nobody notices before the first outage. So it is a note in `recommended`.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
    'https://github.com/kubernetes/kubernetes/issues/63371',
  ],

  check(cronJob) {
    if (cronJob.startingDeadlineSeconds !== undefined) return undefined
    return {
      at: 'spec.startingDeadlineSeconds',
      message: 'no startingDeadlineSeconds: a missed run starts whenever the controller can, hours late or when the schedule is edited',
      help: `set it below the time between two runs, for example ${half(cronJob.schedule)}`,
    }
  },

  good: [
    { title: 'ten minutes late at most', yaml: 'spec:\n  schedule: "0 2 * * *"\n  startingDeadlineSeconds: 600\n' },
    { title: 'a value that is filled in later', yaml: 'spec:\n  schedule: "0 2 * * *"\n  startingDeadlineSeconds: ${DEADLINE}\n' },
  ],
  bad: [{ title: 'no bound', at: 'spec.startingDeadlineSeconds', yaml: 'spec:\n  schedule: "0 2 * * *"\n  concurrencyPolicy: Forbid\n' }],
})

/** Half the time between two runs, at most ten minutes; the controller looks every ten seconds, so no less. */
function half(expression: string | undefined): number {
  const schedule = legalSchedule(expression)
  const interval = (schedule && shortestInterval(schedule)) ?? 1200
  return Math.min(600, Math.max(10, Math.floor(interval / 2)))
}
