import type { JsonObject } from '../verdict.ts'
import { validateAffinity } from './affinity.ts'
import { validateContainers } from './container.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { validateDns, validateHostAliases } from './pod-dns.ts'
import { listIn, numberIn, objectIn, textIn, type Report } from './report.ts'
import { validatePodClaims } from './resource-claims.ts'
import { validatePodResources, validateResources } from './resources.ts'
import { validatePodSecurity } from './security-context.ts'
import { validateTolerations } from './tolerations.ts'
import { validateTopologySpread } from './topology-spread.ts'
import { validateVolumes } from './volumes.ts'
import { validateHostProcess, validateLinuxPod, validateWindowsPod } from './windows-options.ts'

const MOST_SECONDS = 2 ** 31 - 1

/** The spec of a pod template that stands at `path`. */
export function validatePodTemplate(pod: JsonObject, path: string, report: Report): void {
  const volumes = validateVolumes(listIn(pod, 'volumes'), `${path}.volumes`, report)
  validatePodClaims(listIn(pod, 'resourceClaims'), `${path}.resourceClaims`, report)
  validateContainers(pod, path, volumes, report)
  validateSchedulingGates(listIn(pod, 'schedulingGates'), `${path}.schedulingGates`, report)
  const restartPolicy = textIn(pod, 'restartPolicy')
  if (restartPolicy !== '') report.oneOf(`${path}.restartPolicy`, restartPolicy, ['Always', 'OnFailure', 'Never'])
  validateDns(pod, path, report)
  validateNodeSelector(objectIn(pod, 'nodeSelector'), `${path}.nodeSelector`, report)
  validatePodSecurity(pod, path, report)
  validateAffinity(objectIn(pod, 'affinity'), `${path}.affinity`, report)
  validateTopologySpread(listIn(pod, 'topologySpreadConstraints'), `${path}.topologySpreadConstraints`, report)
  validateHostProcess(pod, path, report)
  validatePodNames(pod, path, report)
  validateTolerations(listIn(pod, 'tolerations'), `${path}.tolerations`, report)
  validateHostAliases(listIn(pod, 'hostAliases'), `${path}.hostAliases`, report)
  validatePriority(pod, path, report)
  validateGates(pod, path, report)
  validatePodResources(pod, path, report)
  if (listIn(pod, 'ephemeralContainers').length > 0)
    report.forbidden(`${path}.ephemeralContainers`, 'ephemeral containers not allowed in pod template')
}

function validatePodNames(pod: JsonObject, path: string, report: Report): void {
  const account = textIn(pod, 'serviceAccountName') || textIn(pod, 'serviceAccount')
  if (account !== '') report.invalidFor(`${path}.serviceAccountName`, account, dnsSubdomain(account))
  const node = textIn(pod, 'nodeName')
  if (node !== '') report.invalidFor(`${path}.nodeName`, node, dnsSubdomain(node))
  const deadline = numberIn(pod, 'activeDeadlineSeconds')
  if (deadline !== undefined && (deadline < 1 || deadline > MOST_SECONDS))
    report.invalid(`${path}.activeDeadlineSeconds`, pod.activeDeadlineSeconds, `must be between 1 and ${MOST_SECONDS}, inclusive`)
  if (pod.hostnameOverride !== undefined && report.minor >= 35) {
    const name = textIn(pod, 'hostnameOverride')
    report.invalidFor(`${path}.hostnameOverride`, name, dnsSubdomain(name))
    if (name.length > 64) report.tooLong(`${path}.hostnameOverride`, 64)
    if (pod.hostNetwork === true) report.forbidden(`${path}.hostnameOverride`, 'may not be specified when hostNetwork is true')
    if (pod.setHostnameAsFQDN === true) report.forbidden(`${path}.hostnameOverride`, 'may not be specified when setHostnameAsFQDN is true')
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = textIn(pod, field)
    if (name !== '') report.invalidFor(`${path}.${field}`, name, dnsLabel(name))
  }
}

function validatePriority(pod: JsonObject, path: string, report: Report): void {
  const name = textIn(pod, 'priorityClassName')
  if (name !== '') report.invalidFor(`${path}.priorityClassName`, name, dnsSubdomain(name))
  const runtime = pod.runtimeClassName
  if (runtime !== undefined) report.invalidFor(`${path}.runtimeClassName`, runtime, dnsSubdomain(textIn(pod, 'runtimeClassName')))
  if (pod.preemptionPolicy !== undefined) {
    if (pod.preemptionPolicy === '') report.required(`${path}.preemptionPolicy`)
    else report.oneOf(`${path}.preemptionPolicy`, pod.preemptionPolicy, ['Never', 'PreemptLowerPriority'])
  }
  const overhead = objectIn(pod, 'overhead')
  if (overhead) validateResources({ limits: overhead }, `${path}.overhead`, report)
}

function validateNodeSelector(selector: JsonObject | undefined, path: string, report: Report): void {
  for (const key in selector) {
    report.invalidFor(path, key, qualifiedName(key))
    report.invalidFor(path, selector[key], labelValue(selector[key] as string))
  }
}

function validateSchedulingGates(gates: readonly JsonObject[], path: string, report: Report): void {
  const seen = new Set<string>()
  gates.forEach((gate, index) => {
    const name = textIn(gate, 'name')
    report.invalidFor(`${path}[${index}]`, name, qualifiedName(name))
    if (seen.has(name)) report.duplicate(`${path}[${index}]`, name)
    seen.add(name)
  })
}

function validateGates(pod: JsonObject, path: string, report: Report): void {
  listIn(pod, 'readinessGates').forEach((gate, index) => {
    const type = textIn(gate, 'conditionType')
    report.invalidFor(`${path}.readinessGates[${index}].conditionType`, type, qualifiedName(type))
  })
  const os = objectIn(pod, 'os')
  if (os) {
    const name = textIn(os, 'name')
    if (name === '') report.required(`${path}.os.name`, 'cannot be empty')
    else report.oneOf(`${path}.os`, name, ['linux', 'windows'])
    if (name === 'windows') validateWindowsPod(pod, path, report)
    if (name === 'linux') validateLinuxPod(pod, path, report)
  }
}
