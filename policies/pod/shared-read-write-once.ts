import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { valueAt } from '../../lib/fleet/index.ts'

/** ReadWriteOnce is one node, not one pod: the second node's pods wait. */
export default defineRule({
  id: 'shared-read-write-once',
  title: 'Pods that run side by side share no ReadWriteOnce claim',
  level: 'warning',
  rationale: `
A ReadWriteOnce volume is attached to one node at a time. Pods of a parallel Job that are placed on another node wait in ContainerCreating until those of the
first have ended, with a Multi-Attach error; ReadWriteOncePod admits a single pod.`,
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],

  *checkFleet({ workloads, objects }): Generator<FleetViolation> {
    const claims = new Map(
      objects
        .filter(({ object }) => object.kind === 'PersistentVolumeClaim')
        .map((claim) => [`${claim.object.namespace ?? ''}/${claim.object.name}`, claim]),
    )
    for (const { object, job, namespace = '', partial } of workloads) {
      if (partial || !((job.parallelism ?? 1) > 1) || job.completions === 1) continue
      for (const { path, claimName } of job.pod.volumes) {
        const modes = valueAt(claims.get(`${namespace}/${claimName}`)?.value, 'spec.accessModes')
        if (
          claimName === undefined ||
          !Array.isArray(modes) ||
          modes.length === 0 ||
          !modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
        )
          continue
        yield {
          object,
          at: `${path}.persistentVolumeClaim.claimName`,
          restsOn: [`${job.path}.parallelism`],
          message: `${job.parallelism} pods at a time share the claim '${claimName}', which is ${modes.join(', ')}: pods on other nodes wait`,
          help: 'use ReadWriteMany, a claim for each pod, or affinity to one node',
        }
      }
    }
  },

  good: [
    { title: 'many may write', yaml: example('ReadWriteMany', 5) },
    { title: 'one pod at a time', yaml: example('ReadWriteOnce', 1) },
  ],
  bad: [
    {
      title: 'five workers, one node',
      at: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
      yaml: example('ReadWriteOnce', 5),
    },
  ],
})

function example(mode: string, parallelism: number): string {
  return `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: work}\nspec: {accessModes: [${mode}]}\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: resize}\nspec:\n  parallelism: ${parallelism}\n  template:\n    spec:\n      volumes: [{name: work, persistentVolumeClaim: {claimName: work}}]\n`
}
