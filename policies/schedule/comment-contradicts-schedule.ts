import { contradictionOf, readTimeClaim } from '../../lib/dialect/index.ts'
import type { CronJob } from '../../lib/fleet/workload.ts'
import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { legalSchedule } from './clock.ts'

/** A comment says when the job runs, and the expression says otherwise: one of the two is a mistake. */
export default defineRule({
  id: 'comment-contradicts-schedule',
  title: 'What is written beside a schedule agrees with it',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
An expression is hard to read and a comment is easy to forget: \`0 4 * * *\` beside "Every 4 hours" runs once a day, \`0 */3 * * *\` beside "Run at 3am daily" eight times. Comments on
the line of the schedule and right above it are read, and names and annotations that say how often or when. A sentence that names another time zone, a plan, a condition or an exception
is left alone.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax'],

  *check(cronJob): Generator<Violation> {
    const schedule = legalSchedule(cronJob.schedule)
    if (!schedule) return
    for (const { text, range } of sayings(cronJob)) {
      const claim = readTimeClaim(text)
      const truth = claim && contradictionOf(claim, schedule, cronJob.timeZone)
      if (truth === undefined) continue
      yield {
        at: 'spec.schedule',
        restsOn: ['spec.timeZone'],
        ...(range ? { range } : {}),
        message: `'${text}' contradicts schedule '${cronJob.schedule}', which runs ${truth}`,
        help: 'correct one of the two; where the sentence is in another time zone, name it there',
      }
      return
    }
  },

  good: [
    { title: 'they agree', yaml: 'spec:\n  schedule: "0 */4 * * *" # every 4 hours\n' },
    { title: 'in a zone that it names', yaml: 'spec:\n  schedule: "0 8 * * *" # 3 AM EST\n  timeZone: Etc/UTC\n' },
    { title: 'an hour without its minutes', yaml: 'spec:\n  # Run at 2 AM daily\n  schedule: "17 2 * * *"\n' },
    { title: 'about another job', yaml: 'spec:\n  schedule: "0 4 * * 0" # Sundays 04:00, after the defragmentation at 03:00\n' },
    { title: 'the bounds of a window', yaml: 'spec:\n  schedule: "15,45 6-20 * * *" # Every 30 mins between 6 AM - 8 PM\n' },
  ],
  bad: [
    { title: 'an hour is not a step', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 4 * * *" # Every 4 hours\n' },
    { title: 'a step is not an hour', at: 'spec.schedule', yaml: 'spec:\n  # Run at 3am daily\n  schedule: "0 */3 * * *"\n' },
    { title: 'twelve times as often', at: 'spec.schedule', yaml: 'spec:\n  schedule: "*/5 * * * *" # every hour\n' },
    {
      title: 'every day, not on weekdays',
      at: 'spec.schedule',
      yaml: 'metadata:\n  name: example\n  annotations:\n    description: weekdays at 9\nspec:\n  schedule: 0 9 * * *\n',
    },
    {
      title: 'a name that says it',
      at: 'spec.schedule',
      yaml: 'metadata:\n  name: sync-every-15-minutes\nspec:\n  schedule: "15 * * * *"\n',
    },
  ],
})

interface Saying {
  readonly text: string
  readonly range?: { readonly start: number; readonly end: number }
}

/** A comment above the schedule is about it where it begins like a sentence about time; on the line itself it always is. */
const BEGINS =
  /^(?:(?:this|the|it|job|cron|cronjob|backup|schedule)\s+)*(?:runs?|running|executes?|schedule[ds]?:?|cron(?:job)?:?|starts?|triggers?|fires?|every|each|once|twice|at|on|daily|nightly|hourly|weekly|monthly|midnight|noon|weekdays|(?:sun|mon|tues|wednes|thurs|fri|satur)days?|\d)\b/i

function sayings({ name = '', annotations, comments }: CronJob): readonly Saying[] {
  const beside = comments
    .filter(({ field, text, ownLine }) => field === 'spec.schedule' && (!ownLine || BEGINS.test(plain(text))))
    .map(({ text, start, end }): Saying => ({ text: plain(text), range: { start, end } }))
  const described = Object.keys(annotations).filter((key) => DESCRIBES.test(key))
  return [
    ...beside,
    ...described.map((key) => ({ text: annotations[key] })),
    ...(SAYING_NAME.test(name) ? [{ text: name.replace(/[-_.]/g, ' ') }] : []),
  ]
}

const DESCRIBES = /(?:description|schedule|frequency|summary|note)$/i

/** Names tell what a job is about: "daily-report" may well run hourly. Only a number or a time in them is a claim. */
const SAYING_NAME =
  /every-\d+-?(?:m|min|h|hour|day)|(?:^|-)\d{1,2}[ap]m(?:-|$)|-at-(?:\d{1,2}|midnight|noon)(?:-|$)|every-(?:hour|minute|day|night)(?:-|$)/

function plain(comment: string): string {
  return comment.replace(/^[#\s]+/, '').trim()
}
