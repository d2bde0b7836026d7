import { defineRule } from '../../lib/rule/index.ts'
import { legalSchedule } from './clock.ts'

/** `@every` counts from the creation of the object, and from each run on. */
export default defineRule({
  id: 'drifting-interval',
  title: 'A schedule stands on the clock',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
\`@every 6h\` has no place on the clock: the controller counts from the creation of the CronJob and then from its last run. Creating the object anew (another cluster,
Replace with Force) moves every run, timeZone has no say, and nobody can tell from the manifest when it runs. An expression with five fields can.`,
  references: ['https://pkg.go.dev/github.com/robfig/cron/v3#hdr-Intervals'],

  check(cronJob) {
    const schedule = legalSchedule(cronJob.schedule)
    if (schedule?.kind !== 'interval') return undefined
    const fixed = onTheClock(schedule.seconds)
    return {
      at: 'spec.schedule',
      message: `schedule '${cronJob.schedule}' counts from the creation of the CronJob: when it runs, no manifest says`,
      help: fixed === undefined ? 'name the times in five fields' : `'${fixed}' keeps the interval and stands on the clock`,
      ...(fixed === undefined
        ? {}
        : { fix: { title: `write ${fixed}`, safe: false, edits: [{ kind: 'set' as const, path: 'spec.schedule', value: fixed }] } }),
    }
  },

  good: [
    { title: 'every six hours on the clock', yaml: 'spec:\n  schedule: "0 */6 * * *"\n' },
    { title: 'a descriptor on the clock', yaml: 'spec:\n  schedule: "@hourly"\n' },
  ],
  bad: [
    {
      title: 'every six hours from when?',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "@every 6h"\n',
      fixed: 'spec:\n  schedule: "0 */6 * * *"\n',
    },
    { title: 'what five fields cannot say', at: 'spec.schedule', yaml: 'spec:\n  schedule: "@every 90m"\n' },
  ],
})

/** The expression with the same interval, where its minutes divide an hour or its hours a day. */
function onTheClock(seconds: number): string | undefined {
  if (seconds % 60 !== 0) return undefined
  const minutes = seconds / 60
  if (minutes < 60) return 60 % minutes === 0 ? (minutes === 1 ? '* * * * *' : `*/${minutes} * * * *`) : undefined
  const hours = minutes / 60
  if (!Number.isInteger(hours) || 24 % hours !== 0) return undefined
  return hours === 1 ? '0 * * * *' : hours === 24 ? '0 0 * * *' : `0 */${hours} * * *`
}
