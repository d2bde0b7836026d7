import type { Finding } from '../index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

/** `validations[].properties` in cdk8s.yaml. */
export interface CronwrightValidationProps {
  /** Which rules, at which levels. @default strict: what our own constructs meet */
  readonly policy?: string
  /** Version of the clusters, such as `1.31`. @default the newest known */
  readonly kubernetesVersion?: string
  /** Lowest level that fails the synthesis; what is below is logged. @default warning */
  readonly failOn?: Finding['level']
  /** Levels of single rules, by id; `off` silences one. @default those of the policy */
  readonly rules?: Readonly<Record<string, Finding['level'] | 'off'>>
}

export const LEVELS: readonly Finding['level'][] = ['error', 'warning', 'note']

const KNOWN: readonly (keyof CronwrightValidationProps)[] = ['policy', 'kubernetesVersion', 'failOn', 'rules']

/** An error that says all in one line: cdk8s prints the stack of what a plugin throws. */
function refuse(sentence: string): never {
  const error = new RangeError(`validations[].properties of cronwright: ${sentence}`)
  error.stack = error.message
  throw error
}

/** What cdk8s.yaml says, checked: a word that is misspelt would otherwise check less than it seems to. */
export function checkProperties(given: unknown): CronwrightValidationProps {
  if (given === undefined || given === null) return {}
  if (typeof given !== 'object' || Array.isArray(given)) return refuse(`a map of ${KNOWN.join(', ')}, not ${JSON.stringify(given)}`)
  const unknown = Object.keys(given).find((name) => !KNOWN.some((known) => known === name))
  if (unknown !== undefined) refuse(`unknown property '${unknown}' (known: ${KNOWN.join(', ')})`)
  const { policy, kubernetesVersion, failOn, rules } = given as Record<keyof CronwrightValidationProps, unknown>
  if (policy !== undefined && !(typeof policy === 'string' && Object.hasOwn(POLICIES, policy)))
    refuse(`unknown policy '${String(policy)}' (known: ${Object.keys(POLICIES).join(', ')})`)
  if (failOn !== undefined && !LEVELS.some((level) => level === failOn))
    refuse(`failOn '${String(failOn)}' is no level (known: ${LEVELS.join(', ')})`)
  if (kubernetesVersion !== undefined && !/^v?1\.\d+(\.\d+)?$/.test(String(kubernetesVersion)))
    refuse(`kubernetesVersion '${String(kubernetesVersion)}' is no version such as '1.31'`)
  checkRules(rules)
  return { ...given, ...(kubernetesVersion === undefined ? {} : { kubernetesVersion: String(kubernetesVersion) }) }
}

function checkRules(rules: unknown): void {
  if (rules === undefined) return
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules))
    return refuse(`rules is a map of rule and level, not ${JSON.stringify(rules)}`)
  for (const [id, level] of Object.entries(rules)) {
    if (!RULES.some((rule) => rule.id === id)) refuse(`unknown rule '${id}'`)
    if (level !== 'off' && !LEVELS.some((known) => known === level))
      refuse(`rules.${id}: '${String(level)}' is no level (known: ${LEVELS.join(', ')}, off)`)
  }
}
