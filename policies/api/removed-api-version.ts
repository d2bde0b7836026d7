import { defineRule } from '../../lib/rule/index.ts'

/** No cluster of today serves it. */
export default defineRule({
  id: 'removed-api-version',
  title: 'The apiVersion is one that the cluster serves',
  level: 'error',
  rationale: `
\`batch/v1beta1\` CronJobs are gone since Kubernetes 1.25, \`batch/v2alpha1\` since 1.21: the server has no such path and answers 404, kubectl says "no
matches for kind". The fields of \`batch/v1\` are the same.`,
  references: ['https://kubernetes.io/docs/reference/using-api/deprecation-guide/#cronjob-v125'],

  explains: [{ stage: 'route', reasons: ['NotFound'], when: ({ detail }) => detail?.kind !== 'unsupported-value' }],
  message: ({ detail, message }) =>
    detail?.kind === 'removed-api-version' ? `${detail.apiVersion} is not served since Kubernetes 1.${detail.removed}` : message,
  help: ({ detail }) => (detail?.kind === 'removed-api-version' ? `write ${detail.replacement}; the fields are the same` : undefined),
  fix({ detail }) {
    if (detail?.kind !== 'removed-api-version') return undefined
    return { title: `write ${detail.replacement}`, safe: true, edits: [{ kind: 'set', path: 'apiVersion', value: detail.replacement }] }
  },

  good: [
    { title: 'the version that is served', yaml: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: example\n' },
    { title: 'another kind at its own version', yaml: 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: example\n' },
  ],
  bad: [
    {
      title: 'a beta version',
      at: 'apiVersion',
      yaml: 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  name: example\n',
      fixed: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: example\n',
    },
  ],
})
