import type { CronJob } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { wallDate, type ClockSchedule } from '../../lib/schedule/index.ts'
import { clockSchedule } from './clock.ts'

/** The date of a run that is meant once, as `ScheduledJob` writes it. */
const ONCE = 'cronwright.dev/once'

/** An expression has no year: what was meant once comes again. */
export default defineRule({
  id: 'one-time-run-passed',
  title: 'A run that is meant once is still to come',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
An expression has no year, so \`0 3 1 6 *\` runs on every first of June. Where a manifest says which year was meant, in the annotation \`cronwright.dev/once\`, in its
name or in a comment beside the schedule, and that date has passed, the job is done: left as it is, it runs again a year later, when nobody thinks of it any more.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax'],

  check(cronJob, { now }) {
    const schedule = clockSchedule(cronJob.schedule)
    if (!schedule || cronJob.suspend === true || !isOneDate(schedule)) return undefined
    const date = datesOf(cronJob).find((candidate) => isOn(candidate, schedule))
    // A day of grace: the zone of the run may be behind UTC.
    if (date === undefined || date >= wallDate(now - 86_400)) return undefined
    return {
      at: 'spec.schedule',
      message: `the run of ${date} has passed, and schedule '${cronJob.schedule}' has no year: it runs again next year`,
      help: 'remove the CronJob, or set suspend: true until it is removed',
      fix: { title: 'suspend it', safe: false, edits: suspending(cronJob) },
    }
  },

  good: [
    { title: 'still to come', yaml: 'metadata:\n  name: move-2027-03-01\nspec:\n  schedule: "0 3 1 3 *"\n' },
    { title: 'every year', yaml: 'metadata:\n  name: yearly-report\nspec:\n  schedule: "0 3 1 3 *"\n' },
    { title: 'over and suspended', yaml: 'metadata:\n  name: move-2026-03-01\nspec:\n  schedule: "0 3 1 3 *"\n  suspend: true\n' },
    { title: 'another date', yaml: 'metadata:\n  name: release-2026-02-15\nspec:\n  schedule: "0 3 1 3 *"\n' },
  ],
  bad: [
    {
      title: 'the date in the name is over',
      at: 'spec.schedule',
      yaml: 'metadata:\n  name: move-2026-03-01\nspec:\n  schedule: "0 3 1 3 *"\n',
      fixed: 'metadata:\n  name: move-2026-03-01\nspec:\n  schedule: "0 3 1 3 *"\n  suspend: true\n',
    },
    {
      title: 'a year in a comment',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "30 22 5 11 *" # once, 2026-11-05\n',
      fixed: 'spec:\n  schedule: "30 22 5 11 *" # once, 2026-11-05\n  suspend: true\n',
    },
    {
      title: 'as the construct writes it',
      at: 'spec.schedule',
      yaml: "metadata:\n  name: example\n  annotations:\n    cronwright.dev/once: '2026-06-01T03:00:00Z'\nspec:\n  schedule: 0 3 1 6 *\n",
      fixed:
        "metadata:\n  name: example\n  annotations:\n    cronwright.dev/once: '2026-06-01T03:00:00Z'\nspec:\n  schedule: 0 3 1 6 *\n  suspend: true\n",
    },
  ],
})

/** One day of one month, and nothing else. */
function isOneDate({ minute, hour, dayOfMonth, month, dayOfWeek }: ClockSchedule): boolean {
  return [minute, hour, dayOfMonth, month].every(({ values }) => values.length === 1) && dayOfWeek.star
}

function isOn(date: string, { dayOfMonth, month }: ClockSchedule): boolean {
  const [, monthOf, day] = date.split('-').map(Number)
  return day === dayOfMonth.values[0] && monthOf === month.values[0]
}

/** Dates with a year that the manifest names: `2026-03-01` or `20260301`. */
function datesOf({ name = '', annotations, comments }: CronJob): readonly string[] {
  const beside = comments.filter(({ field }) => field === 'spec.schedule').map(({ text }) => text)
  return [annotations[ONCE] ?? '', name, ...beside].flatMap((text) =>
    [...text.matchAll(/(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)/g)].map(
      ([, year, month, day]) => `${year}-${month}-${day}`,
    ),
  )
}

function suspending({ suspend }: CronJob) {
  return suspend === undefined
    ? [{ kind: 'insert' as const, path: 'spec.suspend', value: true, after: 'schedule' }]
    : [{ kind: 'set' as const, path: 'spec.suspend', value: true }]
}
