import type { JsonObject } from '../verdict.ts'
import { flagIn, listIn, numberIn, objectIn, textIn, textsIn, type Report } from './report.ts'
import { validateWindowsOptions } from './windows-options.ts'

const MOST_ID = 2 ** 31 - 1
const ID_RANGE = `must be between 0 and ${MOST_ID}, inclusive`

function validateId(field: string, id: number | undefined, report: Report): void {
  if (id !== undefined && (id < 0 || id > MOST_ID)) report.invalid(field, id, ID_RANGE)
}

export function validateContainerSecurity(security: JsonObject | undefined, path: string, pod: JsonObject, report: Report): void {
  if (!security) return
  validateId(`${path}.runAsUser`, numberIn(security, 'runAsUser'), report)
  validateId(`${path}.runAsGroup`, numberIn(security, 'runAsGroup'), report)
  // Dropped while its gate was off, before 1.33; so is hostUsers below.
  if (security.procMount !== undefined && report.minor >= 33) {
    report.oneOf(`${path}.procMount`, security.procMount, ['Default', 'Unmasked'])
    if (security.procMount === 'Unmasked' && pod.hostUsers !== false)
      report.invalid(`${path}.procMount`, security.procMount, '`hostUsers` must be false to use `Unmasked`')
  }
  validateSeccomp(objectIn(security, 'seccompProfile'), `${path}.seccompProfile`, report)
  if (flagIn(security, 'allowPrivilegeEscalation') === false) {
    if (flagIn(security, 'privileged') === true)
      report.invalid(path, security, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true')
    const added = textsIn(objectIn(security, 'capabilities') ?? {}, 'add')
    if (added.includes('CAP_SYS_ADMIN'))
      report.invalid(path, security, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN')
  }
  validateWindowsOptions(objectIn(security, 'windowsOptions'), `${path}.windowsOptions`, report)
  validateAppArmor(objectIn(security, 'appArmorProfile'), `${path}.appArmorProfile`, report)
}

export function validatePodSecurity(pod: JsonObject, path: string, report: Report): void {
  if (flagIn(pod, 'shareProcessNamespace') === true && flagIn(pod, 'hostPID') === true)
    report.invalid(
      `${path}${report.minor < 37 ? '.securityContext' : ''}.shareProcessNamespace`,
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    )
  if (pod.hostUsers === false && report.minor >= 33) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const)
      if (flagIn(pod, field) === true)
        report.forbidden(`${path}.${field === 'hostNetwork' ? field : field.replace('host', 'Host')}`, 'when `hostUsers` is false')
  }
  const security = objectIn(pod, 'securityContext')
  if (!security) return
  const at = `${path}.securityContext`
  validateId(`${at}.runAsUser`, numberIn(security, 'runAsUser'), report)
  validateId(`${at}.runAsGroup`, numberIn(security, 'runAsGroup'), report)
  validateId(`${at}.fsGroup`, numberIn(security, 'fsGroup'), report)
  ;((security.supplementalGroups ?? []) as readonly number[]).forEach((group, index) =>
    validateId(`${at}.supplementalGroups[${index}]`, Number(group), report),
  )
  validateSysctls(listIn(security, 'sysctls'), `${at}.sysctls`, report)
  if (security.fsGroupChangePolicy !== undefined)
    report.oneOf(`${at}.fsGroupChangePolicy`, security.fsGroupChangePolicy, ['Always', 'OnRootMismatch'])
  validateSeccomp(objectIn(security, 'seccompProfile'), `${at}.seccompProfile`, report)
  validateWindowsOptions(objectIn(security, 'windowsOptions'), `${at}.windowsOptions`, report)
  validateAppArmor(objectIn(security, 'appArmorProfile'), `${at}.appArmorProfile`, report)
  // Only the old way is allowed while the gate of the new one is off.
  if (security.seLinuxChangePolicy !== undefined && report.minor >= 33)
    report.oneOf(
      `${at}.seLinuxChangePolicy`,
      security.seLinuxChangePolicy,
      report.minor >= 37 ? ['MountOption', 'Recursive'] : ['Recursive'],
    )
  if (security.supplementalGroupsPolicy !== undefined && report.minor >= 33)
    report.oneOf(`${at}.supplementalGroupsPolicy`, security.supplementalGroupsPolicy, ['Merge', 'Strict'])
}

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/

function validateSysctls(sysctls: readonly JsonObject[], path: string, report: Report): void {
  const names = new Set<string>()
  sysctls.forEach((sysctl, index) => {
    const name = textIn(sysctl, 'name')
    const at = `${path}[${index}].name`
    if (name === '') report.required(at)
    else if (!SYSCTL.test(name) || name.length > 253)
      report.invalid(at, name, 'must have at most 253 characters and match the form of a sysctl')
    else if (names.has(name)) report.duplicate(at, name)
    names.add(name)
  })
}

function validateSeccomp(profile: JsonObject | undefined, path: string, report: Report): void {
  if (!profile) return
  const type = textIn(profile, 'type')
  const local = profile.localhostProfile as string | undefined
  if (type === 'Localhost') {
    if (local === undefined) report.required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')
    else validateLocalPath(local, `${path}.localhostProfile`, report)
  } else if (local !== undefined) report.invalid(`${path}.localhostProfile`, local, 'can only be set when seccomp type is Localhost')
  if (type === '') report.required(`${path}.type`, 'type is required when seccompProfile is set')
  else report.oneOf(`${path}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])
}

/** A relative path without steps back. */
export function validateLocalPath(path: string, field: string, report: Report): void {
  if (path.startsWith('/')) report.invalid(field, path, 'must be a relative path')
  if (path.split('/').includes('..')) report.invalid(field, path, "must not contain '..'")
}

function validateAppArmor(profile: JsonObject | undefined, path: string, report: Report): void {
  // The field is an annotation's heir: known since 1.30.
  if (!profile || report.minor < 30) return
  const type = textIn(profile, 'type')
  const local = profile.localhostProfile as string | undefined
  if (type === 'Localhost') {
    if (local === undefined) report.required(`${path}.localhostProfile`, 'must be set when AppArmor type is Localhost')
    else if (local.trim() !== local) report.invalid(`${path}.localhostProfile`, local, 'must not be padded with whitespace')
    else if (local === '') report.required(`${path}.localhostProfile`, 'must be set when AppArmor type is Localhost')
    if (local !== undefined && local.length > 4095) report.tooLong(`${path}.localhostProfile`, 4095)
  } else if (local !== undefined && (type === 'RuntimeDefault' || type === 'Unconfined'))
    report.invalid(`${path}.localhostProfile`, local, 'can only be set when AppArmor type is Localhost')
  if (type === '') report.required(`${path}.type`, 'type is required when appArmorProfile is set')
  else report.oneOf(`${path}.type`, type, ['Localhost', 'RuntimeDefault', 'Unconfined'])
}
