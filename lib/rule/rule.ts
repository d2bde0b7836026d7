import type { CalendarConfig, CalendarSettings } from '../calendar/settings.ts'
import type { Cluster } from '../fleet/cluster.ts'
import type { ShellcheckComments } from '../fleet/shellcheck.ts'
import type { CronJob, Job, Workload } from '../fleet/workload.ts'
import type { Problem } from '../kubernetes/problem.ts'
import type { Minor } from '../kubernetes/verdict.ts'
import type { FleetViolation, Fix, Violation } from './violation.ts'

export type Level = 'error' | 'warning' | 'note'

export const FAMILIES = ['api', 'schedule', 'overlap', 'lifecycle', 'pod', 'secrets', 'scripts', 'gitops'] as const
export type Family = (typeof FAMILIES)[number]

/** Manifests that show a rule at work: executed as its tests, printed as its documentation. */
export interface Example {
  readonly title: string
  /**
   * At most a dozen lines. Without a line `kind:` it is a fragment of the rule's first kind and the head (`apiVersion`, `kind`, `metadata.name: example`) is put before it.
   * Several documents are one cluster.
   */
  readonly yaml: string
  /** Options of the rule under which the example is read. */
  readonly options?: Options
  /** What the config says of the calendar. */
  readonly calendar?: CalendarConfig
  /** Path of the file that holds the example, where that matters to the rule. */
  readonly file?: string
  /** What shellcheck says of its scripts. */
  readonly shellcheck?: ShellcheckComments
  /** Instant of the lint run in RFC 3339; 2027-01-15T12:00:00Z without it. */
  readonly now?: string
}

export interface BadExample extends Example {
  /** The field path of the one violation. */
  readonly at: string
  /** What the fix makes of the whole example, byte for byte (of the fragment as written). */
  readonly fixed?: string
}

export type OptionValue = string | number | boolean | readonly string[]
export type Options = Readonly<Record<string, OptionValue>>

/** One option of a rule: a threshold that teams legitimately vary. The type of the default is the type of the option. */
export interface OptionDefinition {
  readonly default: OptionValue
  /** What it decides, with the unit. */
  readonly description: string
}

export interface CheckContext {
  /** Unix seconds. Rules have no other clock. */
  readonly now: number
  readonly minor: Minor
  /** The rule's options: the defaults, overridden by the config. */
  readonly options: Options
  /** What shellcheck said, where the command line asked it. */
  readonly shellcheck?: ShellcheckComments
  /** Blackouts, groups and conflicts of the config. */
  readonly calendar?: CalendarSettings
}

interface RuleHead {
  /** Kebab-case, names the fault, reads well after "allow". Equals the file name. Never reused, never renamed. */
  readonly id: string
  /** The claim, as one sentence about good manifests. */
  readonly title: string
  /** The level it has where a policy does not say otherwise. */
  readonly level: Level
  /** Why, in terms of what Kubernetes does. */
  readonly rationale: string
  readonly references?: readonly string[]
  readonly options?: Readonly<Record<string, OptionDefinition>>
  /** Rules that are silent at the same object when this one speaks, so that one fault is told once. */
  readonly supersedes?: readonly string[]
  /** The edition that brought the rule, where that is not the first: a config with an older `edition` keeps it off. */
  readonly edition?: string
  /** Why it may fire on more than half of what people write, where it does. */
  readonly whyOften?: string
  readonly good: readonly [Example, ...Example[]]
  readonly bad: readonly [BadExample, ...BadExample[]]
}

export type WorkloadKind = Workload['kind']
type WorkloadOf<K extends WorkloadKind> = K extends 'CronJob' ? CronJob : Job

/** A question about one object. */
export interface CheckRule<K extends WorkloadKind = WorkloadKind> extends RuleHead {
  readonly kinds: readonly K[]
  /** Also asked of kustomize patches, where nothing is missing; without it a rule sees whole objects only. */
  readonly patches?: boolean
  /** What is wrong: one violation, several, or `undefined` for nothing. */
  readonly check: (workload: WorkloadOf<K>, context: CheckContext) => Violation | Iterable<Violation> | undefined
}

/** A question about many objects of one cluster. */
export interface FleetRule extends RuleHead {
  readonly checkFleet: (cluster: Cluster, context: CheckContext) => Iterable<FleetViolation>
}

/** Words for causes of the API server's verdict. */
export interface VerdictRule extends RuleHead {
  /** Which problems it speaks for; the first rule of the family that matches has the word. */
  readonly explains: readonly Explained[]
  /** One line: what is wrong. Without it the problem's own message. */
  readonly message?: (problem: Problem) => string
  /** One line: what it means here and what to do. */
  readonly help?: (problem: Problem) => string | undefined
  readonly fix?: (problem: Problem) => Fix | undefined
}

export interface Explained {
  readonly stage: Problem['stage']
  readonly reasons: readonly Problem['reason'][]
  readonly when?: (problem: Problem) => boolean
}

export type Rule = CheckRule<'CronJob'> | CheckRule<'Job'> | CheckRule<'CronJob' | 'Job'> | FleetRule | VerdictRule

/** A rule with the family that its folder gives it. */
export type RegisteredRule = Rule & { readonly family: Family }

/** Gives a rule its type: the argument of `check` follows from `kinds`. */
export function defineRule<K extends WorkloadKind>(rule: CheckRule<K>): CheckRule<K>
export function defineRule(rule: FleetRule): FleetRule
export function defineRule(rule: VerdictRule): VerdictRule
export function defineRule(rule: unknown): unknown {
  return rule
}

/** Rules of one folder under `policies/`, in the order in which they are documented (and, for `api`, asked). */
export function defineFamily(family: Family, rules: readonly Rule[]): readonly RegisteredRule[] {
  return rules.map((rule) => ({ ...rule, family }))
}

/** A named choice of rules and levels. */
export interface Policy {
  readonly name: string
  readonly levels: Readonly<Record<string, Level>>
}
