import { defineRule } from '../../lib/rule/index.ts'

/** A field that the server does not know is refused under strict validation and dropped without a word otherwise. */
export default defineRule({
  id: 'unknown-field',
  title: 'Every field is one that Kubernetes knows at this place',
  level: 'error',
  rationale: `
A strict request (kubectl since 1.25, Flux, server-side apply) is refused for a field that the API server does not know. Argo CD's default client-side
apply and Helm 3 send requests that are not strict: the field is dropped without a word, the application shows Synced, and the CronJob runs without
the deadline, limit or policy that its author wrote. Names are case-sensitive.`,
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://github.com/argoproj/argo-cd/issues/16817',
  ],

  explains: [{ stage: 'decode', reasons: ['UnknownField'] }],
  message({ field, detail }) {
    const name = detail?.kind === 'unknown-field' ? detail.name : field
    const parent = field.slice(0, Math.max(0, field.length - name.length - 1))
    return `unknown field '${name}'${parent === '' ? '' : ` in ${parent}`}`
  },
  help({ detail }) {
    if (detail?.kind !== 'unknown-field') return undefined
    if (detail.suggestion === 'kind' || detail.suggestion === 'apiVersion')
      return `did you mean '${detail.suggestion}'? Without it kubectl, Argo CD and Flux refuse the object`
    return detail.suggestion
      ? `did you mean '${detail.suggestion}'? Without strict validation this field is dropped silently`
      : 'without strict validation this field is dropped silently; remove it'
  },
  fix({ field, detail }) {
    if (detail?.kind !== 'unknown-field' || !detail.suggestion) return undefined
    return { title: `rename to ${detail.suggestion}`, safe: true, edits: [{ kind: 'rename', path: field, to: detail.suggestion }] }
  },

  good: [
    { title: 'the field as the API spells it', yaml: 'spec:\n  schedule: "0 2 * * *"\n  startingDeadlineSeconds: 300\n' },
    {
      title: 'labels and annotations may have any name',
      yaml: 'metadata:\n  name: example\n  labels:\n    startingDelineSeconds: "300"\n',
    },
  ],
  bad: [
    {
      title: 'a misspelt deadline',
      at: 'spec.startingDelineSeconds',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  startingDelineSeconds: 300\n',
      fixed: 'spec:\n  schedule: "0 2 * * *"\n  startingDeadlineSeconds: 300\n',
    },
    {
      title: 'another capital',
      at: 'Kind',
      yaml: 'apiVersion: batch/v1\nKind: CronJob\nmetadata: {name: backup}\nspec: {schedule: "0 2 * * *"}\n',
      fixed: 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: backup}\nspec: {schedule: "0 2 * * *"}\n',
    },
    { title: 'a field of another scheduler', at: 'spec.retries', yaml: 'spec:\n  schedule: "0 2 * * *"\n  retries: 3\n' },
  ],
})
