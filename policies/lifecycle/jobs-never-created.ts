import { namespaceObjects, type Cluster, type Workload } from '../../lib/fleet/index.ts'
import { jobCreationFaults, namespaceFaults, type CreationFault } from '../../lib/kubernetes/index.ts'
import { defineRule, type CheckContext } from '../../lib/rule/index.ts'
import { POD } from '../example.ts'

const NAMESPACE = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
`
const QUOTA = `apiVersion: v1
kind: ResourceQuota
metadata:
  name: small
  namespace: shop
spec:
  hard:
    pods: 0
---
`

/** A CronJob of the namespace `shop`, with a label for its Jobs and a line for its pods. */
function cronJob({ label = 'shop', pod = 'restartPolicy: Never' }: { readonly label?: string; readonly pod?: string }): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
  namespace: shop
spec:
  schedule: "0 6 * * *"
  jobTemplate:
    metadata:
      labels: { team: ${label} }
    spec:
      template:
        spec:
          ${pod}
          containers: [{ name: report, image: registry.example.com/report:2.4.1 }]
`
}

/** The API server accepts the CronJob, and refuses every Job or pod that the controller makes of it. */
export default defineRule({
  id: 'jobs-never-created',
  title: 'The controller can create the Jobs and pods that the manifest describes',
  level: 'error',
  rationale: `
A CronJob's template is not validated as a Job or a pod would be. The controller finds out at the first run: it writes \`FailedCreate\` events, tries again, and no pod ever comes. So it is with
labels and annotations of \`jobTemplate.metadata\`, with labels that the Job controller gives itself, with names that leave no room for the index of an Indexed Job, with blanks
around an image; and with what only the namespace knows: Pod Security as its labels enforce it, LimitRanges, and quotas that even an empty namespace exceeds.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  ],

  *checkFleet(cluster, context) {
    for (const workload of cluster.workloads) {
      if (workload.partial) continue
      const [first, ...others] = faultsOf(workload, cluster, context)
      if (!first) continue
      yield {
        object: workload.object,
        at: first.field,
        message: `accepted, but ${workload.kind === 'CronJob' ? 'its Jobs are' : 'its pods are'} never created: ${first.message}`,
        ...(others.length === 0
          ? {}
          : {
              help: `and ${others.length} more: ${others
                .slice(0, 3)
                .map(({ message }) => message)
                .join('; ')}${others.length > 3 ? '; …' : ''}`,
            }),
      }
    }
  },

  good: [
    { title: 'a label that every Job takes', yaml: cronJob({ label: 'team-shop' }) },
    { title: 'a pod that the namespace takes', yaml: NAMESPACE + cronJob({ pod: 'hostNetwork: false' }) },
    { title: 'what another namespace refuses', yaml: NAMESPACE.replace('shop', 'office') + cronJob({ pod: 'hostNetwork: true' }) },
  ],
  bad: [
    { title: 'a label that no Job takes', at: 'spec.jobTemplate.metadata.labels[team]', yaml: cronJob({ label: 'not a value' }) },
    {
      title: "the host's network in a namespace that forbids it",
      at: `${POD}.hostNetwork`,
      yaml: NAMESPACE + cronJob({ pod: 'hostNetwork: true' }),
    },
    { title: 'a quota without room for one pod', at: POD, yaml: QUOTA + cronJob({ pod: 'hostNetwork: false' }) },
  ],
})

function faultsOf(workload: Workload, cluster: Cluster, { minor }: CheckContext): readonly CreationFault[] {
  const { kind, value, job } = workload
  const template = mappingAt(mappingAt(kind === 'CronJob' ? mappingAt(mappingAt(value.spec).jobTemplate).spec : value.spec).template)
  return [
    ...jobCreationFaults(value, kind),
    ...namespaceFaults(template, `${job.path}.template`, namespaceObjects(cluster, workload.namespace), minor),
  ]
}

type Value = Workload['value'][string]

function mappingAt(value: Value | undefined): Workload['value'] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Workload['value']) : {}
}
