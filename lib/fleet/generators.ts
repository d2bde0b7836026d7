import type { JsonObject } from '../kubernetes/verdict.ts'
import type { Cluster, FleetObject } from './cluster.ts'
import { readKustomization } from './kustomization.ts'
import type { ReferencedKind } from './references.ts'
import { listOf, mappingOf, textOf } from './value.ts'

/** An object that a workload can refer to: written down, or made by something that is. */
export interface Supply {
  readonly kind: ReferencedKind
  readonly name: string
  /** Absent where it follows what applies it. */
  readonly namespace?: string | undefined
  /** Absent where nobody knows them here. */
  readonly keys?: readonly string[] | undefined
  /** What stands in the repository. */
  readonly source: FleetObject
}

/** Everything that workloads of the cluster can refer to, as far as the repository tells. */
export function suppliesOf({ objects }: Cluster): readonly Supply[] {
  return objects.flatMap((source) => {
    const { kind, namespace } = source.object
    const made = MAKERS[kind]?.(source) ?? ofKustomization(source)
    return made.map((supply) => ({ ...supply, source, ...('namespace' in supply ? {} : { namespace }) }))
  })
}

type Made = Omit<Supply, 'source'>
type Maker = (source: FleetObject) => readonly Made[]

/** Makers of Secrets, ConfigMaps and claims, by kind; another kind with the same name does no harm: it only makes more names known. */
const MAKERS: Readonly<Record<string, Maker>> = {
  Secret: (source) => [itself('Secret', source, knownKeys(source))],
  ConfigMap: (source) => [itself('ConfigMap', source, knownKeys(source))],
  ServiceAccount: (source) => [itself('ServiceAccount', source)],
  PersistentVolumeClaim: (source) => [itself('PersistentVolumeClaim', source)],
  StatefulSet: (source) =>
    listOf(specOf(source).volumeClaimTemplates).flatMap((template) =>
      Array.from({ length: 10 }, (_, index) => ({
        kind: 'PersistentVolumeClaim' as const,
        name: `${textOf(mappingOf(mappingOf(template).metadata).name) ?? ''}-${source.object.name ?? ''}-${index}`,
      })),
    ),
  SealedSecret(source) {
    const spec = specOf(source)
    const template = mappingOf(spec.template)
    const keys = [...Object.keys(mappingOf(spec.encryptedData)), ...Object.keys(mappingOf(template.data))]
    return [
      { kind: 'Secret', name: textOf(mappingOf(template.metadata).name) ?? nameOf(source), ...(spec.data === undefined ? { keys } : {}) },
    ]
  },
  ExternalSecret: (source) => [externalSecret(specOf(source), nameOf(source))],
  ClusterExternalSecret(source) {
    const spec = specOf(source)
    return [
      { ...externalSecret(mappingOf(spec.externalSecretSpec), textOf(spec.externalSecretName) ?? nameOf(source)), namespace: undefined },
    ]
  },
  SecretProviderClass: (source) =>
    listOf(specOf(source).secretObjects)
      .map(mappingOf)
      .map(({ secretName, data }) => ({
        kind: 'Secret',
        name: textOf(secretName) ?? '',
        keys: listOf(data).map((entry) => textOf(mappingOf(entry).key) ?? ''),
      })),
  Certificate: (source) => [{ kind: 'Secret', name: textOf(specOf(source).secretName) ?? nameOf(source) }],
  Bundle: (source) => [
    { kind: 'ConfigMap', name: nameOf(source), namespace: undefined },
    { kind: 'Secret', name: nameOf(source), namespace: undefined },
  ],
  // CloudNativePG
  Cluster: (source) =>
    ['app', 'superuser', 'ca', 'server', 'replication'].map((suffix) => ({ kind: 'Secret', name: `${nameOf(source)}-${suffix}` })),
  VaultStaticSecret: named('destination', 'name'),
  VaultDynamicSecret: named('destination', 'name'),
  VaultPKISecret: named('destination', 'name'),
  InfisicalSecret: named('managedSecretReference', 'secretName'),
  DopplerSecret: named('managedSecret', 'name'),
  OnePasswordItem: (source) => [{ kind: 'Secret', name: nameOf(source) }],
  VaultSecret: (source) => [{ kind: 'Secret', name: nameOf(source) }],
  BitwardenSecret: (source) => [{ kind: 'Secret', name: textOf(specOf(source).secretName) ?? nameOf(source) }],
}

/** Nothing, where somebody fills it in the cluster: an empty one, a service account's token, an injected certificate. */
function knownKeys({ keys = [], labels, annotations }: FleetObject): readonly string[] | undefined {
  const injected = [...Object.keys(labels), ...Object.keys(annotations)].some((name) =>
    /inject|replicat|reflect|service-account\.name/.test(name),
  )
  return keys.length === 0 || injected ? undefined : keys
}

function itself(kind: ReferencedKind, source: FleetObject, keys?: readonly string[]): Made {
  return { kind, name: nameOf(source), ...(keys === undefined ? {} : { keys }) }
}

function named(field: string, name: string): Maker {
  return (source) => [{ kind: 'Secret', name: textOf(mappingOf(specOf(source)[field])[name]) ?? nameOf(source) }]
}

/** External Secrets: the keys of its template where it has one, else those that it fetches one by one. */
function externalSecret(spec: JsonObject, own: string): Made {
  const target = mappingOf(spec.target)
  const template = mappingOf(target.template)
  const policy = textOf(target.creationPolicy) ?? 'Owner'
  const fetched = listOf(spec.data).map((entry) => textOf(mappingOf(entry).secretKey) ?? '')
  const templated = Object.keys(mappingOf(template.data))
  const unknown = listOf(template.templateFrom).length > 0 || !['Owner', 'Orphan'].includes(policy)
  const all = templated.length > 0 ? [...templated, ...(template.mergePolicy === 'Merge' ? fetched : [])] : fetched
  const known = !unknown && (listOf(spec.dataFrom).length === 0 || (templated.length > 0 && template.mergePolicy !== 'Merge'))
  return { kind: 'Secret', name: textOf(target.name) ?? own, ...(known ? { keys: all } : {}) }
}

function ofKustomization(source: FleetObject): readonly Made[] {
  return (readKustomization(source)?.generated ?? []).map((generated) => ({ ...generated, namespace: undefined }))
}

function specOf({ value }: FleetObject): JsonObject {
  return mappingOf(value.spec)
}

function nameOf({ object }: FleetObject): string {
  return object.name ?? ''
}
