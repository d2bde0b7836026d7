import type { Right } from './api-access.ts'
import { refuse } from './refuse.ts'

/** Kinds that a configuration export knows by their plural, and where the API has them. */
const GROUPS = {
  configmaps: 'v1',
  persistentvolumeclaims: 'v1',
  secrets: 'v1',
  serviceaccounts: 'v1',
  services: 'v1',
  daemonsets: 'apps/v1',
  deployments: 'apps/v1',
  statefulsets: 'apps/v1',
  cronjobs: 'batch/v1',
  horizontalpodautoscalers: 'autoscaling/v2',
  ingresses: 'networking.k8s.io/v1',
  networkpolicies: 'networking.k8s.io/v1',
  poddisruptionbudgets: 'policy/v1',
  rolebindings: 'rbac.authorization.k8s.io/v1',
  roles: 'rbac.authorization.k8s.io/v1',
} as const

/** A kind of namespaced objects: by its plural, or for a custom resource by group, version and plural. */
export type ExportedKind = keyof typeof GROUPS | { readonly group: string; readonly version: string; readonly resource: string }

/** What a namespace runs on; no Secrets. */
export const DEFAULT_EXPORTED_KINDS: readonly ExportedKind[] = [
  'configmaps',
  'cronjobs',
  'daemonsets',
  'deployments',
  'ingresses',
  'persistentvolumeclaims',
  'services',
  'statefulsets',
]

/** The kinds as `export-objects.sh` takes them, and the right to list just these. */
export function exportedKinds(
  kinds: readonly ExportedKind[],
  isEncrypted: boolean,
): { readonly list: string; readonly rights: readonly Right[] } {
  if (kinds.length === 0) refuse('configuration.kinds', 'at least one kind', 'there is something to export', 0)
  const places = kinds.map((kind) => (typeof kind === 'string' ? known(kind) : custom(kind)))
  if (!isEncrypted && places.some(({ group, resource }) => group === '' && resource === 'secrets'))
    refuse('configuration.kinds', 'without secrets unless encryption is given', 'no Secret leaves the cluster in clear', 'secrets')
  const list = places.map(({ group, version, resource }) => [...(group === '' ? [] : [group]), version, resource].join('/'))
  const twice = list.find((place, index) => list.indexOf(place) !== index)
  if (twice !== undefined) refuse('configuration.kinds', 'each kind once', 'each object is exported once', twice)
  return {
    list: list.join(' '),
    rights: [...new Set(places.map(({ group }) => group))].map((group) => ({
      apiGroups: [group],
      resources: places.filter((place) => place.group === group).map(({ resource }) => resource),
      verbs: ['list'],
    })),
  }
}

interface Place {
  readonly group: string
  readonly version: string
  readonly resource: string
}

function known(kind: keyof typeof GROUPS): Place {
  const [version, group = ''] = GROUPS[kind].split('/').reverse()
  return { group, version, resource: kind }
}

function custom({ group, version, resource }: Place): Place {
  if (!/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$/.test(group))
    refuse('configuration.kinds.group', 'the name of an API group', 'the API server finds it', group)
  if (!/^[a-z][a-z0-9]*$/.test(version)) refuse('configuration.kinds.version', 'a version such as v1', 'the API server finds it', version)
  if (!/^[a-z][a-z0-9]*$/.test(resource))
    refuse('configuration.kinds.resource', 'a plural in lower case such as certificates', 'the API server finds it', resource)
  return { group, version, resource }
}
