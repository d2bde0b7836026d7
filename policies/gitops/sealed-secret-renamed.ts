import { takenBy, valueAt, type Cluster, type FleetObject } from '../../lib/fleet/index.ts'
import { defineRule, type FleetViolation } from '../../lib/rule/index.ts'
import { fluxKustomizations } from './delivered.ts'
import { fluxWith } from './example.ts'

const SCOPE = 'sealedsecrets.bitnami.com'

/** Name and namespace are part of what was sealed. */
export default defineRule({
  id: 'sealed-secret-renamed',
  title: 'A SealedSecret keeps the name and namespace it was sealed for',
  level: 'error',
  rationale: `
In its default scope a SealedSecret is sealed together with its name and namespace. A \`namePrefix\`, a \`nameSuffix\` or a \`namespace\` of kustomize, \`targetNamespace\` of Flux or a template with another name
makes it impossible to decrypt: the controller reports an error, no Secret is made, and pods that need it do not start.`,
  references: ['https://github.com/bitnami-labs/sealed-secrets#scopes'],

  *checkFleet(cluster): Generator<FleetViolation> {
    for (const sealed of cluster.objects) {
      const { object, annotations } = sealed
      if (object.kind !== 'SealedSecret' || annotations[`${SCOPE}/cluster-wide`] === 'true') continue
      const change = changeOf(cluster, sealed, annotations[`${SCOPE}/namespace-wide`] === 'true')
      if (change === undefined) continue
      yield {
        object,
        at: 'metadata.name',
        message: `SealedSecret '${object.name ?? ''}' cannot be decrypted under another name or namespace: ${change}`,
        help: 'seal it for the final name and namespace, or with a wider scope',
      }
    }
  },

  good: [
    { title: 'the same name', yaml: sealed('spec: {template: {metadata: {name: db, namespace: orders}}}') },
    {
      title: 'sealed for every place',
      yaml: sealed('spec: {template: {metadata: {name: other}}}', `, annotations: {${SCOPE}/cluster-wide: "true"}`),
    },
    { title: 'the namespace it has anyway', yaml: fluxWith('path: ./, targetNamespace: orders') + sealed('spec: {}') },
  ],
  bad: [
    { title: 'another name', at: 'metadata.name', yaml: sealed('spec: {template: {metadata: {name: other}}}') },
    { title: 'moved by Flux', at: 'metadata.name', yaml: fluxWith('path: ./, targetNamespace: shop') + sealed('spec: {}') },
  ],
})

/** What changes its name (unless only the namespace was sealed) or its namespace. */
function changeOf(cluster: Cluster, { object, value }: FleetObject, anyName: boolean): string | undefined {
  const moved = (namespace: unknown): boolean =>
    typeof namespace === 'string' && namespace !== object.namespace && object.namespace !== undefined
  const template = valueAt(value, 'spec.template.metadata.name')
  if (!anyName && typeof template === 'string' && template !== object.name) return `its template is named '${template}'`
  if (moved(valueAt(value, 'spec.template.metadata.namespace'))) return 'its template has another namespace'
  for (const taken of takenBy(cluster, object.file)) {
    if (taken.renames && !anyName) return `${taken.object.object.file} changes names`
    if (moved(taken.namespace)) return `${taken.object.object.file} moves it to '${taken.namespace}'`
  }
  const target = fluxKustomizations(cluster, object.file)
    .map((found) => valueAt(found.value, 'spec.targetNamespace'))
    .find(moved)
  return target === undefined ? undefined : `Flux moves it to '${String(target)}'`
}

function sealed(spec: string, metadata = ''): string {
  return `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: db, namespace: orders${metadata}}\n${spec}\n`
}
