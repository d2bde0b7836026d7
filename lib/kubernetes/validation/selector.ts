import type { JsonObject } from '../verdict.ts'
import { validateLabels } from './metadata.ts'
import { labelValue, qualifiedName } from './names.ts'
import { listIn, objectIn, textIn, textsIn, type Report } from './report.ts'

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/** A label selector: `matchLabels` and `matchExpressions`. */
export function validateSelector(selector: JsonObject | undefined, path: string, report: Report, allowInvalidValues = false): void {
  if (!selector) return
  validateLabels(objectIn(selector, 'matchLabels'), `${path}.matchLabels`, report)
  listIn(selector, 'matchExpressions').forEach((expression, index) =>
    validateRequirement(expression, `${path}.matchExpressions[${index}]`, report, allowInvalidValues),
  )
}

function validateRequirement(expression: JsonObject, path: string, report: Report, allowInvalidValues: boolean): void {
  const operator = textIn(expression, 'operator')
  const values = textsIn(expression, 'values')
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) report.required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) report.forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  } else report.invalid(`${path}.operator`, operator, 'not a valid selector operator')
  report.invalidFor(`${path}.key`, textIn(expression, 'key'), qualifiedName(textIn(expression, 'key')))
  if (!allowInvalidValues) values.forEach((value, index) => report.invalidFor(`${path}.values[${index}]`, value, labelValue(value)))
}

/** True where every requirement of the selector holds for the labels. */
export function matchesLabels(selector: JsonObject, labels: JsonObject): boolean {
  const wanted = objectIn(selector, 'matchLabels') ?? {}
  if (Object.keys(wanted).some((key) => labels[key] !== wanted[key])) return false
  return listIn(selector, 'matchExpressions').every((expression) => {
    const value = labels[textIn(expression, 'key')] as string | undefined
    switch (textIn(expression, 'operator')) {
      case 'In':
        return value !== undefined && textsIn(expression, 'values').includes(value)
      case 'NotIn':
        return value === undefined || !textsIn(expression, 'values').includes(value)
      case 'Exists':
        return value !== undefined
      default:
        return OPERATORS.includes(textIn(expression, 'operator')) && value === undefined
    }
  })
}
