import type { JsonObject } from '../verdict.ts'
import { listIn, objectIn, textIn, textsIn, type Report } from './report.ts'

const POLICIES = ['Always', 'Never', 'OnFailure']
const MOST_RULES = 20
const MOST_CODES = 255

/** `restartPolicy` and `restartPolicyRules` of a container. */
export function validateRestartPolicy(container: JsonObject, path: string, report: Report): void {
  const { restartPolicy } = container
  // Refused before 1.34; dropped in 1.34, whose server knows the field and has the gate off.
  if (report.minor < 34 && restartPolicy !== undefined) report.forbidden(`${path}.restartPolicy`, 'may not be set for non-init containers')
  if (report.minor >= 35) validatePolicyAndRules(container, path, report)
}

/** The same of an init container, which is a sidecar with `Always`. */
export function validateInitRestartPolicy(container: JsonObject, path: string, report: Report): void {
  const { restartPolicy } = container
  if (report.minor < 35) {
    // Before 1.29 the gate of sidecars is off: the field is dropped; 1.34 drops what it does not know.
    if (restartPolicy !== undefined && restartPolicy !== 'Always' && report.minor >= 29 && report.minor < 34)
      report.notSupported(`${path}.restartPolicy`, restartPolicy, ['Always'])
    return
  }
  const hasRules = listIn(container, 'restartPolicyRules').length > 0
  if (restartPolicy === undefined && hasRules) report.required(`${path}.restartPolicy`, NEEDS_POLICY)
  if (restartPolicy === undefined) return
  if (restartPolicy !== 'Always' || report.minor >= 36) validatePolicyAndRules(container, path, report)
  else if (hasRules)
    report.forbidden(`${path}.restartPolicyRules`, 'restartPolicyRules are not allowed for init containers with restart policy Always')
}

const NEEDS_POLICY = 'must specify restartPolicy when restart rules are used'

function validatePolicyAndRules(container: JsonObject, path: string, report: Report): void {
  const rules = listIn(container, 'restartPolicyRules')
  if (container.restartPolicy !== undefined) report.oneOf(`${path}.restartPolicy`, container.restartPolicy, POLICIES)
  else if (rules.length > 0) report.required(`${path}.restartPolicy`, NEEDS_POLICY)
  if (rules.length > MOST_RULES) report.tooMany(`${path}.restartPolicyRules`, rules.length, MOST_RULES)
  const actions = report.minor >= 36 ? ['Restart', 'RestartAllContainers'] : ['Restart']
  rules.forEach((rule, index) => {
    const at = `${path}.restartPolicyRules[${index}]`
    report.oneOf(`${at}.action`, textIn(rule, 'action'), actions)
    const codes = objectIn(rule, 'exitCodes')
    if (!codes) {
      report.required(`${at}.exitCodes`, 'must be specified')
      return
    }
    report.oneOf(`${at}.exitCodes.operator`, textIn(codes, 'operator'), ['In', 'NotIn'])
    const { length } = textsIn(codes, 'values')
    if (length > MOST_CODES) report.tooMany(`${at}.exitCodes.values`, length, MOST_CODES)
  })
}
