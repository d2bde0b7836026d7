import { defineRule } from '../../lib/rule/index.ts'

/** A value outside the list that a field takes. */
export default defineRule({
  id: 'unsupported-value',
  title: 'Every value is one of those that its field takes',
  level: 'error',
  rationale:
    'Fields such as `concurrencyPolicy`, `restartPolicy` and `imagePullPolicy` take a fixed list of values, in exactly this case. The API server refuses any other.',
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/'],

  explains: [
    { stage: 'validation', reasons: ['FieldValueNotSupported'] },
    { stage: 'validation', reasons: ['FieldValueRequired'], when: ({ detail }) => detail?.kind === 'unsupported-value' },
    { stage: 'decode', reasons: ['WrongType'], when: ({ detail }) => detail?.kind === 'unsupported-value' },
    { stage: 'route', reasons: ['NotFound'], when: ({ detail }) => detail?.kind === 'unsupported-value' },
  ],
  message({ field, detail, message }) {
    return detail?.kind === 'unsupported-value' ? `${field.slice(field.lastIndexOf('.') + 1)} '${detail.value}' is not supported` : message
  },
  help({ detail }) {
    if (detail?.kind !== 'unsupported-value') return undefined
    const choices = `the values are ${detail.supported.join(', ')}`
    return detail.suggestion ? `did you mean '${detail.suggestion}'? ${choices}` : choices
  },
  fix({ field, detail }) {
    if (detail?.kind !== 'unsupported-value' || !detail.suggestion) return undefined
    return { title: `write ${detail.suggestion}`, safe: true, edits: [{ kind: 'set', path: field, value: detail.suggestion }] }
  },

  good: [
    { title: 'the value as the API spells it', yaml: 'spec:\n  concurrencyPolicy: Forbid\n' },
    { title: 'an empty policy becomes Allow', yaml: 'spec:\n  concurrencyPolicy: ""\n' },
  ],
  bad: [
    {
      title: 'a kind in the wrong case',
      at: 'kind',
      yaml: 'apiVersion: batch/v1\nkind: Cronjob\nmetadata:\n  name: example\nspec:\n  schedule: "0 2 * * *"\n',
      fixed: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: example\nspec:\n  schedule: "0 2 * * *"\n',
    },
    {
      title: 'the group of Deployments',
      at: 'apiVersion',
      yaml: 'apiVersion: apps/v1\nkind: CronJob\nmetadata:\n  name: example\nspec:\n  schedule: "0 2 * * *"\n',
      fixed: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: example\nspec:\n  schedule: "0 2 * * *"\n',
    },
    {
      title: 'a participle',
      at: 'spec.concurrencyPolicy',
      yaml: 'spec:\n  concurrencyPolicy: Forbidden\n',
      fixed: 'spec:\n  concurrencyPolicy: Forbid\n',
    },
    {
      title: 'a policy that Jobs may not have',
      at: 'spec.jobTemplate.spec.template.spec.restartPolicy',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Always\n          containers: [{name: dump, image: "postgres:16"}]\n',
    },
    {
      title: 'lower case',
      at: 'spec.concurrencyPolicy',
      yaml: 'spec:\n  concurrencyPolicy: "replace"\n',
      fixed: 'spec:\n  concurrencyPolicy: "Replace"\n',
    },
  ],
})
