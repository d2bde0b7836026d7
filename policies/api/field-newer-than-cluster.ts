import { defineRule } from '../../lib/rule/index.ts'

/** The field exists, but not in the version that the clusters run. */
export default defineRule({
  id: 'field-newer-than-cluster',
  title: 'Every field exists in the version of Kubernetes that the clusters run',
  level: 'error',
  rationale: `
For a server that is older than a field the field is unknown: refused under strict validation, dropped silently otherwise. The target version is
\`--kubernetes-version\` or \`kubernetesVersion\` in the config; without them the newest known version is assumed.`,
  references: ['https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation'],

  explains: [
    {
      stage: 'decode',
      reasons: ['UnknownField'],
      when: ({ detail }) => detail?.kind === 'unknown-field' && (detail.since !== undefined || detail.until !== undefined),
    },
  ],
  message({ field, detail }) {
    if (detail?.kind !== 'unknown-field') return field
    return detail.since === undefined
      ? `'${detail.name}' is gone since Kubernetes 1.${(detail.until ?? 0) + 1}`
      : `'${detail.name}' exists since Kubernetes 1.${detail.since} only`
  },
  help: () => 'remove it, or raise the version that is linted for when the clusters have it',

  good: [
    { title: 'a field as old as the API', yaml: 'spec:\n  suspend: true\n' },
    { title: 'a field of the newest version', yaml: 'spec:\n  jobTemplate:\n    spec:\n      podReplacementPolicy: Failed\n' },
  ],
  bad: [
    {
      title: 'a field of an alpha that came and went',
      at: 'spec.jobTemplate.spec.template.spec.workloadRef',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          workloadRef: {name: a, podGroup: b}\n',
    },
  ],
})
