import { defineRule } from '../../lib/rule/index.ts'
import { hasBothDayFields } from '../../lib/schedule/index.ts'
import { clockSchedule, fieldTexts } from './clock.ts'

/** Both day fields set means either of them. */
export default defineRule({
  id: 'day-of-month-or-week',
  title: 'A schedule restricts the day of the month or the day of the week, not both',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
When both day fields are restricted, Kubernetes runs on days that match either of them: \`0 0 13 * 5\` is every Friday and every 13th. There is no schedule for
"Friday the 13th" or "the first Monday"; the job itself has to check one of the two. A step counts as a restriction: \`0 0 */2 * 1\` is every odd day and
every Monday.`,
  references: ['https://github.com/kubernetes/kubernetes/issues/125610'],

  check(cronJob) {
    const schedule = clockSchedule(cronJob.schedule)
    const texts = fieldTexts(cronJob.schedule ?? '')
    if (!schedule || !texts || !hasBothDayFields(schedule)) return undefined
    if (schedule.dayOfMonth.values.length === 0 || schedule.dayOfWeek.values.length === 0) return undefined
    return {
      at: 'spec.schedule',
      message: `schedule '${cronJob.schedule}' runs on days of the month ${texts[2]} or days of the week ${texts[4]}, not on days that are both`,
      help: 'leave one of the two fields as * and check the other in the job',
    }
  },

  good: [
    { title: 'Mondays', yaml: 'spec:\n  schedule: "0 0 * * 1"\n' },
    { title: 'the first of the month', yaml: 'spec:\n  schedule: "0 0 1 * ?"\n' },
    { title: 'a step of one is a star', yaml: 'spec:\n  schedule: "0 0 */1 * 1"\n' },
  ],
  bad: [
    { title: 'Friday the 13th', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 13 * 5"\n' },
    { title: 'the first Sunday', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 5 1-7 * 0"\n' },
  ],
})
