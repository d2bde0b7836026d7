import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { APPLICATION } from './example.ts'

const INSTANCE = 'app.kubernetes.io/instance'
const TRACKING = 'argocd.argoproj.io/tracking-id'

/** Jobs that claim to be the Application's own are strays to it. */
export default defineRule({
  id: 'tracked-child-jobs',
  title: 'The Jobs of a CronJob do not carry the tracking mark of an Application',
  level: 'note',
  rationale: `
Argo CD recognizes its objects by a mark: the annotation \`${TRACKING}\`, or, before version 3 and where it is so configured, the label \`${INSTANCE}\` with the Application's name. A mark in
\`jobTemplate.metadata\` is copied to every Job. They are not in Git, so under label tracking the Application is OutOfSync and pruning may delete running Jobs.`,
  references: ['https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/'],

  *checkFleet({ workloads, deliveredBy = [], unplaced = [] }): Generator<FleetViolation> {
    const all = [...deliveredBy, ...unplaced]
    const applications = new Set(all.filter(({ object }) => object.kind === 'Application').map(({ object }) => object.name))
    for (const workload of workloads) {
      if (workload.kind !== 'CronJob') continue
      const { jobLabels, jobAnnotations, object } = workload
      const instance = jobLabels[INSTANCE]
      if (jobAnnotations[TRACKING] !== undefined)
        yield {
          object,
          at: `spec.jobTemplate.metadata.annotations[${TRACKING}]`,
          message: 'the tracking id of the CronJob is copied to its Jobs, which it does not describe',
          help: 'remove it from jobTemplate.metadata',
        }
      else if (instance !== undefined && applications.has(instance))
        yield {
          object,
          at: `spec.jobTemplate.metadata.labels[${INSTANCE}]`,
          message: `under label tracking every Job claims to be an object of the Application '${instance}', which Git does not have`,
          help: 'leave the label out of jobTemplate.metadata',
        }
    }
  },

  good: [
    { title: 'the CronJob alone is tracked', yaml: `${APPLICATION}${cronJob('{}', 'orders')}` },
    { title: 'the name of something else', yaml: `${APPLICATION}${cronJob(`{labels: {${INSTANCE}: nightly}}`, 'orders')}` },
  ],
  bad: [
    {
      title: 'the label of the Application',
      at: `spec.jobTemplate.metadata.labels[${INSTANCE}]`,
      yaml: `${APPLICATION}${cronJob(`{labels: {${INSTANCE}: orders}}`, 'orders')}`,
    },
    {
      title: 'a copied tracking id',
      at: `spec.jobTemplate.metadata.annotations[${TRACKING}]`,
      yaml: cronJob(`{annotations: {${TRACKING}: "orders:batch/CronJob:shop/a"}}`, 'orders'),
    },
  ],
})

function cronJob(metadata: string, instance: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a, labels: {${INSTANCE}: ${instance}}}\nspec:\n  schedule: "0 2 * * *"\n  jobTemplate:\n    metadata: ${metadata}\n    spec: {backoffLimit: 2}\n`
}
