import type { JsonObject } from '../verdict.ts'
import { qualifiedName } from './names.ts'
import { listIn, objectIn, textIn, type Report } from './report.ts'

const MOST_RULES = 20
const MOST_CODES = 255

export function validatePodFailurePolicy(policy: JsonObject, spec: JsonObject, pod: JsonObject, path: string, report: Report): void {
  const rules = listIn(policy, 'rules')
  if (rules.length > MOST_RULES) report.tooMany(`${path}.rules`, rules.length, MOST_RULES)
  const containers = new Set([...listIn(pod, 'containers'), ...listIn(pod, 'initContainers')].map((container) => textIn(container, 'name')))
  rules.forEach((rule, index) => validateRule(rule, spec, containers, `${path}.rules[${index}]`, report))
}

function validateRule(rule: JsonObject, spec: JsonObject, containers: ReadonlySet<string>, path: string, report: Report): void {
  const action = textIn(rule, 'action')
  const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore']
  if (action === '') report.required(`${path}.action`, `valid values: ${actions.map((name) => JSON.stringify(name)).join(', ')}`)
  else if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) report.invalid(`${path}.action`, action, 'requires the backoffLimitPerIndex to be set')
  } else report.oneOf(`${path}.action`, action, actions)
  const codes = objectIn(rule, 'onExitCodes')
  const conditions = listIn(rule, 'onPodConditions')
  if (codes) validateExitCodes(codes, containers, `${path}.onExitCodes`, report)
  if (conditions.length > 0) validateConditions(conditions, `${path}.onPodConditions`, report)
  if (codes && conditions.length > 0) report.invalid(path, null, 'specifying both OnExitCodes and OnPodConditions is not supported')
  if (!codes && conditions.length === 0) report.invalid(path, null, 'specifying one of OnExitCodes and OnPodConditions is required')
}

function validateExitCodes(codes: JsonObject, containers: ReadonlySet<string>, path: string, report: Report): void {
  const operator = textIn(codes, 'operator')
  if (operator === '') report.required(`${path}.operator`, 'valid values: "In", "NotIn"')
  else report.oneOf(`${path}.operator`, operator, ['In', 'NotIn'])
  if (codes.containerName !== undefined && !containers.has(textIn(codes, 'containerName'))) {
    report.invalid(`${path}.containerName`, codes.containerName, 'must be one of the container or initContainer names in the pod template')
  }
  const values = (codes.values ?? []) as readonly number[]
  if (values.length === 0) report.invalid(`${path}.values`, [], 'at least one value is required')
  else if (values.length > MOST_CODES) report.tooMany(`${path}.values`, values.length, MOST_CODES)
  let ordered = true
  const seen = new Set<number>()
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0) report.invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator')
    if (seen.has(value)) report.duplicate(`${path}.values[${index}]`, value)
    seen.add(value)
    if (index > 0 && values[index - 1] > value) ordered = false
  })
  if (!ordered) report.invalid(`${path}.values`, [...values], 'must be ordered')
}

function validateConditions(conditions: readonly JsonObject[], path: string, report: Report): void {
  if (conditions.length > MOST_RULES) report.tooMany(path, conditions.length, MOST_RULES)
  conditions.forEach((condition, index) => {
    const at = `${path}[${index}]`
    const type = textIn(condition, 'type')
    report.invalidFor(`${at}.type`, type, qualifiedName(type))
    // The default for a CronJob's template came with 1.34; a Job always had it.
    const status = textIn(condition, 'status')
    if (status === '') {
      if (report.minor < 34 && path.startsWith('spec.jobTemplate'))
        report.required(`${at}.status`, 'valid values: "False", "True", "Unknown"')
    } else report.oneOf(`${at}.status`, status, ['False', 'True', 'Unknown'])
  })
}
