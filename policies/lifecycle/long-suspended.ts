import type { CronJob } from '../../lib/fleet/workload.ts'
import { defineRule } from '../../lib/rule/index.ts'
import { wallDate } from '../../lib/schedule/index.ts'

const DAY = 86_400

/** Suspended for weeks: forgotten, or to be removed. */
export default defineRule({
  id: 'long-suspended',
  title: 'A CronJob is suspended for a time only',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
A CronJob that was suspended during an incident and never resumed is a backup that does not run. Git does not tell a linter since when; a date in a comment beside \`suspend\` or in an annotation
does (\`# suspended 2026-05-01\`). When \`startingDeadlineSeconds\` is absent, taking \`suspend\` away starts a run at once, so resume with care.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension'],
  options: { days: { default: 30, description: 'for how many days a CronJob may be suspended' } },

  check(cronJob, { now, options }) {
    if (cronJob.suspend !== true) return undefined
    const since = dateBeside(cronJob)
    if (since === undefined || since >= wallDate(now - Number(options.days) * DAY)) return undefined
    return {
      at: 'spec.suspend',
      message: `suspended since ${since}: longer than ${options.days} days`,
      help: 'resume it, remove it, or write the date until which it stays suspended',
    }
  },

  good: [
    { title: 'since last week', yaml: 'spec:\n  suspend: true # 2027-01-08: database migration\n' },
    { title: 'nobody says since when', yaml: 'spec:\n  suspend: true\n' },
    { title: 'until a day to come', yaml: 'spec:\n  suspend: true # until 2027-06-30\n' },
  ],
  bad: [
    { title: 'since May', at: 'spec.suspend', yaml: 'spec:\n  suspend: true # suspended 2026-05-01 during the incident\n' },
    {
      title: 'in an annotation',
      at: 'spec.suspend',
      yaml: 'metadata:\n  name: example\n  annotations:\n    cronwright.dev/suspended-since: 2026-05-01\nspec:\n  suspend: true\n',
    },
  ],
})

/** The latest date that is written beside `suspend` or in an annotation about it. */
function dateBeside({ annotations, comments }: CronJob): string | undefined {
  const beside = comments.filter(({ field }) => field === 'spec.suspend').map(({ text }) => text)
  const about = Object.entries(annotations)
    .filter(([key]) => /suspend/i.test(key))
    .map(([, text]) => text)
  return [...beside, ...about]
    .flatMap((text) => text.match(/\b20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b/g) ?? [])
    .sort()
    .at(-1)
}
