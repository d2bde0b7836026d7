import type { Workload } from '../fleet/index.ts'
import type { CheckContext, CheckRule, Level, Options, RegisteredRule, WorkloadKind } from '../rule/index.ts'
import type { Settings } from './settings.ts'

/** A rule as it is asked about one workload. */
export interface WorkloadCheck {
  readonly rule: CheckRule & RegisteredRule
  readonly level: Level
  readonly context: CheckContext
}

export type WorkloadChecks = (workload: Pick<Workload, 'kind' | 'labels' | 'partial'>, file: string) => readonly WorkloadCheck[]

/** Says which rules are asked about a workload. Without overrides in the config that depends on its kind alone, and is settled once. */
export function workloadChecks(settings: Settings, instant: Pick<CheckContext, 'now' | 'minor'>): WorkloadChecks {
  const rules = settings.active.filter((rule): rule is CheckRule & RegisteredRule => 'check' in rule)
  const contexts = new Map<Options, CheckContext>()
  const contextOf = (options: Options): CheckContext => {
    const context = contexts.get(options) ?? { ...instant, options }
    contexts.set(options, context)
    return context
  }
  const find: WorkloadChecks = ({ kind, labels, partial }, file) =>
    rules.flatMap((rule) => {
      if (!(rule.kinds as readonly WorkloadKind[]).includes(kind) || (partial && !rule.patches)) return []
      const { level, options } = settings.at(rule, file, labels)
      return level === 'off' ? [] : [{ rule, level, context: contextOf(options) }]
    })
  if (settings.differ) return find
  const settled = new Map<string, readonly WorkloadCheck[]>()
  return (workload, file) => {
    const key = workload.partial ? `partial ${workload.kind}` : workload.kind
    const known = settled.get(key)
    if (known) return known
    const found = find(workload, file)
    settled.set(key, found)
    return found
  }
}
