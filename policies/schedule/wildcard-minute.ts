import { defineRule } from '../../lib/rule/index.ts'
import { clockSchedule, fieldTexts } from './clock.ts'

/** `* 2 * * *` is sixty runs between two and three, hardly ever what was meant. */
export default defineRule({
  id: 'wildcard-minute',
  title: 'A schedule that names an hour names a minute too',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
A star in the minute field with a restricted hour runs every minute of that hour: \`* 2 * * *\` runs sixty times between 02:00 and 02:59, \`* */6 * * *\` sixty
times in every sixth hour. Public repositories show authors repairing it to \`0 2 * * *\` and \`0 */6 * * *\` again and again.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
    'https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format',
  ],

  check(cronJob) {
    const schedule = clockSchedule(cronJob.schedule)
    const texts = fieldTexts(cronJob.schedule ?? '')
    if (!schedule || !texts || schedule.minute.values.length < 60 || schedule.hour.values.length === 24) return undefined
    return {
      at: 'spec.schedule',
      message: `schedule '${cronJob.schedule}' runs every minute of the matching hours: 60 runs an hour`,
      help: `for one run an hour write a minute: '0 ${texts.slice(1).join(' ')}'`,
      fix: {
        title: `run at minute 0: 0 ${texts.slice(1).join(' ')}`,
        safe: false,
        edits: [{ kind: 'set', path: 'spec.schedule', value: `0 ${texts.slice(1).join(' ')}` }],
      },
    }
  },

  good: [
    { title: 'every minute of every hour', yaml: 'spec:\n  schedule: "* * * * *"\n' },
    { title: 'once at two', yaml: 'spec:\n  schedule: "0 2 * * *"\n' },
    { title: 'every five minutes at night', yaml: 'spec:\n  schedule: "*/5 0-5 * * *"\n' },
  ],
  bad: [
    {
      title: 'sixty runs from two to three',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "* 2 * * *"\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n',
    },
    {
      title: 'meant as every six hours',
      at: 'spec.schedule',
      yaml: "spec:\n  schedule: '* */6 * * *'\n",
      fixed: "spec:\n  schedule: '0 */6 * * *'\n",
    },
  ],
})
