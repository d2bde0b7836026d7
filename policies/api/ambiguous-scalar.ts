import { defineRule } from '../../lib/rule/index.ts'

/** A value that YAML 1.1 and 1.2 read differently. */
export default defineRule({
  id: 'ambiguous-scalar',
  title: 'Every value reads the same in YAML 1.1 and 1.2',
  level: 'warning',
  rationale: `
Kubernetes reads YAML its own way: booleans \`yes\`, \`on\`, \`y\` and octals \`0755\` as in YAML 1.1, but times of day such as \`12:30\` as text, where other 1.1 readers
make 750 of it. Editors, templates and scripts that follow 1.2 or PyYAML see another value than the cluster. A label key \`on\` becomes \`"true"\`.
File modes are left alone: there octal is the custom.`,
  references: ['https://yaml.org/type/bool.html', 'https://yaml.org/type/int.html'],

  explains: [{ stage: 'ambiguous', reasons: ['AmbiguousScalar'] }],
  help({ detail }) {
    if (detail?.kind !== 'ambiguous-scalar') return undefined
    const { kubernetes } = detail
    return typeof kubernetes === 'string'
      ? `write ${JSON.stringify(kubernetes)}`
      : `write ${String(kubernetes)}, or quote it where text is meant`
  },

  good: [
    { title: 'a boolean that all agree on', yaml: 'spec:\n  suspend: true\n' },
    {
      title: 'a mode in octal, as everybody writes it',
      yaml: 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          volumes: [{name: keys, secret: {secretName: keys, defaultMode: 0400}}]\n',
    },
  ],
  bad: [
    { title: 'a boolean of YAML 1.1', at: 'spec.suspend', yaml: 'spec:\n  suspend: yes\n' },
    {
      title: 'a time of day',
      at: 'spec.jobTemplate.metadata.annotations[start]',
      yaml: 'spec:\n  jobTemplate:\n    metadata:\n      annotations: {start: 12:30}\n',
    },
  ],
})
