import type { FleetObject } from '../../lib/fleet/cluster.ts'
import { valueAt } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'

/** Live traffic reaches a pod that is there to vacuum the database. */
export default defineRule({
  id: 'service-selects-job-pods',
  title: 'No Service or PodDisruptionBudget selects the pods of a Job',
  level: 'warning',
  rationale: `
A Service sends traffic to every ready pod with its labels, whoever made it. A Job whose pods carry the labels of the application takes part of its traffic while it runs, and a PodDisruptionBudget
counts them as the application. Labels shared by copy and paste, or by \`commonLabels\`, are the usual way in.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service'],

  *checkFleet({ workloads, objects }): Generator<FleetViolation> {
    const selecting = objects.flatMap((object) => {
      const selector = selectorOf(object)
      return selector === undefined ? [] : [{ object: object.object, selector }]
    })
    for (const { object, namespace, job, partial } of workloads) {
      const { labels, path } = job.pod
      const found = partial
        ? undefined
        : selecting.find(
            ({ object: other, selector }) => other.namespace === namespace && selector.every(([key, value]) => labels[key] === value),
          )
      if (!found) continue
      yield {
        object,
        at: `${path.replace(/\.spec$/, '')}.metadata.labels`,
        message: `the pods of this ${object.kind} are selected by ${found.object.kind} '${found.object.name}': ${found.selector.map(([key, value]) => `${key}=${value}`).join(', ')}`,
        help:
          found.object.kind === 'Service'
            ? 'give the pods of the Job a label of their own, such as app.kubernetes.io/component'
            : 'let the budget select the application alone',
      }
    }
  },

  good: [
    { title: 'labels of its own', yaml: fleet('Service', '{ app: orders-backup }') },
    { title: 'a selector that asks for more', yaml: fleet('Service', '{ app: orders }', 'app: orders, tier: web') },
  ],
  bad: [
    { title: 'the labels of the application', at: 'spec.template.metadata.labels', yaml: fleet('Service', '{ app: orders }') },
    { title: 'counted by a budget', at: 'spec.template.metadata.labels', yaml: fleet('PodDisruptionBudget', '{ app: orders }') },
  ],
})

function selectorOf({ object, value }: FleetObject): readonly (readonly [key: string, value: string])[] | undefined {
  const path = object.kind === 'Service' ? 'spec.selector' : object.kind === 'PodDisruptionBudget' ? 'spec.selector.matchLabels' : undefined
  const selector = path === undefined ? undefined : valueAt(value, path)
  if (selector === null || typeof selector !== 'object' || Array.isArray(selector)) return undefined
  const pairs = Object.entries(selector).map(([key, text]) => [key, String(text)] as const)
  return pairs.length === 0 || valueAt(value, 'spec.selector.matchExpressions') !== undefined ? undefined : pairs
}

function fleet(kind: string, labels: string, selector = 'app: orders'): string {
  const spec = kind === 'Service' ? `{ selector: { ${selector} } }` : `{ minAvailable: 1, selector: { matchLabels: { ${selector} } } }`
  const version = kind === 'Service' ? 'v1' : 'policy/v1'
  return `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: orders }\nspec: ${spec}\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: backup }\nspec:\n  template:\n    metadata: { labels: ${labels} }\n    spec: { containers: [{ name: a, image: "a:1.0" }] }\n`
}
