/** CronJobs of a few lines for examples: a name, a schedule, annotations, and fields of the spec. */
export interface ExampleJob {
  readonly name: string
  readonly schedule: string
  readonly annotations?: string
  /** Further fields, as one line of YAML: `timeZone: Europe/Berlin`. */
  readonly spec?: string
  /** Fields of the pod beside its restartPolicy and its one container. */
  readonly pod?: string
  /** Fields of the container beside name and image. */
  readonly container?: string
  readonly namespace?: string
}

export function jobs(...list: readonly ExampleJob[]): string {
  return list.map(job).join('---\n')
}

function job({ name, schedule, annotations, spec, pod, container, namespace }: ExampleJob): string {
  const place = namespace === undefined ? '' : `, namespace: ${namespace}`
  const notes = annotations === undefined ? '' : `, annotations: {${annotations}}`
  const work = `{name: work, image: "orders:1"${container === undefined ? '' : `, ${container}`}}`
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}${place}${notes}}
spec:
  schedule: "${schedule}"
${spec === undefined ? '' : `  ${spec}\n`}  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, ${pod === undefined ? '' : `${pod}, `}containers: [${work}]}
`
}
