import type { JsonObject } from '../verdict.ts'
import { validateHandler } from './lifecycle.ts'
import { numberIn, objectIn, type Report } from './report.ts'

const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const

export function validateProbes(container: JsonObject, path: string, report: Report): void {
  for (const field of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = objectIn(container, field)
    if (!probe) continue
    const at = `${path}.${field}`
    validateHandler(probe, at, ['exec', 'httpGet', 'tcpSocket', 'grpc'], report)
    for (const count of COUNTS) report.notNegative(`${at}.${count}`, numberIn(probe, count))
    const grace = numberIn(probe, 'terminationGracePeriodSeconds')
    if (field === 'readinessProbe') {
      if (grace !== undefined) report.invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')
      continue
    }
    if (grace !== undefined && grace <= 0) report.invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')
    const threshold = numberIn(probe, 'successThreshold') || 1
    if (threshold !== 1) report.invalid(`${at}.successThreshold`, threshold, 'must be 1')
  }
}
