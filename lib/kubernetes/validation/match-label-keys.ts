import type { JsonObject } from '../verdict.ts'
import { qualifiedName } from './names.ts'
import { listIn, objectIn, structIn, textIn, textsIn, type Report } from './report.ts'

/** `matchLabelKeys` and `mismatchLabelKeys` of a pod affinity term, and since 1.34 of a spread constraint, at `path`. */
export function validateMatchLabelKeys(owner: JsonObject, path: string, report: Report): void {
  const selector = objectIn(owner, 'labelSelector')
  const matching = textsIn(owner, 'matchLabelKeys')
  const mismatching = textsIn(owner, 'mismatchLabelKeys')
  validateKeys(matching, `${path}.matchLabelKeys`, selector, report)
  validateKeys(mismatching, `${path}.mismatchLabelKeys`, selector, report)
  if (selector) refuseSelectedTwice(matching, selector, path, report)
  matching.forEach((key, index) => {
    if (mismatching.includes(key))
      report.invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys')
  })
}

function validateKeys(keys: readonly string[], path: string, selector: JsonObject | undefined, report: Report): void {
  if (keys.length === 0) return
  if (!selector) report.forbidden(path, 'must not be specified when labelSelector is not set')
  else keys.forEach((key, index) => report.invalidFor(`${path}[${index}]`, key, qualifiedName(key)))
}

/** The server adds the keys to the selector of a pod before it looks: only a key that the selector names twice is a fault here. */
function refuseSelectedTwice(keys: readonly string[], selector: JsonObject, path: string, report: Report): void {
  const selected = new Set(Object.keys(structIn(selector, 'matchLabels')))
  for (const expression of listIn(selector, 'matchExpressions')) {
    const key = textIn(expression, 'key')
    if (selected.has(key) && keys.includes(key))
      report.invalid(`${path}[${keys.lastIndexOf(key)}]`, key, 'exists in both matchLabelKeys and labelSelector')
    selected.add(key)
  }
}

/** Until 1.33 a spread constraint was read otherwise. */
export function validateSpreadKeys(constraint: JsonObject, path: string, report: Report): void {
  if (report.minor >= 34) {
    validateMatchLabelKeys(constraint, path, report)
    return
  }
  const keys = textsIn(constraint, 'matchLabelKeys')
  if (keys.length === 0) return
  const selector = objectIn(constraint, 'labelSelector')
  if (!selector) report.forbidden(`${path}.matchLabelKeys`, 'must not be specified when labelSelector is not set')
  const selected = new Set([
    ...Object.keys(structIn(selector ?? {}, 'matchLabels')),
    ...listIn(selector ?? {}, 'matchExpressions').map((expression) => textIn(expression, 'key')),
  ])
  keys.forEach((key, index) => {
    report.invalidFor(`${path}.matchLabelKeys[${index}]`, key, qualifiedName(key))
    if (selected.has(key)) report.invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and labelSelector')
  })
}
