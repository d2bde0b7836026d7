import { defineRule } from '../../lib/rule/index.ts'

/** The server accepts it and says what is wrong with it, where nobody reads it. */
export default defineRule({
  id: 'server-warning',
  title: 'The API server accepts the object without a warning',
  level: 'warning',
  rationale: `
Beside its answer the API server may send warnings: a variable that hides an earlier one of the same name, memory in fractions of a byte, a name with dots,
a port twice. kubectl prints them once; Argo CD, Flux and Helm show them to nobody.`,
  references: ['https://kubernetes.io/blog/2020/09/03/warnings/'],

  explains: [{ stage: 'warning', reasons: ['Warning'] }],
  message({ field, message }) {
    const said = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message
    return `the server accepts ${field || 'the object'} with a warning: ${said}`
  },

  good: [
    {
      title: 'two variables of two names',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", env: [{name: A, value: "1"}, {name: B, value: "2"}]}\n',
    },
    {
      title: 'whole bytes',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - {name: dump, image: "postgres:16", resources: {limits: {memory: 512Mi}}}\n',
    },
  ],
  bad: [
    {
      title: 'a variable that hides another',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].env[1]',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", env: [{name: A, value: "1"}, {name: A, value: "2"}]}\n',
    },
    {
      title: 'fractions of a byte',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].resources.limits[memory]',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", resources: {limits: {memory: 512m}}}\n',
    },
  ],
})
