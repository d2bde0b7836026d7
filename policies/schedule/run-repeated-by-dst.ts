import { defineRule } from '../../lib/rule/index.ts'
import { isKnownTimeZone, nextRepeatedByDst, wallDate, wallTime } from '../../lib/schedule/index.ts'
import { clockSchedule, FIVE_YEARS } from './clock.ts'

/** Half past one comes twice on the night when summer time ends, and so does the run. */
export default defineRule({
  id: 'run-repeated-by-dst',
  title: 'No run falls into an hour that comes twice',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
When clocks go back, an hour of local time comes twice. Kubernetes runs in both; most other crons run once. Where clocks change at midnight, its schedule library can also run on the
day after the one that is named. Schedules that also run within two hours before and after are left alone: they follow real time.`,
  references: ['https://github.com/kubernetes/kubernetes/issues/121594'],

  check(cronJob, { now }) {
    const schedule = clockSchedule(cronJob.schedule)
    const timeZone = schedule?.timeZone ?? cronJob.timeZone
    if (!schedule || timeZone === undefined || !isKnownTimeZone(timeZone)) return undefined
    const next = nextRepeatedByDst(schedule, { timeZone, from: now, until: now + FIVE_YEARS })
    if (!next) return undefined
    const { repeated, strayed, change } = next
    const { wall } = repeated[0] ?? strayed[0]
    const when = `${wallDate(wall)} at ${wallTime(wall)} ${timeZone}`
    return {
      at: 'spec.schedule',
      restsOn: ['spec.timeZone'],
      message:
        repeated.length > 0
          ? `runs twice on ${when}: the clocks go back from ${wallTime(change.at + change.before)} to ${wallTime(change.at + change.after)}`
          : `runs on ${when}, which the schedule does not name: the clocks change at ${wallTime(change.at + change.before)}`,
      help: 'take a time of day that comes once on every date, or timeZone: Etc/UTC; a job that may run twice must do its work once',
    }
  },

  good: [
    { title: 'noon comes once', yaml: 'spec:\n  schedule: "0 12 * * *"\n  timeZone: America/New_York\n' },
    { title: 'every hour of a longer day', yaml: 'spec:\n  schedule: "*/30 * * * *"\n  timeZone: America/New_York\n' },
    { title: 'one run more for a job of every two hours', yaml: 'spec:\n  schedule: "0 */2 * * *"\n  timeZone: Europe/Berlin\n' },
    { title: 'two in New York comes once', yaml: 'spec:\n  schedule: "0 2 * * *"\n  timeZone: America/New_York\n' },
  ],
  bad: [
    { title: 'in the hour that comes twice', at: 'spec.schedule', yaml: 'spec:\n  schedule: "30 1 * * *"\n  timeZone: America/New_York\n' },
    { title: 'in Berlin it is the next hour', at: 'spec.schedule', yaml: 'spec:\n  schedule: "30 2 * * *"\n  timeZone: Europe/Berlin\n' },
    { title: 'Thursday at five, and Friday', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 5 * * 4"\n  timeZone: Africa/Cairo\n' },
  ],
})
