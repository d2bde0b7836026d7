import { defineRule } from '../../lib/rule/index.ts'

/** Lists that the API server bounds. */
export default defineRule({
  id: 'too-many',
  title: 'No list is longer than the API server takes',
  level: 'error',
  rationale: `
Some lists are bounded: 20 rules of a podFailurePolicy or successPolicy, 255 exit codes of one rule, 32 search domains. A longer one is refused whole.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy'],

  explains: [{ stage: 'validation', reasons: ['FieldValueTooMany'] }],
  message({ field, message }) {
    const limit = /must have at most (\d+)/.exec(message)?.[1]
    return limit ? `${field} has more than ${limit} items` : `${field} has too many items`
  },

  good: [
    {
      title: 'three exit codes',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      podFailurePolicy:\n        rules: [{action: FailJob, onExitCodes: {operator: In, values: [2, 3, 64]}}]\n      template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}\n',
    },
    {
      title: 'no rules at all',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      podFailurePolicy: {rules: []}\n      template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}\n',
    },
  ],
  bad: [
    {
      title: 'a rule for each exit code',
      at: 'spec.jobTemplate.spec.podFailurePolicy.rules',
      yaml: `spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      podFailurePolicy:\n        rules: [${Array.from({ length: 21 }, (_, code) => `{action: FailJob, onExitCodes: {operator: In, values: [${code + 1}]}}`).join(', ')}]\n      template: {spec: {restartPolicy: Never, containers: [{name: dump, image: "postgres:16"}]}}\n`,
    },
  ],
})
