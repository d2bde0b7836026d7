import type { JsonObject } from '../verdict.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import { validateLifecycle } from './lifecycle.ts'
import { dnsLabel } from './names.ts'
import { validatePorts } from './ports.ts'
import { validateProbes } from './probes.ts'
import { listIn, objectIn, structIn, textIn, type Report } from './report.ts'
import { claimNames, validateClaimsUsed } from './resource-claims.ts'
import { validateResources } from './resources.ts'
import { validateInitRestartPolicy, validateRestartPolicy } from './restart-rules.ts'
import { validateContainerSecurity } from './security-context.ts'
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts'
import type { Volumes } from './volumes.ts'

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File']

export function validateContainers(pod: JsonObject, path: string, volumes: Volumes, report: Report): void {
  const containers = listIn(pod, 'containers')
  const initContainers = listIn(pod, 'initContainers')
  const names = new Set<string>()
  if (containers.length === 0) report.required(`${path}.containers`)
  containers.forEach((container, index) => {
    const at = `${path}.containers[${index}]`
    validateContainer(container, at, pod, volumes, false, report)
    uniqueName(container, at, names, false, report)
    validateRestartPolicy(container, at, report)
  })
  validateHostPorts(containers, `${path}.containers`, report)
  initContainers.forEach((container, index) => {
    const at = `${path}.initContainers[${index}]`
    // Before 1.29 the gate of sidecars is off: the field is dropped.
    const sidecar = container.restartPolicy === 'Always' && report.minor >= 29
    validateContainer(container, at, pod, volumes, !sidecar, report)
    uniqueName(container, at, names, true, report)
    if (!sidecar) forbidProbes(container, at, report)
    validateInitRestartPolicy(container, at, report)
  })
}

/** Two containers without a name have the same one; of init containers the server remembers only those that have one. */
function uniqueName(container: JsonObject, path: string, names: Set<string>, isInit: boolean, report: Report): void {
  const name = textIn(container, 'name')
  if (names.has(name)) report.duplicate(`${path}.name`, name)
  else if (name !== '' || !isInit) names.add(name)
}

function forbidProbes(container: JsonObject, path: string, report: Report): void {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const given = objectIn(container, field)
    if (!given || (field === 'lifecycle' && isOnlyStopSignal(given))) continue
    report.forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always')
  }
}

/** The gate of stop signals is off: where nothing else is said, nothing is left. */
function isOnlyStopSignal(lifecycle: JsonObject): boolean {
  return lifecycle.stopSignal !== undefined && !objectIn(lifecycle, 'preStop') && !objectIn(lifecycle, 'postStart')
}

function validateContainer(
  container: JsonObject,
  path: string,
  pod: JsonObject,
  volumes: Volumes,
  plainInit: boolean,
  report: Report,
): void {
  const name = textIn(container, 'name')
  if (name === '') report.required(`${path}.name`)
  else report.invalidFor(`${path}.name`, name, dnsLabel(name))
  if (textIn(container, 'image') === '') report.required(`${path}.image`)
  const message = textIn(container, 'terminationMessagePolicy')
  if (message !== '') report.oneOf(`${path}.terminationMessagePolicy`, message, MESSAGE_POLICIES)
  validatePorts(listIn(container, 'ports'), `${path}.ports`, pod.hostNetwork === true, report)
  validateEnv(listIn(container, 'env'), `${path}.env`, volumes, report)
  validateEnvFrom(listIn(container, 'envFrom'), `${path}.envFrom`, report)
  validateVolumeMounts(listIn(container, 'volumeMounts'), `${path}.volumeMounts`, volumes, container, report)
  validateVolumeDevices(listIn(container, 'volumeDevices'), `${path}.volumeDevices`, volumes, container, report)
  const pull = textIn(container, 'imagePullPolicy')
  if (pull !== '') report.oneOf(`${path}.imagePullPolicy`, pull, PULL_POLICIES)
  const resources = structIn(container, 'resources')
  validateResources(resources, `${path}.resources`, report)
  if (resources.claims !== undefined) validateClaimsUsed(listIn(resources, 'claims'), `${path}.resources.claims`, claimNames(pod), report)
  validateResizePolicy(listIn(container, 'resizePolicy'), `${path}.resizePolicy`, textIn(pod, 'restartPolicy'), report)
  validateContainerSecurity(objectIn(container, 'securityContext'), `${path}.securityContext`, pod, report)
  if (plainInit) return
  validateLifecycle(objectIn(container, 'lifecycle'), `${path}.lifecycle`, pod, report)
  validateProbes(container, path, report)
}

function validateResizePolicy(policies: readonly JsonObject[], path: string, podPolicy: string, report: Report): void {
  // Dropped while its gate was off, before 1.33.
  if (report.minor < 33) return
  const seen = new Set<string>()
  policies.forEach((policy, index) => {
    const resource = textIn(policy, 'resourceName')
    const at = path
    if (seen.has(resource)) report.duplicate(`${path}[${index}]`, resource)
    seen.add(resource)
    if (resource === '') report.required(at)
    else report.oneOf(at, resource, ['cpu', 'memory'])
    const restart = textIn(policy, 'restartPolicy')
    if (restart === '') report.required(at)
    else report.oneOf(at, restart, ['NotRequired', 'RestartContainer'])
    if (podPolicy === 'Never' && restart !== 'NotRequired')
      report.invalid(at, restart, "must be 'NotRequired' when `restartPolicy` is 'Never'")
  })
}

/** Two containers cannot take the same port of the node. */
function validateHostPorts(containers: readonly JsonObject[], path: string, report: Report): void {
  const taken = new Set<string>()
  containers.forEach((container, index) =>
    listIn(container, 'ports').forEach((port, portIndex) => {
      const host = port.hostPort as number | undefined
      if (!host) return
      const key = `${textIn(port, 'protocol') || 'TCP'}/${textIn(port, 'hostIP')}/${host}`
      if (taken.has(key)) report.duplicate(`${path}[${index}].ports[${portIndex}].hostPort`, key)
      taken.add(key)
    }),
  )
}
