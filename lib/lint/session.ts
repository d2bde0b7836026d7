import { settingsOf, type CalendarSettings } from '../calendar/index.ts'
import type { ShellcheckComments } from '../fleet/index.ts'
import type { Problem } from '../kubernetes/index.ts'
import type { FleetRule, Policy, RegisteredRule, VerdictRule } from '../rule/index.ts'
import type { Config } from './config.ts'
import type { GlobBase } from './glob-path.ts'
import { resolveSettings, type Settings } from './settings.ts'
import { workloadChecks, type WorkloadChecks } from './workload-checks.ts'

export interface SessionInput {
  readonly rules: readonly RegisteredRule[]
  readonly policy: Policy
  readonly config: Config
  readonly only?: readonly string[]
  readonly now: number
  readonly minor: number
  readonly markdown: boolean
  /** No object is a patch: synthesized manifests and examples. */
  readonly whole?: boolean
  /** Where the config's globs begin; without it they are matched against paths as they were given. */
  readonly globBase?: GlobBase
  /** What shellcheck said of the scripts, for the rule `shellcheck`. */
  readonly shellcheck?: ShellcheckComments
}

type Registered<R> = R & RegisteredRule

/** What holds for a whole run: which rules, in which form, from which instant. */
export interface Session {
  readonly now: number
  readonly minor: number
  readonly markdown: boolean
  readonly whole: boolean
  readonly settings: Settings
  readonly shellcheck?: ShellcheckComments
  readonly calendar: CalendarSettings
  /** Every id that exists, and those that run. */
  readonly known: ReadonlySet<string>
  readonly active: ReadonlySet<string>
  /** Those that need nothing but the file: rules on clusters say less about single files. */
  readonly activeAlone: ReadonlySet<string>
  readonly checks: WorkloadChecks
  readonly fleetRules: readonly Registered<FleetRule>[]
  readonly explains: (problem: Problem) => Registered<VerdictRule> | undefined
  readonly supersededBy: (id: string) => readonly string[]
}

export function openSession(input: SessionInput): Session {
  const settings = resolveSettings(input)
  const fleetRules = settings.active.filter((rule): rule is Registered<FleetRule> => 'checkFleet' in rule)
  const verdictRules = input.rules.filter((rule): rule is Registered<VerdictRule> => 'explains' in rule)
  const active = new Set(settings.active.map(({ id }) => id))
  const superseded = new Map(settings.active.flatMap(({ id, supersedes }) => (supersedes ? [[id, supersedes] as const] : [])))
  return {
    now: input.now,
    minor: input.minor,
    markdown: input.markdown,
    whole: input.whole === true,
    settings,
    ...(input.shellcheck ? { shellcheck: input.shellcheck } : {}),
    calendar: settingsOf(input.config),
    known: new Set(input.rules.map(({ id }) => id)),
    active,
    activeAlone: new Set(settings.active.filter((rule) => !('checkFleet' in rule)).map(({ id }) => id)),
    checks: workloadChecks(settings, { now: input.now, minor: input.minor }),
    fleetRules,
    // Asked among all rules, so that a rule that is off does not leave its problem to the next.
    explains(problem) {
      const rule = verdictRules.find(({ explains }) =>
        explains.some(
          ({ stage, reasons, when }) => stage === problem.stage && reasons.includes(problem.reason) && (!when || when(problem)),
        ),
      )
      return rule && active.has(rule.id) ? rule : undefined
    },
    supersededBy: (id) => superseded.get(id) ?? [],
  }
}
