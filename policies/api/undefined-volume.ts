import { defineRule } from '../../lib/rule/index.ts'

/** A mount names a volume that the pod does not have. */
export default defineRule({
  id: 'undefined-volume',
  title: 'Every volume that a container mounts is a volume of its pod',
  level: 'error',
  rationale: `
\`volumeMounts\` and \`volumeDevices\` refer by name to \`volumes\` of the same pod. The API server looks each name up and refuses the object when one is
missing, in a template as in a pod.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/'],

  explains: [
    { stage: 'validation', reasons: ['FieldValueNotFound'], when: ({ field }) => /\.volume(?:Mounts|Devices)\[\d+\]\.name$/.test(field) },
  ],
  message: ({ detail, message }) =>
    detail?.kind === 'not-found' ? `volume '${detail.name}' is mounted, but the pod has no volume of that name` : message,
  help({ detail }) {
    if (detail?.kind !== 'not-found') return undefined
    if (detail.suggestion !== undefined) return `did you mean '${detail.suggestion}'?`
    return detail.defined.length === 0
      ? "add it to the pod's volumes"
      : `add it to the pod's volumes, which are ${detail.defined.join(', ')}`
  },
  fix({ field, detail }) {
    if (detail?.kind !== 'not-found' || detail.suggestion === undefined) return undefined
    return { title: `mount ${detail.suggestion}`, safe: true, edits: [{ kind: 'set', path: field, value: detail.suggestion }] }
  },

  good: [
    {
      title: 'a mount and its volume',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", volumeMounts: [{name: scratch, mountPath: /scratch}]}\n          volumes: [{name: scratch, emptyDir: {}}]\n',
    },
    {
      title: 'a volume that nobody mounts',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{name: dump, image: "postgres:16"}]\n          volumes: [{name: scratch, emptyDir: {}}]\n',
    },
  ],
  bad: [
    {
      title: 'the name is misspelt',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].volumeMounts[0].name',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", volumeMounts: [{name: scratsh, mountPath: /scratch}]}\n          volumes: [{name: scratch, emptyDir: {}}]\n',
      fixed:
        'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", volumeMounts: [{name: scratch, mountPath: /scratch}]}\n          volumes: [{name: scratch, emptyDir: {}}]\n',
    },
    {
      title: 'the volume is missing',
      at: 'spec.jobTemplate.spec.template.spec.containers[0].volumeMounts[0].name',
      yaml: 'spec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - {name: dump, image: "postgres:16", volumeMounts: [{name: scratch, mountPath: /scratch}]}\n',
    },
  ],
})
