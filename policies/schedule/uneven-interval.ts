import { defineRule, type Violation } from '../../lib/rule/index.ts'
import { clockSchedule, fieldTexts } from './clock.ts'

const PARTS = [
  { index: 0, field: 'minute', name: 'minutes', of: 'hour', size: 60 },
  { index: 1, field: 'hour', name: 'hours', of: 'day', size: 24 },
  { index: 2, field: 'dayOfMonth', name: 'days', of: 'month', size: 31 },
] as const

/** A step starts anew with every hour, day and month. */
export default defineRule({
  id: 'uneven-interval',
  title: 'A step divides its hour, day or month',
  level: 'note',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
A step counts from the start of each hour, day or month: \`*/7\` runs at minute 0, 7, … 56 and again at 0, four minutes later; \`*/45\` runs at 0 and 45, fifteen
minutes apart; \`0 */5 * * *\` leaves four hours at midnight; \`0 0 */3 * *\` runs on the 31st and on the 1st. What reads as "every N" is not.`,
  references: ['https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format'],

  *check(cronJob): Generator<Violation> {
    const schedule = clockSchedule(cronJob.schedule)
    const texts = fieldTexts(cronJob.schedule ?? '')
    if (!schedule || !texts) return
    for (const { index, field, name, of, size } of PARTS) {
      const step = Number(/^[*?]\/\+?0*(\d+)$/.exec(texts[index])?.[1])
      // A step beyond the range matches its first value only: rule oversized-step.
      if (!(step > 1) || schedule[field].values.length < 2 || (of !== 'month' && size % step === 0)) continue
      const last = schedule[field].values.at(-1) as number
      const left = of === 'month' ? '1 to 3' : String(size - last)
      yield {
        at: 'spec.schedule',
        message: `'${texts[index]}' is not every ${step} ${name}: it starts anew each ${of}, and the last gap is ${of === 'month' ? `${left} days` : `${left} ${name}`}`,
        help:
          of === 'month'
            ? 'for equal gaps let the job itself count days'
            : `steps that divide ${size} are even: ${divisors(size).join(', ')}`,
      }
      return
    }
  },

  good: [
    { title: 'every fifteen minutes', yaml: 'spec:\n  schedule: "*/15 * * * *"\n' },
    { title: 'every six hours', yaml: 'spec:\n  schedule: "0 */6 * * *"\n' },
    { title: 'a list says what it means', yaml: 'spec:\n  schedule: "0,45 * * * *"\n' },
  ],
  bad: [
    { title: 'seven does not divide sixty', at: 'spec.schedule', yaml: 'spec:\n  schedule: "*/7 * * * *"\n' },
    { title: 'five does not divide a day', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 */5 * * *"\n' },
    { title: 'three days across the end of a month', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 */3 * *"\n' },
  ],
})

function divisors(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index + 1).filter((step) => step > 1 && step < size && size % step === 0)
}
