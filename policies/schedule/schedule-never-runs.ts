import { defineRule } from '../../lib/rule/index.ts'
import { neverRuns } from '../../lib/schedule/index.ts'
import { clockSchedule } from './clock.ts'

/** The API server accepts a date that never comes; the controller says so in an event that nobody reads. */
export default defineRule({
  id: 'schedule-never-runs',
  title: 'The schedule comes round at least once in five years',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
\`0 0 31 2 *\` is accepted: the parser looks at each field for itself. The controller then searches five years, finds nothing, emits \`InvalidSchedule\` and
never runs the job. Some write it on purpose to say "started by hand only"; \`suspend: true\` says that in a word, and tools do not trip over it.`,
  references: ['https://github.com/lensapp/lens/issues/8199'],

  check(cronJob) {
    const schedule = clockSchedule(cronJob.schedule)
    if (!schedule || cronJob.suspend || !neverRuns(schedule)) return undefined
    return {
      at: 'spec.schedule',
      restsOn: ['spec.suspend'],
      message: `schedule '${cronJob.schedule}' never runs: no date matches it`,
      help: 'to keep a CronJob that is started by hand only, set suspend: true and any schedule that exists',
    }
  },

  good: [
    { title: 'a day that comes every leap year', yaml: 'spec:\n  schedule: "0 0 29 2 *"\n' },
    { title: 'with a day of the week it is a matter of or', yaml: 'spec:\n  schedule: "0 0 31 2 1"\n' },
    { title: 'off, and said so in the word for it', yaml: 'spec:\n  schedule: "0 0 31 2 *"\n  suspend: true\n' },
  ],
  bad: [
    { title: 'the 31st of February', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 31 2 *"\n' },
    { title: 'a field of commas', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 , * * *"\n' },
  ],
})
