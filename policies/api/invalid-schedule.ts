import { diagnoseExpression, type Diagnosis } from '../../lib/dialect/index.ts'
import type { Problem } from '../../lib/kubernetes/problem.ts'
import { defineRule } from '../../lib/rule/index.ts'

/** The parser inside Kubernetes refuses the expression, whatever other crons make of it. */
export default defineRule({
  id: 'invalid-schedule',
  title: 'The schedule is one that Kubernetes reads',
  level: 'error',
  rationale: `
Kubernetes takes five fields: minute, hour, day of month, month, day of week. There is no seconds field, \`7\` is no Sunday, \`L\`, \`W\`, \`#\` and \`H\` mean
nothing, ranges do not wrap, and names have three letters. The API server refuses everything else.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
    'https://pkg.go.dev/github.com/robfig/cron/v3',
  ],

  explains: [
    {
      stage: 'validation',
      reasons: ['FieldValueInvalid'],
      when: ({ field, message }) => field === 'spec.schedule' && !message.includes('cannot use TZ'),
    },
  ],
  message({ detail, message }) {
    const reason = message.replace(/^Invalid value: "(?:[^"\\]|\\.)*": /, '')
    return detail?.kind === 'schedule' ? `schedule '${detail.expression}' is refused: ${reason}` : `the schedule is refused: ${reason}`
  },

  help(problem) {
    const diagnosis = diagnosisOf(problem)
    if (!diagnosis) return undefined
    const { dialect, why, schedule, exact } = diagnosis
    const origin = dialect === 'typing error' ? '' : ` (${dialect})`
    return `${why}${origin}${schedule === undefined ? '' : exact ? `: write "${schedule}"` : `: "${schedule}" comes near`}`
  },
  fix(problem) {
    const diagnosis = diagnosisOf(problem)
    if (diagnosis?.schedule === undefined || !diagnosis.exact) return undefined
    return {
      title: `write "${diagnosis.schedule}"`,
      safe: true,
      edits: [{ kind: 'set', path: 'spec.schedule', value: diagnosis.schedule }],
    }
  },

  good: [
    { title: 'Sunday is 0', yaml: 'spec:\n  schedule: "0 6 * * 0"\n' },
    { title: 'a step larger than its range is odd and legal', yaml: 'spec:\n  schedule: "*/90 * * * *"\n' },
  ],
  bad: [
    { title: 'Sunday as 7', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 6 * * 7"\n', fixed: 'spec:\n  schedule: "0 6 * * 0"\n' },
    {
      title: 'Friday to Sunday',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "0 6 * * 5-7"\n',
      fixed: 'spec:\n  schedule: "0 6 * * 5-6,0"\n',
    },
    {
      title: 'a seconds field',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "0 0 2 * * ?"\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n',
    },
    {
      title: 'a step without its slash',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "*5 * * * *"\n',
      fixed: 'spec:\n  schedule: "*/5 * * * *"\n',
    },
    {
      title: 'a step without its star',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "0 /6 * * *"\n',
      fixed: 'spec:\n  schedule: "0 */6 * * *"\n',
    },
    {
      title: 'a night as a range',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "0 22-2 * * *"\n',
      fixed: 'spec:\n  schedule: "0 22-23,0-2 * * *"\n',
    },
    { title: 'days in @every', at: 'spec.schedule', yaml: 'spec:\n  schedule: "@every 1d"\n', fixed: 'spec:\n  schedule: "@every 24h"\n' },
    { title: 'a capital', at: 'spec.schedule', yaml: 'spec:\n  schedule: "@Daily"\n', fixed: 'spec:\n  schedule: "@daily"\n' },
    { title: 'the last day of the month', at: 'spec.schedule', yaml: 'spec:\n  schedule: "0 0 L * *"\n' },
    { title: 'no such minute', at: 'spec.schedule', yaml: 'spec:\n  schedule: "60 * * * *"\n' },
  ],
})

function diagnosisOf({ detail }: Problem): Diagnosis | undefined {
  return detail?.kind === 'schedule' ? diagnoseExpression(detail.expression) : undefined
}
