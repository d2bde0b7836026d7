import { defineRule } from '../../lib/rule/index.ts'

/** A wrong type is refused whatever the validation mode, and hides every other fault of the object. */
export default defineRule({
  id: 'wrong-type',
  title: 'Every value has the type that its field takes',
  level: 'error',
  rationale: `
The API server converts nothing: a number in quotes is no number, an unquoted number or boolean is no text. Such a request is refused in every
validation mode, and the answer names one wrong value only, the first by path. YAML 1.1 turns \`yes\`, \`no\`, \`on\`, \`off\`, \`y\` and \`n\` into booleans and
\`0755\` into 493, so environment values and labels need quotes.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/#server-side-field-validation'],

  explains: [{ stage: 'decode', reasons: ['WrongType'], when: ({ detail }) => detail?.kind !== 'unsupported-value' }],
  message({ field, detail, message }) {
    if (detail?.kind !== 'wrong-type') return message
    return `${nameOf(field)} takes ${detail.expected}, this is ${detail.found}`
  },
  help: ({ detail }) => (detail?.kind === 'wrong-type' && detail.meant !== undefined ? `write ${JSON.stringify(detail.meant)}` : undefined),
  fix({ field, detail }) {
    if (detail?.kind !== 'wrong-type' || detail.meant === undefined) return undefined
    return { title: `write ${JSON.stringify(detail.meant)}`, safe: true, edits: [{ kind: 'set', path: field, value: detail.meant }] }
  },

  good: [
    { title: 'a number without quotes', yaml: 'spec:\n  startingDeadlineSeconds: 300\n' },
    { title: 'a whole number with a fraction of zero is whole', yaml: 'spec:\n  startingDeadlineSeconds: 300.0\n' },
    { title: 'null means unset', yaml: 'spec:\n  suspend: null\n' },
  ],
  bad: [
    {
      title: 'a number in quotes',
      at: 'spec.startingDeadlineSeconds',
      yaml: 'spec:\n  startingDeadlineSeconds: "300"\n',
      fixed: 'spec:\n  startingDeadlineSeconds: 300\n',
    },
    { title: 'a boolean in quotes', at: 'spec.suspend', yaml: "spec:\n  suspend: 'true'\n", fixed: 'spec:\n  suspend: true\n' },
    {
      title: 'a label that YAML reads as a boolean',
      at: 'metadata.labels[canary]',
      yaml: 'metadata:\n  name: example\n  labels:\n    canary: yes\n',
      fixed: 'metadata:\n  name: example\n  labels:\n    canary: "yes"\n',
    },
  ],
})

/** The field, and for an item or an entry of a map the list or map around it. */
function nameOf(field: string): string {
  return field.slice(field.lastIndexOf('.', field.indexOf('[', field.lastIndexOf('.'))) + 1) || 'the document'
}
