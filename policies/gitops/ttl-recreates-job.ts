import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { isAppliedJob, toolOf } from './delivered.ts'
import { APPLICATION, fluxWith, jobWith, TEMPLATE } from './example.ts'

const TTL = `ttlSecondsAfterFinished: 600\n${TEMPLATE}`

/** Git says the Job shall be there, so it is created and runs again. */
export default defineRule({
  id: 'ttl-recreates-job',
  title: 'A Job that a GitOps tool applies is not deleted by its TTL',
  level: 'warning',
  rationale: `
When \`ttlSecondsAfterFinished\` has passed, the Job is deleted. Git still has it: Argo CD finds it missing, and with self-heal or at the next sync creates it; Flux applies it again at the next
interval. Each time the Job runs again, a migration or a restore included. Hooks are exempt, and so are the Jobs that a CronJob makes.`,
  references: [
    'https://github.com/argoproj/argo-cd/issues/8586',
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#reconciliation',
  ],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const workload of cluster.workloads) {
      const { job, object } = workload
      const ttl = job.ttlSecondsAfterFinished
      const tool = ttl === undefined || !isAppliedJob(workload) ? undefined : toolOf(cluster, workload)
      if (tool === undefined) continue
      yield {
        object,
        at: `${job.path}.ttlSecondsAfterFinished`,
        message: `the Job is deleted ${ttl} s after it finished; then ${tool === 'argo' ? 'Argo CD' : 'Flux'} creates it again, and it runs again`,
        help:
          tool === 'argo'
            ? 'make it a hook, or remove the TTL'
            : 'remove the TTL, or give the Job a new name with each release and prune the old one',
      }
    }
  },

  good: [
    { title: 'a hook', yaml: APPLICATION + jobWith('annotations: {argocd.argoproj.io/hook: PostSync}', TTL) },
    { title: 'no TTL', yaml: APPLICATION + jobWith('') },
    { title: 'no GitOps tool applies it', yaml: jobWith('', TTL) },
    {
      title: 'the Jobs of a CronJob are not in Git',
      yaml: 'metadata: {name: a, annotations: {argocd.argoproj.io/sync-wave: "1"}}\nspec: {jobTemplate: {spec: {ttlSecondsAfterFinished: 600}}}\n',
    },
  ],
  bad: [
    { title: 'under Argo CD', at: 'spec.ttlSecondsAfterFinished', yaml: APPLICATION + jobWith('', TTL) },
    { title: 'under Flux', at: 'spec.ttlSecondsAfterFinished', yaml: fluxWith('path: ./') + jobWith('', TTL) },
    {
      title: 'told by its own annotation',
      at: 'spec.ttlSecondsAfterFinished',
      yaml: jobWith('annotations: {argocd.argoproj.io/sync-wave: "-1"}', TTL),
    },
  ],
})
