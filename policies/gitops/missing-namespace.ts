import { takenBy, valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { deliverers } from './delivered.ts'
import { fluxWith, jobWith } from './example.ts'

const NAMESPACES = ['spec.destination.namespace', 'spec.targetNamespace']

/** Where it lands is decided by whoever applies it. */
export default defineRule({
  id: 'missing-namespace',
  title: 'A job in Git has a namespace, its own or that of what applies it',
  level: 'warning',
  rationale: `
Without a namespace an object lands where the context of kubectl, the Application or the Kustomization points, often in \`default\`: applied twice by different hands it runs twice. A kustomization
with \`namespace\`, an Argo CD Application with \`destination.namespace\` and a Flux Kustomization with \`targetNamespace\` say it for all of their objects.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const { object, namespace, partial, kind, name } of cluster.workloads) {
      if (partial || namespace !== undefined || takenBy(cluster, object.file).some((taken) => taken.namespace !== undefined)) continue
      const given = deliverers(cluster, object.file).some(({ value }) => NAMESPACES.some((path) => valueAt(value, path) !== undefined))
      if (given) continue
      yield {
        object,
        at: 'metadata.namespace',
        message: `no namespace: ${kind} '${name ?? ''}' lands wherever the one who applies it happens to point`,
        help: 'write metadata.namespace, or namespace in the kustomization',
      }
    }
  },

  good: [
    { title: 'its own', yaml: jobWith('namespace: orders') },
    { title: 'of the Kustomization', yaml: fluxWith('path: ./, targetNamespace: orders') + jobWith('') },
    {
      title: 'of the Application',
      yaml: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {destination: {namespace: orders}}\n---\n${jobWith('')}`,
    },
  ],
  bad: [{ title: 'nobody says where', at: 'metadata.namespace', yaml: jobWith('') }],
})
