import { defineRule } from '../../lib/rule/index.ts'
import { isKnownTimeZone, nextSkippedByDst, wallDate, wallTime } from '../../lib/schedule/index.ts'
import { clockSchedule, FIVE_YEARS } from './clock.ts'

/** Half past two does not exist on the night when summer time begins. */
export default defineRule({
  id: 'run-skipped-by-dst',
  title: 'No run falls into an hour that the clocks leave out',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
When clocks go forward, the local times in between do not exist. Kubernetes does not move such a run behind the change, as other crons do: it does not run on that day. Where clocks change
at midnight or by half an hour the search of its schedule library loses further runs of that day. Schedules that also run within two hours before and after are left alone.`,
  references: ['https://github.com/robfig/cron/pull/541'],

  check(cronJob, { now }) {
    const schedule = clockSchedule(cronJob.schedule)
    const timeZone = schedule?.timeZone ?? cronJob.timeZone
    if (!schedule || timeZone === undefined || !isKnownTimeZone(timeZone)) return undefined
    const next = nextSkippedByDst(schedule, { timeZone, from: now, until: now + FIVE_YEARS })
    if (!next) return undefined
    const [wall] = next.walls
    const { at, before, after } = next.change
    const missing = wall >= at + before && wall < at + after
    return {
      at: 'spec.schedule',
      restsOn: ['spec.timeZone'],
      message: `no run on ${wallDate(wall)} at ${wallTime(wall)} ${timeZone}: ${
        missing
          ? `the clocks go from ${wallTime(at + before)} to ${wallTime(at + after)}`
          : `the clocks change at ${wallTime(at + before)}, and the controller's search loses the run`
      }`,
      help: 'take a time of day that exists on every date, or timeZone: Etc/UTC',
    }
  },

  good: [
    { title: 'noon exists on every day', yaml: 'spec:\n  schedule: "0 12 * * *"\n  timeZone: America/New_York\n' },
    { title: 'the next of every two hours comes an hour late', yaml: 'spec:\n  schedule: "0 */2 * * *"\n  timeZone: America/New_York\n' },
    { title: 'every hour of a shorter day', yaml: 'spec:\n  schedule: "0 * * * *"\n  timeZone: America/New_York\n' },
    { title: 'a zone without summer time', yaml: 'spec:\n  schedule: "30 2 * * *"\n  timeZone: Asia/Tokyo\n' },
  ],
  bad: [
    { title: 'in the hour that is left out', at: 'spec.schedule', yaml: 'spec:\n  schedule: "30 2 * * *"\n  timeZone: America/New_York\n' },
    { title: 'midnight does not exist', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 * * *"\n  timeZone: Africa/Cairo\n' },
    {
      title: 'half an hour, and noon is lost',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "0 12 * * *"\n  timeZone: Australia/Lord_Howe\n',
    },
  ],
})
