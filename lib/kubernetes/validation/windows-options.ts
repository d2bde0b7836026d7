import type { JsonObject } from '../verdict.ts'
import { dnsSubdomain } from './names.ts'
import { flagIn, listIn, structIn, type Report } from './report.ts'

const MOST_SPEC_BYTES = 64 * 1024
const LONGEST_DOMAIN = 255
const LONGEST_USER = 104
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const DOMAIN = /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/
const CONTROL = /[\u0000-\u001f\u007f]/

/** `windowsOptions` of a security context. */
export function validateWindowsOptions(options: JsonObject | undefined, path: string, report: Report): void {
  if (!options) return
  const name = options.gmsaCredentialSpecName as string | undefined
  if (name !== undefined) report.invalidFor(`${path}.gmsaCredentialSpecName`, name, dnsSubdomain(name))
  const spec = options.gmsaCredentialSpec as string | undefined
  if (spec === '') report.invalid(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string')
  else if (spec !== undefined && spec.length > MOST_SPEC_BYTES)
    report.invalid(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec size must be under 64 KiB')
  const user = options.runAsUserName as string | undefined
  if (user !== undefined) report.invalidFor(`${path}.runAsUserName`, user, userFaults(user))
}

/** `user` or `DOMAIN\user`. */
function userFaults(text: string): readonly string[] {
  if (text === '') return ['runAsUserName cannot be an empty string']
  if (CONTROL.test(text)) return ['runAsUserName cannot contain control characters']
  const parts = text.split('\\')
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash']
  const domain = parts.length === 2 ? parts[0] : undefined
  const user = parts.at(-1) as string
  const faults: string[] = []
  if (domain !== undefined && domain.length > LONGEST_DOMAIN) faults.push("runAsUserName's Domain length must be under 256 characters")
  if (domain !== undefined && !NETBIOS.test(domain) && !DOMAIN.test(domain))
    faults.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format")
  if (user === '') faults.push("runAsUserName's User cannot be empty")
  else if (user.length > LONGEST_USER) faults.push("runAsUserName's User length must not be longer than 104 characters")
  if (/^[. ]+$/.test(user)) faults.push("runAsUserName's User cannot contain only periods or spaces")
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) faults.push(`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`)
  return faults
}

/** Containers that are processes of the host: all of a pod or none, and on the host's network. */
export function validateHostProcess(pod: JsonObject, path: string, report: Report): void {
  const whole = hostProcessOf(pod)
  let containers = 0
  let onHost = 0
  for (const kind of ['initContainers', 'containers'] as const) {
    listIn(pod, kind).forEach((container, index) => {
      const own = hostProcessOf(container)
      containers++
      if (own ?? whole) onHost++
      if (whole !== undefined && own !== undefined && whole !== own)
        report.invalid(
          `${path}.${kind}[${index}].securityContext.windowsOptions.hostProcess`,
          own,
          `pod hostProcess value must be identical if both are specified, was ${whole}`,
        )
    })
  }
  if (onHost === 0) return
  if (onHost !== containers)
    report.invalid(path, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers')
  if (flagIn(pod, 'hostNetwork') !== true)
    report.invalid(`${path}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers')
}

function hostProcessOf(owner: JsonObject): boolean | undefined {
  return flagIn(structIn(structIn(owner, 'securityContext'), 'windowsOptions'), 'hostProcess')
}

/* What only Linux has. */

const LINUX_POD = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const
const LINUX_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const

/** Fields that are dropped before they are looked at while their gate is off: known since this minor. */
const SINCE: Readonly<Record<string, number>> = {
  appArmorProfile: 30,
  procMount: 33,
  supplementalGroupsPolicy: 33,
  seLinuxChangePolicy: 33,
}

/** A pod that says `os: {name: windows}`. */
export function validateWindowsPod(pod: JsonObject, path: string, report: Report): void {
  const detail = 'cannot be set for a windows pod'
  for (const field of ['hostPID', 'hostIPC'] as const) if (pod[field] === true) report.forbidden(`${path}.${field}`, detail)
  if (pod.shareProcessNamespace !== undefined) report.forbidden(`${path}.shareProcessNamespace`, detail)
  // Dropped while its gate was off.
  if (pod.hostUsers !== undefined && report.minor >= 33) report.forbidden(`${path}.hostUsers`, detail)
  const security = structIn(pod, 'securityContext')
  for (const field of LINUX_POD) if (isGiven(security, field, report)) report.forbidden(`${path}.securityContext.${field}`, detail)
  for (const kind of ['initContainers', 'containers'] as const) {
    listIn(pod, kind).forEach((container, index) => {
      const own = structIn(container, 'securityContext')
      for (const field of LINUX_CONTAINER)
        if (isGiven(own, field, report)) report.forbidden(`${path}.${kind}[${index}].securityContext.${field}`, detail)
    })
  }
}

function isGiven(security: JsonObject, field: string, report: Report): boolean {
  const value = security[field]
  if (value === undefined || report.minor < (SINCE[field] ?? 0)) return false
  return field !== 'sysctls' || (value as readonly unknown[]).length > 0
}

/** A pod that says `os: {name: linux}`. */
export function validateLinuxPod(pod: JsonObject, path: string, report: Report): void {
  const refuse = (owner: JsonObject, at: string): void => {
    if (structIn(owner, 'securityContext').windowsOptions !== undefined)
      report.forbidden(`${at}.securityContext.windowsOptions`, 'windows options cannot be set for a linux pod')
  }
  refuse(pod, path)
  for (const kind of ['initContainers', 'containers'] as const)
    listIn(pod, kind).forEach((container, index) => refuse(container, `${path}.${kind}[${index}]`))
}
