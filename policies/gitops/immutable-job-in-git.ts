import { takenBy, valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { fluxKustomizations, fluxSetting, isAppliedJob, listed, SYNC_OPTIONS } from './delivered.ts'
import { fluxWith, jobWith } from './example.ts'

/** A name that is new with every release: a hash, a version, a date. */
const OWN_NAME = /-(?=[0-9a-f]*\d)[0-9a-f]{6,40}$|[-.]v?\d+(?:[-.]\d+)*$|\d{4}-?\d{2}/

/** The template of a Job cannot be changed, so the next commit cannot be applied. */
export default defineRule({
  id: 'immutable-job-in-git',
  title: 'A Job in Git can be applied again after its template changed',
  level: 'warning',
  rationale: `
The API server refuses every change of a Job's \`spec.template\`: a new image, a variable, the hash of a ConfigMap. The next commit that touches the Job fails with "field is immutable" and stops
the sync. A hook is deleted and created anew; \`Force=true,Replace=true\` (Argo CD) or \`force: enabled\` (Flux) replaces the Job; a hash in its name makes it another Job.`,
  whyOften:
    'It speaks of nearly every Job that is written as a file, because a Job is made to run once and Git is made to be applied again.',
  references: [
    'https://kubernetes.io/docs/concepts/workloads/controllers/job/#mutable-scheduling-directives',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#force-sync',
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#force',
  ],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const workload of cluster.workloads) {
      const { object, name = '', annotations } = workload
      if (!isAppliedJob(workload) || name === '' || OWN_NAME.test(name)) continue
      const options = listed(annotations[SYNC_OPTIONS])
      if ((options.includes('Force=true') && options.includes('Replace=true')) || fluxSetting(workload, 'force') === 'enabled') continue
      if (takenBy(cluster, object.file).some(({ renames }) => renames)) continue
      if (fluxKustomizations(cluster, object.file).some(({ value }) => valueAt(value, 'spec.force') === true)) continue
      yield {
        object,
        at: 'metadata.name',
        message: `the template of Job '${name}' cannot be changed: the next commit that touches it cannot be applied`,
        help: 'make it a hook, replace it by force, or put a hash of its content into the name',
      }
    }
  },

  good: [
    { title: 'a hook', yaml: jobWith('annotations: {argocd.argoproj.io/hook: PreSync}') },
    { title: 'replaced by Argo CD', yaml: jobWith('annotations: {argocd.argoproj.io/sync-options: "Force=true,Replace=true"}') },
    { title: 'replaced by Flux', yaml: jobWith('annotations: {kustomize.toolkit.fluxcd.io/force: enabled}') },
    { title: 'all of it is replaced by Flux', yaml: fluxWith('path: ./, force: true') + jobWith('') },
    { title: 'a hash in the name', yaml: jobWith('').replace('name: migrate\n', 'name: migrate-7f3a91c2\n') },
    { title: 'a CronJob makes its own Jobs', yaml: 'spec: {schedule: "0 2 * * *"}\n' },
  ],
  bad: [
    { title: 'nothing replaces it', at: 'metadata.name', yaml: jobWith('') },
    {
      title: 'Replace alone sends the same update',
      at: 'metadata.name',
      yaml: jobWith('annotations: {argocd.argoproj.io/sync-options: Replace=true}'),
    },
  ],
})
