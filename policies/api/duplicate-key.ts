import { defineRule } from '../../lib/rule/index.ts'

/** kubectl silently sends the last one. */
export default defineRule({
  id: 'duplicate-key',
  title: 'No mapping has a key twice',
  level: 'error',
  rationale: `
kubectl and Helm turn YAML into JSON before they send it, and of two equal keys only the last survives: no error, no warning, and the first value is
lost. A server that reads the YAML itself refuses it under strict validation, and so do kustomize and Flux. A key that a merge (\`<<\`) brings and that is
written as well counts as twice.`,
  references: ['https://github.com/kubernetes/kubernetes/issues/125885'],

  explains: [{ stage: 'decode', reasons: ['DuplicateField'] }],
  message: ({ detail, field }) => `key '${detail?.kind === 'duplicate-key' ? detail.name : field}' stands twice in this mapping`,
  help: () => 'kubectl sends the last value and drops the others silently; keep the one that is meant',

  good: [
    { title: 'each key once', yaml: 'spec:\n  suspend: true\n' },
    { title: 'the same key in two mappings', yaml: 'metadata:\n  name: example\n  labels: {app: a}\n  annotations: {app: b}\n' },
  ],
  bad: [{ title: 'suspended or not', at: 'spec.suspend', yaml: 'spec:\n  suspend: false\n  schedule: "0 2 * * *"\n  suspend: true\n' }],
})
