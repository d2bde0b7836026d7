import { defineRule } from '../../lib/rule/index.ts'
import { clockSchedule } from './clock.ts'

/** Without a zone the schedule follows the clock of the controller's process, which no manifest shows. */
export default defineRule({
  id: 'missing-time-zone',
  title: 'A schedule with an hour names its time zone',
  level: 'warning',
  kinds: ['CronJob'],
  rationale: `
Without \`timeZone\` a schedule is read in the local zone of the kube-controller-manager process: UTC in most managed clusters, the machine's zone in others, and it may
change with a move of the control plane. A schedule that runs at the same minutes of every hour is the same everywhere; one that names an hour, a day or a month is not.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones'],

  check(cronJob) {
    const schedule = clockSchedule(cronJob.schedule)
    if (!schedule || cronJob.timeZone !== undefined || schedule.timeZone !== undefined) return undefined
    const { hour, dayOfMonth, month, dayOfWeek } = schedule
    if (hour.values.length === 24 && dayOfMonth.values.length === 31 && month.values.length === 12 && dayOfWeek.values.length === 7)
      return undefined
    return {
      at: 'spec.timeZone',
      message: `schedule '${cronJob.schedule}' has no timeZone: it follows the clock of the kube-controller-manager, wherever that runs`,
      help: 'timeZone: Etc/UTC says what most clusters do today and has no summer time',
      fix: {
        title: 'add timeZone: Etc/UTC',
        safe: false,
        edits: [{ kind: 'insert', path: 'spec.timeZone', value: 'Etc/UTC', after: 'schedule' }],
      },
    }
  },

  good: [
    { title: 'a zone', yaml: 'spec:\n  schedule: "0 2 * * *"\n  timeZone: Europe/Berlin\n' },
    { title: 'the same minutes everywhere', yaml: 'spec:\n  schedule: "*/15 * * * *"\n' },
    { title: 'an interval has no clock', yaml: 'spec:\n  schedule: "@every 6h"\n' },
  ],
  bad: [
    {
      title: 'two in the morning, where?',
      at: 'spec.timeZone',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n  timeZone: Etc/UTC\n',
    },
    {
      title: 'every hour of which Sunday?',
      at: 'spec.timeZone',
      yaml: 'spec:\n  schedule: "0 * * * 0"\n',
      fixed: 'spec:\n  schedule: "0 * * * 0"\n  timeZone: Etc/UTC\n',
    },
  ],
})
