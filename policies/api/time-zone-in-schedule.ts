import { defineRule, type Edit } from '../../lib/rule/index.ts'

/** The zone belongs into its own field. */
export default defineRule({
  id: 'time-zone-in-schedule',
  title: 'The time zone stands in timeZone, not in the schedule',
  level: 'error',
  rationale: `
\`TZ=\` and \`CRON_TZ=\` before a schedule worked by accident: the parser inside Kubernetes knows them, the documentation never did. Since 1.29 the API server
refuses to create a CronJob whose schedule contains \`TZ\`; before, it sent a warning. \`spec.timeZone\` is the field for it, stable since 1.27.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#unsupported-timezone-specification',
    'https://github.com/kubernetes/kubernetes/pull/116252',
  ],

  explains: [
    {
      stage: 'validation',
      reasons: ['FieldValueInvalid'],
      when: ({ field, message }) => field === 'spec.schedule' && message.includes('cannot use TZ'),
    },
  ],
  message: ({ detail }) => `the schedule holds a time zone${detail?.kind === 'schedule' ? `: '${detail.expression}'` : ''}`,
  help({ detail }) {
    const parts = detail?.kind === 'schedule' ? split(detail.expression) : undefined
    return parts ? `write schedule: "${parts.rest}" and timeZone: ${parts.zone}` : 'write the zone into timeZone'
  },
  fix({ detail }) {
    const parts = detail?.kind === 'schedule' ? split(detail.expression) : undefined
    if (!parts) return undefined
    const edits: Edit[] = [
      { kind: 'set', path: 'spec.schedule', value: parts.rest },
      { kind: 'insert', path: 'spec.timeZone', value: parts.zone, after: 'schedule' },
    ]
    return { title: `move ${parts.zone} into timeZone`, safe: true, edits }
  },

  good: [
    { title: 'the zone in its field', yaml: 'spec:\n  schedule: "30 2 * * *"\n  timeZone: Europe/Berlin\n' },
    { title: 'no zone: UTC', yaml: 'spec:\n  schedule: "30 2 * * *"\n' },
  ],
  bad: [
    {
      title: 'a zone before the fields',
      at: 'spec.schedule',
      yaml: 'spec:\n  schedule: "CRON_TZ=Europe/Berlin 30 2 * * *"\n  suspend: true\n',
      fixed: 'spec:\n  schedule: "30 2 * * *"\n  timeZone: Europe/Berlin\n  suspend: true\n',
    },
  ],
})

function split(expression: string): { readonly zone: string; readonly rest: string } | undefined {
  const match = /^(?:CRON_)?TZ=(\S+)\s+(\S.*)$/.exec(expression)
  return match && !match[2].includes('TZ') ? { zone: match[1], rest: match[2].trim() } : undefined
}
