import { defineRule, type Edit } from '../../lib/rule/index.ts'

/** The name is right and the level is wrong: the commonest mistake in manifests this deep. */
export default defineRule({
  id: 'misplaced-field',
  title: 'Every field stands at the level where Kubernetes reads it',
  level: 'error',
  rationale: `
A CronJob nests a Job, which nests a pod. A field one level too high or too low is unknown to the API server: refused under strict validation, dropped
silently otherwise. \`restartPolicy\` belongs into the pod's spec, \`activeDeadlineSeconds\` and \`backoffLimit\` into the Job's, \`concurrencyPolicy\` into the
CronJob's.`,
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/'],

  explains: [
    { stage: 'decode', reasons: ['UnknownField'], when: ({ detail }) => detail?.kind === 'unknown-field' && detail.belongs !== undefined },
  ],
  message({ field, detail }) {
    const name = detail?.kind === 'unknown-field' ? detail.name : field
    const parent = field.slice(0, Math.max(0, field.length - name.length - 1))
    return `'${name}' is no field of ${parent === '' ? 'the object itself' : parent}`
  },
  help({ detail }) {
    const place = detail?.kind === 'unknown-field' ? detail.belongs?.[0] : undefined
    return place && `it belongs into ${place.slice(0, place.lastIndexOf('.')) || 'the object itself'}`
  },
  fix({ field, detail }) {
    const place = detail?.kind === 'unknown-field' ? detail.belongs?.[0] : undefined
    if (!place || place.includes('[]')) return undefined
    const to = place.slice(0, Math.max(0, place.lastIndexOf('.')))
    const edit: Edit = { kind: 'move', path: field, to }
    return { title: `move to ${to || 'the top'}`, safe: true, edits: [edit] }
  },

  good: [
    {
      title: 'the policy of the pod in the pod',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n',
    },
    {
      title: 'a deadline is legal at the Job and at the pod',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      activeDeadlineSeconds: 600\n      template:\n        spec:\n          activeDeadlineSeconds: 300\n',
    },
  ],
  bad: [
    {
      title: 'restartPolicy two levels too high',
      at: 'spec.jobTemplate.spec.restartPolicy',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      restartPolicy: Never\n      template:\n        spec:\n          dnsPolicy: Default\n',
      fixed:
        'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          dnsPolicy: Default\n          restartPolicy: Never\n',
    },
    {
      title: 'the deadline of the Job in the spec of the CronJob',
      at: 'spec.activeDeadlineSeconds',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  activeDeadlineSeconds: 600\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      activeDeadlineSeconds: 600\n',
    },
  ],
})
