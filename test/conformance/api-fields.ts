/** A row of `api/fields-1.33.jsonl`: one field with one value, put into a valid object at its slot. */
export interface FieldRow {
  readonly id: string
  readonly as: 'CronJob' | 'Job'
  readonly slot: string
  /** The line that is added, in flow style; some fields need another beside them, on a line of its own. */
  readonly value: string
}

const inside = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)

const POD = (slot: string, value: string): readonly string[] => [
  'restartPolicy: Never',
  ...(slot === 'pod' ? value.split('\n') : []),
  ...(slot === 'volume' ? [`volumes: [{name: data, ${value}}]`] : []),
  ...(slot === 'initContainer' ? ['initContainers:', '- name: first', '  image: busybox:1.36', `  ${value}`] : []),
  'containers:',
  '- name: main',
  '  image: busybox:1.36',
  ...(slot === 'container' ? inside(value.split('\n')) : []),
]

/** The manifest of a row. */
export function manifestOf({ as, slot, value }: FieldRow): string {
  const template = [...(slot === 'template' ? ['metadata:', `  ${value}`] : []), 'spec:', ...inside(POD(slot, value))]
  const job = [...(slot === 'job' || slot === 'jobTemplate' ? [value] : []), 'template:', ...inside(template)]
  const spec = as === 'Job' ? job : ['schedule: "15 3 * * *"', ...(slot === 'cronJob' ? [value] : []), 'jobTemplate:', '  spec:', ...inside(inside(job))]
  const lines = ['apiVersion: batch/v1', `kind: ${as}`, 'metadata:', '  name: report', ...(slot === 'metadata' ? [`  ${value}`] : []), 'spec:', ...inside(spec)]
  return `${lines.join('\n')}\n`
}
