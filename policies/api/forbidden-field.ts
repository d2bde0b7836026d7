import { defineRule } from '../../lib/rule/index.ts'

/** Fields that exist, but not for this object or not beside that other field. */
export default defineRule({
  id: 'forbidden-field',
  title: 'No field is set that the API server forbids here',
  level: 'error',
  rationale: `
Some fields are known and still forbidden where they stand: probes and \`lifecycle\` of an init container, two sources of one volume, ephemeral
containers in a template, a rule of a podFailurePolicy with two conditions. The object is refused.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers'],

  explains: [{ stage: 'validation', reasons: ['FieldValueForbidden'] }],
  message: ({ field, message }) => `${field} is forbidden here: ${message.replace(/^Forbidden: /, '')}`,
  help: ({ message }) =>
    message.includes('more than 1 volume type') ? 'a volume has one source; make two volumes of it' : 'remove the field',

  good: [
    {
      title: 'a volume with one source',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n          volumes: [{name: scratch, emptyDir: {}}]\n',
    },
    {
      title: 'a sidecar may have a probe',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n          initContainers:\n            - {name: proxy, image: "envoy:1.31", restartPolicy: Always, livenessProbe: {tcpSocket: {port: 80}}}\n',
    },
  ],
  bad: [
    {
      title: 'a volume with two sources',
      at: 'spec.jobTemplate.spec.template.spec.volumes[0].secret',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n          volumes: [{name: keys, emptyDir: {}, secret: {secretName: keys}}]\n',
    },
    {
      title: 'an init container with a probe',
      at: 'spec.jobTemplate.spec.template.spec.initContainers[0].readinessProbe',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n          initContainers:\n            - {name: wait, image: "busybox:1.36", readinessProbe: {tcpSocket: {port: 80}}}\n',
    },
  ],
})
