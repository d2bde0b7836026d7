import { defineRule } from '../../lib/rule/index.ts'
import { clockSchedule, fieldTexts } from './clock.ts'

const FIELDS = [
  { name: 'minute', names: 'minutes', first: 0, last: 59 },
  { name: 'hour', names: 'hours', first: 0, last: 23 },
  { name: 'day of month', names: 'days', first: 1, last: 31 },
  { name: 'month', names: 'months', first: 1, last: 12 },
  { name: 'day of week', names: 'days', first: 0, last: 6 },
] as const

/** A step beyond its range matches the first value only: a step of 90 in the minute field is once an hour. */
export default defineRule({
  id: 'oversized-step',
  title: 'A step is smaller than the range that it walks',
  level: 'warning',
  kinds: ['CronJob'],
  patches: true,
  rationale: `
Kubernetes takes a step of any size and starts anew with every hour, day or month. A step that leaves its range at once matches the first value only: \`*/90\` in the
minute field runs at minute 0 of every hour, not every 90 minutes, and \`*/24\` in the hour field once a day. Tools that export schedules have crashed on it.`,
  references: ['https://github.com/kubernetes/kube-state-metrics/issues/2967'],

  *check(cronJob) {
    if (!cronJob.schedule?.includes('/')) return
    const texts = fieldTexts(cronJob.schedule)
    if (!clockSchedule(cronJob.schedule) || !texts) return
    for (const [index, { name, names, first, last }] of FIELDS.entries()) {
      const piece = texts[index].split(',').find((part) => isOversized(part, first, last))
      if (piece === undefined) continue
      const step = piece.split('/')[1]
      yield {
        at: 'spec.schedule',
        message: `step ${step} never comes to its second value: '${piece}' in the ${name} field is '${
          piece
            .split('/')[0]
            .replace(/^[*?].*/, String(first))
            .split('-')[0]
        }'`,
        help: `it is not every ${step} ${names}: write the values that are meant, or let the job itself decide whether it is time`,
      }
      return
    }
  },

  good: [
    { title: 'four times an hour', yaml: 'spec:\n  schedule: "*/15 * * * *"\n' },
    { title: 'from the half hour on', yaml: 'spec:\n  schedule: "30/10 * * * *"\n' },
    { title: 'the largest step that comes twice', yaml: 'spec:\n  schedule: "*/59 * * * *"\n' },
  ],
  bad: [
    { title: 'once an hour', at: 'spec.schedule', yaml: 'spec:\n  schedule: "*/90 * * * *"\n' },
    { title: 'once a day', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 */24 * * *"\n' },
    { title: 'a range that is too short', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 9-12/6 * * *"\n' },
  ],
})

/** True where the first step leaves the range. Names of months and days have no such steps in practice. */
function isOversized(piece: string, first: number, last: number): boolean {
  const [, star, from, to, step] = /^(?:([*?])[^/]*|(\d+)(?:-(\d+))?)\/\+?(\d+)$/.exec(piece) ?? []
  if (step === undefined) return false
  const low = star ? first : Number(from)
  const high = to === undefined ? last : Number(to)
  return low < high && low + Number(step) > high
}
