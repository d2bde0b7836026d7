import { defineRule } from '../../lib/rule/index.ts'
import { monthsWithoutRun } from '../../lib/schedule/index.ts'
import { clockSchedule } from './clock.ts'

/** The 31st comes seven times a year. */
export default defineRule({
  id: 'skipped-months',
  title: 'A monthly schedule runs in every month that it names',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
A day of the month that does not exist is not moved to the last day: \`0 0 31 * *\` runs seven times a year, \`0 0 30 * *\` never in February, and \`0 0 29 * *\` in February
of leap years only. Kubernetes has no \`L\` for the last day.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax'],

  check(cronJob) {
    const schedule = clockSchedule(cronJob.schedule)
    const skipped = schedule ? monthsWithoutRun(schedule) : { never: [], leapYearsOnly: false }
    if (skipped.never.length === 0 && !skipped.leapYearsOnly) return undefined
    const february = skipped.leapYearsOnly ? ['February (leap years aside)'] : []
    return {
      at: 'spec.schedule',
      message: `schedule '${cronJob.schedule}' has no run in ${[...february, ...skipped.never].join(', ')}: day ${schedule?.dayOfMonth.values[0]} is not in every month`,
      help: 'for the last day of the month run on days 28-31 and let the script go on only if tomorrow is the 1st; or run on the 1st',
    }
  },

  good: [
    { title: 'the 28th is in every month', yaml: 'spec:\n  schedule: "0 0 28 * *"\n' },
    { title: 'days 28 to 31, the script picks the last', yaml: 'spec:\n  schedule: "0 0 28-31 * *"\n' },
    { title: 'months that have a 31st', yaml: 'spec:\n  schedule: "0 0 31 1,12 *"\n' },
    { title: 'with a day of the week it is a matter of or', yaml: 'spec:\n  schedule: "0 0 31 * 1"\n' },
  ],
  bad: [
    { title: 'the 31st', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 31 * *"\n' },
    { title: 'not in February', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 30 * *"\n' },
    { title: 'leap years only', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 29 2 *"\n' },
  ],
})
