import { isGiven, mappingOf, textOf } from './loose.ts'
import { BASELINE_CHECKS } from './pod-security-baseline.ts'
import { RESTRICTED_CHECKS } from './pod-security-restricted.ts'
import { NEWEST_MINOR, type Json, type JsonObject, type Minor } from './verdict.ts'

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted'

/** One thing that a level of the Pod Security Standards forbids. */
export interface PodSecurityFault {
  /** The name of the check in Kubernetes: `allowPrivilegeEscalation`, `hostPathVolumes` … */
  readonly check: string
  readonly field: string
  readonly message: string
}

/** What a check sees: the pod template, where it stands, and the version of the policy. */
export interface PodSecurityView {
  readonly pod: JsonObject
  readonly annotations: JsonObject
  /** Of the pod's spec. */
  readonly path: string
  /** Of the template's annotations. */
  readonly annotationsPath: string
  readonly minor: Minor
}

export interface PodSecurityCheck {
  readonly name: string
  /** In the policies of these minors only. */
  readonly since?: Minor
  readonly until?: Minor
  /** A pod in a user namespace of its own is free of it. */
  readonly relaxedByUserNamespace?: true
  /** Windows has nothing to set. */
  readonly linuxOnly?: true
  /** A weaker check whose place it takes. */
  readonly overrides?: string
  find(view: PodSecurityView): Iterable<Omit<PodSecurityFault, 'check'>>
}

/** From here on `hostUsers: false` frees a pod of what the host's users make necessary. */
const RELAXED_SINCE = 35

/**
 * Why the Pod Security admission of a namespace refuses the pods of a template (`k8s.io/pod-security-admission`), in the order of its checks. `path` is that of the
 * template; `minor` the version of the policy: the cluster's, unless the namespace pins another.
 */
export function podSecurityFaults(template: JsonObject, level: PodSecurityLevel, path: string, minor: Minor): readonly PodSecurityFault[] {
  if (level === 'privileged') return []
  const pod = mappingOf(template.spec)
  const annotations = mappingOf(mappingOf(template.metadata).annotations)
  const view: PodSecurityView = { pod, annotations, path: `${path}.spec`, annotationsPath: `${path}.metadata.annotations`, minor }
  const userNamespace = pod.hostUsers === false && minor >= RELAXED_SINCE
  const windows = mappingOf(pod.os).name === 'windows'
  const faults: PodSecurityFault[] = []
  const checks = (level === 'baseline' ? BASELINE_CHECKS : [...BASELINE_CHECKS, ...RESTRICTED_CHECKS]).filter(
    ({ since = 0, until = NEWEST_MINOR }) => since <= minor && minor <= until,
  )
  const overridden = new Set(checks.map(({ overrides }) => overrides))
  for (const check of checks) {
    const { name } = check
    if (overridden.has(name) || (check.relaxedByUserNamespace && userNamespace) || (check.linuxOnly && windows)) continue
    for (const fault of check.find(view)) faults.push({ check: name, ...fault })
  }
  return faults
}

const ENFORCE = 'pod-security.kubernetes.io/enforce'
const ENFORCE_VERSION = 'pod-security.kubernetes.io/enforce-version'

/**
 * What the labels of a Namespace enforce. A level that does not exist enforces `restricted`, and a version that does not exist is the latest, as in
 * Kubernetes; without the label nothing is enforced. `minor` is the cluster's.
 */
export function enforcedPodSecurity(
  labels: Readonly<Record<string, Json | undefined>>,
  minor: Minor,
): { readonly level: PodSecurityLevel; readonly minor: Minor } {
  const label = labels[ENFORCE]
  if (!isGiven(label)) return { level: 'privileged', minor }
  const level = label === 'privileged' || label === 'baseline' ? label : 'restricted'
  const version = /^v1\.(\d|[1-9]\d*)$/.exec(textOf(labels[ENFORCE_VERSION]))
  return { level, minor: version ? Math.min(Number(version[1]), minor) : minor }
}
