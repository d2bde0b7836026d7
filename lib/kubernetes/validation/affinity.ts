import type { JsonObject } from '../verdict.ts'
import { validateMatchLabelKeys } from './match-label-keys.ts'
import { dnsLabel, labelValue, qualifiedName } from './names.ts'
import { listIn, numberIn, objectIn, structIn, textIn, textsIn, type Report } from './report.ts'
import { validateSelector } from './selector.ts'

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

export function validateAffinity(affinity: JsonObject | undefined, path: string, report: Report): void {
  if (!affinity) return
  const node = objectIn(affinity, 'nodeAffinity')
  if (node) validateNodeAffinity(node, `${path}.nodeAffinity`, report)
  for (const field of ['podAffinity', 'podAntiAffinity'] as const) {
    const pods = objectIn(affinity, field)
    if (pods) validatePodAffinity(pods, `${path}.${field}`, report)
  }
}

function validateNodeAffinity(affinity: JsonObject, path: string, report: Report): void {
  const required = objectIn(affinity, REQUIRED)
  if (required) {
    const terms = listIn(required, 'nodeSelectorTerms')
    if (terms.length === 0) report.required(`${path}.${REQUIRED}.nodeSelectorTerms`, 'must have at least one node selector term')
    terms.forEach((term, index) => validateNodeTerm(term, `${path}.${REQUIRED}.nodeSelectorTerms[${index}]`, report, true))
  }
  listIn(affinity, PREFERRED).forEach((term, index) => {
    const at = `${path}.${PREFERRED}[${index}]`
    validateWeight(term, at, report)
    validateNodeTerm(structIn(term, 'preference'), `${at}.preference`, report, false)
  })
}

function validateWeight(term: JsonObject, path: string, report: Report): void {
  const weight = numberIn(term, 'weight') ?? 0
  if (weight < 1 || weight > 100) report.invalid(`${path}.weight`, weight, 'must be in the range 1-100')
}

function validateNodeTerm(term: JsonObject, path: string, report: Report, required: boolean): void {
  listIn(term, 'matchExpressions').forEach((expression, index) => {
    const at = `${path}.matchExpressions[${index}]`
    const operator = textIn(expression, 'operator')
    const values = textsIn(expression, 'values')
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) report.required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) report.forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
    } else if (operator === 'Gt' || operator === 'Lt') {
      if (values.length !== 1) report.required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")
    } else report.invalid(`${at}.operator`, operator, 'not a valid selector operator')
    report.invalidFor(`${at}.key`, textIn(expression, 'key'), qualifiedName(textIn(expression, 'key')))
    // The server looks at the values of what is required, since 1.33, and never at those of what is preferred.
    if (required && report.minor >= 33) values.forEach((value, at2) => report.invalidFor(`${at}.values[${at2}]`, value, labelValue(value)))
  })
  listIn(term, 'matchFields').forEach((expression, index) => {
    const at = `${path}.matchFields[${index}]`
    const operator = textIn(expression, 'operator')
    const values = textsIn(expression, 'values')
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length !== 1)
        report.required(`${at}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector")
    } else report.invalid(`${at}.operator`, operator, 'not a valid selector operator')
    if (textIn(expression, 'key') !== 'metadata.name')
      report.invalid(`${at}.key`, textIn(expression, 'key'), 'not a valid field selector key')
  })
}

function validatePodAffinity(affinity: JsonObject, path: string, report: Report): void {
  listIn(affinity, REQUIRED).forEach((term, index) => validatePodTerm(term, `${path}.${REQUIRED}[${index}]`, report))
  listIn(affinity, PREFERRED).forEach((weighted, index) => {
    const at = `${path}.${PREFERRED}[${index}]`
    validateWeight(weighted, at, report)
    validatePodTerm(structIn(weighted, 'podAffinityTerm'), `${at}.podAffinityTerm`, report)
  })
}

function validatePodTerm(term: JsonObject, path: string, report: Report): void {
  validateSelector(objectIn(term, 'labelSelector'), `${path}.labelSelector`, report)
  validateSelector(objectIn(term, 'namespaceSelector'), `${path}.namespaceSelector`, report)
  textsIn(term, 'namespaces').forEach((namespace) => report.invalidFor(`${path}.namespace`, namespace, dnsLabel(namespace)))
  if (report.minor >= 31) validateMatchLabelKeys(term, path, report)
  const key = textIn(term, 'topologyKey')
  if (key === '') report.required(`${path}.topologyKey`, 'can not be empty')
  report.invalidFor(`${path}.topologyKey`, key, qualifiedName(key))
}
