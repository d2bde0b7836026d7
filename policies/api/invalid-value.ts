import { defineRule } from '../../lib/rule/index.ts'

/** What the server refuses for its value rather than its type. */
export default defineRule({
  id: 'invalid-value',
  title: 'Every value is one that the API server accepts',
  level: 'error',
  rationale:
    'Beyond types the API server checks values: no negative limits, names in the form of DNS, ports in their range. What it refuses is never stored, so nothing runs.',
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/'],

  explains: [
    {
      stage: 'validation',
      reasons: ['FieldValueInvalid', 'FieldValueDuplicate', 'FieldValueNotFound', 'FieldValueTypeInvalid', 'InternalError'],
    },
  ],
  message: ({ field, message }) => `${field} is refused: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,

  good: [
    { title: 'zero keeps no Job', yaml: 'spec:\n  failedJobsHistoryLimit: 0\n' },
    { title: 'a deadline of an hour', yaml: 'spec:\n  startingDeadlineSeconds: 3600\n' },
  ],
  bad: [{ title: 'a negative deadline', at: 'spec.startingDeadlineSeconds', yaml: 'spec:\n  startingDeadlineSeconds: -1\n' }],
})
