import type { JsonObject } from '../verdict.ts'
import { labelValue, qualifiedName } from './names.ts'
import { textIn, type Report } from './report.ts'

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule']

export function validateTolerations(tolerations: readonly JsonObject[], path: string, report: Report): void {
  tolerations.forEach((toleration, index) => {
    const at = `${path}[${index}]`
    const key = textIn(toleration, 'key')
    const operator = textIn(toleration, 'operator')
    const value = textIn(toleration, 'value')
    const effect = textIn(toleration, 'effect')
    if (key !== '') report.invalidFor(`${at}.key`, key, qualifiedName(key))
    if (key === '' && operator !== 'Exists')
      report.invalid(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"')
    if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute')
      report.invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set")
    if (operator === 'Equal' || operator === '') report.invalidFor(`${at}.operator`, value, labelValue(value))
    else if (operator === 'Exists') {
      if (value !== '') report.invalid(`${at}.operator`, toleration, "value must be empty when `operator` is 'Exists'")
    } else report.notSupported(`${at}.operator`, operator, ['Equal', 'Exists'])
    if (effect !== '') report.oneOf(`${at}.effect`, effect, EFFECTS)
  })
}
