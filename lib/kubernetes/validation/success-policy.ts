import type { JsonObject } from '../verdict.ts'
import { listIn, numberIn, textIn, type Report } from './report.ts'

const MOST_RULES = 20
const LONGEST_INDEXES = 64 * 1024

export function validateSuccessPolicy(policy: JsonObject, spec: JsonObject, indexed: boolean, path: string, report: Report): void {
  if (!indexed) {
    report.invalid(path, policy, 'requires indexed completion mode')
    return
  }
  const rules = listIn(policy, 'rules')
  if (rules.length === 0) report.required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified')
  if (rules.length > MOST_RULES) report.tooMany(`${path}.rules`, rules.length, MOST_RULES)
  rules.forEach((rule, index) => validateRule(rule, numberIn(spec, 'completions'), `${path}.rules[${index}]`, report))
}

function validateRule(rule: JsonObject, completions: number | undefined, path: string, report: Report): void {
  const count = numberIn(rule, 'succeededCount')
  const indexes = rule.succeededIndexes === undefined ? undefined : textIn(rule, 'succeededIndexes')
  if (count === undefined && indexes === undefined)
    report.required(path, 'at least one of succeededCount or succeededIndexes must be specified')
  let listed: number | undefined
  if (indexes !== undefined) {
    if (indexes.length > LONGEST_INDEXES) report.tooLong(`${path}.succeededIndexes`, LONGEST_INDEXES)
    const parsed = parseIndexes(indexes, completions ?? 0)
    if (typeof parsed === 'string') report.invalid(`${path}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${parsed}`)
    else listed = parsed
  }
  if (count === undefined) return
  report.notNegative(`${path}.succeededCount`, count)
  if (completions !== undefined && count > completions)
    report.invalid(`${path}.succeededCount`, count, `must be less than or equal to ${completions} (the number of specified completions)`)
  if (listed !== undefined && count > listed)
    report.invalid(
      `${path}.succeededCount`,
      count,
      `must be less than or equal to ${listed} (the number of indexes in the specified succeededIndexes field)`,
    )
}

/** The number of indexes in `1,3-5`, or why it is no such list. */
function parseIndexes(text: string, completions: number): number | string {
  if (text === '') return 0
  let last = -1
  let total = 0
  for (const interval of text.split(',')) {
    const match = /^([+-]?\d+)(?:-([+-]?\d+))?$/.exec(interval)
    if (!match) return `cannot convert string to integer for index: ${JSON.stringify(interval)}`
    const first = Number(match[1])
    const end = match[2] === undefined ? first : Number(match[2])
    if (first >= completions || end >= completions) return `too large index: ${JSON.stringify(interval)}`
    if (first <= last) return `non-increasing order, previous: ${last}, current: ${first}`
    if (match[2] !== undefined && end <= first) return `non-increasing order, previous: ${first}, current: ${end}`
    total += end - first + 1
    last = end
  }
  return total
}
