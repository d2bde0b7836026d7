import { defineRule } from '../../lib/rule/index.ts'
import { lasting, shortestInterval } from '../../lib/schedule/index.ts'
import { legalSchedule } from '../schedule/clock.ts'

/** A run may start later than the next one is due. */
export default defineRule({
  id: 'starting-deadline-exceeds-interval',
  title: 'A starting deadline is shorter than the interval between two runs',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
The controller makes up for the latest missed run only. A deadline longer than the interval never lets a run be too late: after an outage one starts at once, and the next follows at
its own time, right behind. Under Forbid, runs that take too long then go on back to back, at odd times. A deadline below the interval skips cleanly.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline'],

  check({ schedule: expression, startingDeadlineSeconds: seconds }) {
    if (seconds === undefined) return undefined
    const schedule = legalSchedule(expression)
    const interval = schedule && shortestInterval(schedule)
    if (interval === undefined || !(seconds > interval)) return undefined
    return {
      at: 'spec.startingDeadlineSeconds',
      restsOn: ['spec.schedule'],
      message: `startingDeadlineSeconds of ${lasting(seconds)} is longer than the ${lasting(interval)} between two runs: no run is ever too late`,
      help: `half the interval, ${Math.floor(interval / 2)}, skips what is too late to be useful`,
    }
  },

  good: [
    { title: 'half the interval', yaml: 'spec:\n  schedule: "0 * * * *"\n  startingDeadlineSeconds: 1800\n' },
    { title: 'the interval itself', yaml: 'spec:\n  schedule: "*/5 * * * *"\n  startingDeadlineSeconds: 300\n' },
  ],
  bad: [
    {
      title: 'ten minutes for a run every five',
      at: 'spec.startingDeadlineSeconds',
      yaml: 'spec:\n  schedule: "*/5 * * * *"\n  startingDeadlineSeconds: 600\n',
    },
    {
      title: 'the shortest interval counts',
      at: 'spec.startingDeadlineSeconds',
      yaml: 'spec:\n  schedule: "0,1,30 * * * *"\n  startingDeadlineSeconds: 300\n',
    },
  ],
})
