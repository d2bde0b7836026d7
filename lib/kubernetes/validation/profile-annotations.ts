import type { JsonObject } from '../verdict.ts'
import { listIn, textIn, type Report } from './report.ts'

/** Profiles were annotations before they were fields; the server still reads these. */
export const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/'
export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
export const SECCOMP_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/'

export function validateProfileAnnotations(annotations: JsonObject, pod: JsonObject, path: string, report: Report): void {
  for (const key in annotations) {
    const value = annotations[key] as string
    if (key === 'kubernetes.io/config.mirror' && textIn(pod, 'nodeName') === '')
      report.invalid(`${path}[${key}]`, value, 'must set spec.nodeName if mirror pod annotation is set')
    if (key === 'scheduler.alpha.kubernetes.io/tolerations' && !isJsonList(value)) report.invalid(path, key, 'no JSON list of tolerations')
    if (key === SECCOMP_POD) validateSeccomp(value, `${path}.${key}`, report)
    else if (key.startsWith(SECCOMP_PREFIX)) validateSeccomp(value, `${path}.${key}`, report)
    else if (key.startsWith(APPARMOR_PREFIX)) validateAppArmor(key, value, pod, `${path}[${key}]`, report)
  }
}

function validateSeccomp(value: string, field: string, report: Report): void {
  if (value === 'runtime/default' || value === 'docker/default' || value === 'unconfined' || value.startsWith('localhost/')) return
  report.invalid(field, value, 'must be a valid seccomp profile')
}

function validateAppArmor(key: string, value: string, pod: JsonObject, field: string, report: Report): void {
  const container = key.slice(APPARMOR_PREFIX.length)
  const names = [...listIn(pod, 'initContainers'), ...listIn(pod, 'containers')].map((candidate) => textIn(candidate, 'name'))
  if (!names.includes(container)) report.invalid(field, container, 'container not found')
  if (value !== '' && value !== 'runtime/default' && value !== 'unconfined' && !value.startsWith('localhost/')) {
    report.invalid(field, value, `invalid AppArmor profile name: ${JSON.stringify(value)}`)
  }
}

/** Tolerations were an annotation once; the server still parses it. */
function isJsonList(text: string): boolean {
  if (text === '') return true
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}
