import { defineRule } from '../../lib/rule/index.ts'

/** What the server cannot do without. */
export default defineRule({
  id: 'missing-field',
  title: 'Every field that Kubernetes requires is there',
  level: 'error',
  rationale: `
The API server refuses an object that lacks a required field. The commonest is \`restartPolicy\`: a pod's default is \`Always\`, which a Job may not have, so
every Job and CronJob must say \`OnFailure\` or \`Never\`. Without \`apiVersion\` or \`kind\` an object does not even get there: kubectl, kustomize, Argo CD and Flux cannot tell where
to send it. In kustomize patches nothing is missing: they are merged first.`,
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  ],

  explains: [{ stage: 'validation', reasons: ['FieldValueRequired'], when: ({ detail }) => detail?.kind !== 'unsupported-value' }],
  message({ field }) {
    const name = field.slice(field.lastIndexOf('.') + 1)
    const parent = field.slice(0, Math.max(0, field.lastIndexOf('.')))
    return `missing field '${name}'${parent === '' ? '' : ` in ${parent}`}`
  },
  help({ field, detail }) {
    if (detail?.kind === 'missing-header') return `write ${field}: ${detail.value}`
    if (detail?.kind === 'stands-elsewhere') return `at ${detail.at} it is a field of the container; the pod's is one level up`
    if (!field.endsWith('.restartPolicy')) return undefined
    return 'write Never (each retry is a new pod whose log stays) or OnFailure (the container restarts in place)'
  },
  fix({ field, detail }) {
    if (detail?.kind === 'missing-header') {
      const { value, beside } = detail
      return {
        title: `write ${field}: ${value}`,
        safe: true,
        edits: [beside === undefined ? { kind: 'set', path: field, value } : { kind: 'insert', path: field, value, after: beside }],
      }
    }
    if (detail?.kind !== 'stands-elsewhere') return undefined
    const to = field.slice(0, field.lastIndexOf('.'))
    return { title: `move to ${to}`, safe: true, edits: [{ kind: 'move', path: detail.at, to }] }
  },

  good: [
    {
      title: 'a pod that says how it restarts',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: main\n              image: busybox:1.36\n',
    },
    { title: 'nothing of the batch group', yaml: 'kind: Settings\nspec: {schedule: "0 2 * * *"}\n' },
    { title: 'a kustomize patch', yaml: 'spec:\n  schedule: "30 2 * * *"\n' },
  ],
  bad: [
    {
      title: 'no restartPolicy',
      at: 'spec.jobTemplate.spec.template.spec.restartPolicy',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: main\n              image: busybox:1.36\n',
    },
    {
      title: 'restartPolicy in the container',
      at: 'spec.jobTemplate.spec.template.spec.restartPolicy',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: main\n              image: busybox:1.36\n              restartPolicy: Never\n',
      fixed:
        'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: main\n              image: busybox:1.36\n          restartPolicy: Never\n',
    },
    {
      title: 'no apiVersion',
      at: 'apiVersion',
      yaml: 'kind: Job\nmetadata: {name: migrate}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "b:1"}]}}}\n',
      fixed:
        'kind: Job\napiVersion: batch/v1\nmetadata: {name: migrate}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "b:1"}]}}}\n',
    },
    {
      title: 'a container without a name',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].name',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - image: busybox:1.36\n',
    },
  ],
})
