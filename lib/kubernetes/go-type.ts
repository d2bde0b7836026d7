import type { FieldType, ValueKind } from './type-table.ts'

/** Texts that have a type of their own in Go, by their field; a field of that name in another type is told apart by its type. */
const NAMED_TEXTS: Readonly<Record<string, string>> = {
  concurrencyPolicy: 'ConcurrencyPolicy',
  completionMode: 'CompletionMode',
  podReplacementPolicy: 'PodReplacementPolicy',
  'PodFailurePolicyRule.action': 'PodFailurePolicyAction',
  'PodFailurePolicyOnExitCodesRequirement.operator': 'PodFailurePolicyOnExitCodesOperator',
  'PodFailurePolicyOnPodConditionsPattern.status': 'ConditionStatus',
  'PodFailurePolicyOnPodConditionsPattern.type': 'PodConditionType',
  'PodSpec.restartPolicy': 'RestartPolicy',
  'Container.restartPolicy': 'ContainerRestartPolicy',
  imagePullPolicy: 'PullPolicy',
  terminationMessagePolicy: 'TerminationMessagePolicy',
  dnsPolicy: 'DNSPolicy',
  preemptionPolicy: 'PreemptionPolicy',
  fsGroupChangePolicy: 'PodFSGroupChangePolicy',
  procMount: 'ProcMountType',
  'SeccompProfile.type': 'SeccompProfileType',
  'AppArmorProfile.type': 'AppArmorProfileType',
  'Capabilities.add': 'Capability',
  'Capabilities.drop': 'Capability',
  'ContainerPort.protocol': 'Protocol',
  scheme: 'URIScheme',
  mountPropagation: 'MountPropagationMode',
  'EmptyDirVolumeSource.medium': 'StorageMedium',
  'Toleration.operator': 'TolerationOperator',
  'Toleration.effect': 'TaintEffect',
  'NodeSelectorRequirement.operator': 'NodeSelectorOperator',
  'LabelSelectorRequirement.operator': 'LabelSelectorOperator',
  whenUnsatisfiable: 'UnsatisfiableConstraintAction',
  nodeAffinityPolicy: 'NodeInclusionPolicy',
  nodeTaintsPolicy: 'NodeInclusionPolicy',
}

const GO_NAMES: Readonly<Partial<Record<ValueKind, string>>> = {
  boolean: 'bool',
  number: 'float64',
  'int-or-string': 'int32',
  time: 'string',
  bytes: '[]uint8',
}

/** The type of a field as Go's errors name it. */
export function goType({ name, kind, element, type }: FieldType, struct: string): string {
  switch (kind) {
    case 'list':
      return `[]${goType(element as FieldType, struct)}`
    case 'map':
      return element?.kind === 'quantity' ? 'v1.ResourceList' : `map[string]${goType(element as FieldType, '')}`
    case 'object':
      return `v1.${type}`
    case 'string': {
      const named = NAMED_TEXTS[`${struct}.${name}`] ?? NAMED_TEXTS[name]
      return named === undefined ? kind : `v1.${named}`
    }
    default:
      return GO_NAMES[kind] ?? kind
  }
}
