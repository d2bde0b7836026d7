import { isAppliedJob, toolOf } from '../gitops/delivered.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'

/** A finished Job stays until somebody deletes it. */
export default defineRule({
  id: 'missing-job-ttl',
  title: 'A bare Job is cleaned up after it has finished',
  level: 'note',
  rationale: `
No history limit counts for a Job that no CronJob made: it stays with its pods, finished, until somebody deletes it, and the next one of the same name cannot be created.
\`ttlSecondsAfterFinished\` deletes it in time. Under Argo CD and Flux it must not be set (\`ttl-recreates-job\`), so Jobs that they apply are left alone.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const workload of cluster.workloads) {
      const { job, object } = workload
      if (!isAppliedJob(workload) || job.ttlSecondsAfterFinished !== undefined || toolOf(cluster, workload) !== undefined) continue
      yield {
        object,
        at: `${job.path}.ttlSecondsAfterFinished`,
        message: 'no ttlSecondsAfterFinished: the finished Job and its pods stay until somebody deletes them',
        help: 'a day (86400) leaves time to look at the logs',
      }
    }
  },

  good: [
    { title: 'a day', yaml: job('ttlSecondsAfterFinished: 86400') },
    { title: 'a hook is deleted by its policy', yaml: job('backoffLimit: 2', '\n  annotations: { argocd.argoproj.io/hook: PostSync }') },
    { title: 'under Argo CD it would run again', yaml: job('backoffLimit: 2', '\n  annotations: { argocd.argoproj.io/sync-wave: "1" }') },
  ],
  bad: [{ title: 'stays for ever', at: 'spec.ttlSecondsAfterFinished', yaml: job('backoffLimit: 2') }],
})

function job(line: string, metadata = ''): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate${metadata}
spec:
  ${line}
  template:
    spec:
      containers: [{ name: migrate, image: registry.example.com/orders:2.4.1 }]
`
}
