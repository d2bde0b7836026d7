import type { JsonObject } from '../verdict.ts'
import { validateSpreadKeys } from './match-label-keys.ts'
import { numberIn, objectIn, textIn, type Report } from './report.ts'
import { validateSelector } from './selector.ts'

export function validateTopologySpread(constraints: readonly JsonObject[], path: string, report: Report): void {
  const pairs = new Map<string, number>()
  constraints.forEach((constraint, index) => {
    const at = `${path}[${index}]`
    const skew = numberIn(constraint, 'maxSkew') ?? 0
    if (skew <= 0) report.invalid(`${at}.maxSkew`, skew, 'must be greater than zero')
    const key = textIn(constraint, 'topologyKey')
    if (key === '') report.required(`${at}.topologyKey`, 'can not be empty')
    const when = textIn(constraint, 'whenUnsatisfiable')
    report.oneOf(`${at}.whenUnsatisfiable`, when, ['DoNotSchedule', 'ScheduleAnyway'])
    const pair = `{${key}, ${when}}`
    const earlier = pairs.get(pair)
    if (earlier === undefined) pairs.set(pair, index)
    else report.duplicate(`${path}[${earlier}].{topologyKey, whenUnsatisfiable}`, pair)
    const domains = numberIn(constraint, 'minDomains')
    if (domains !== undefined) {
      if (domains <= 0) report.invalid(`${at}.minDomains`, domains, 'must be greater than zero')
      if (when !== 'DoNotSchedule')
        report.invalid(`${at}.minDomains`, domains, 'can only use minDomains if whenUnsatisfiable=DoNotSchedule')
    }
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const)
      if (constraint[field] !== undefined) report.oneOf(`${at}.${field}`, constraint[field], ['Honor', 'Ignore'])
    validateSpreadKeys(constraint, at, report)
    validateSelector(objectIn(constraint, 'labelSelector'), `${at}.labelSelector`, report)
  })
}
