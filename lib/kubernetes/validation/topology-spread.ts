import type { JsonObject } from '../verdict.ts'
import { qualifiedName } from './names.ts'
import { numberIn, objectIn, structIn, textIn, textsIn, type Report } from './report.ts'
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
    validateMatchKeys(constraint, at, report)
    validateSelector(objectIn(constraint, 'labelSelector'), `${at}.labelSelector`, report)
  })
}

function validateMatchKeys(constraint: JsonObject, path: string, report: Report): void {
  const keys = textsIn(constraint, 'matchLabelKeys')
  if (keys.length === 0) return
  if (!objectIn(constraint, 'labelSelector'))
    report.forbidden(`${path}.matchLabelKeys`, 'must not be specified when labelSelector is not set')
  const selected = new Set([...Object.keys(structIn(structIn(constraint, 'labelSelector'), 'matchLabels'))])
  keys.forEach((key, index) => {
    report.invalidFor(`${path}.matchLabelKeys[${index}]`, key, qualifiedName(key))
    if (selected.has(key)) report.invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and labelSelector')
  })
}
