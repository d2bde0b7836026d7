import { POLICIES, RULES } from '../policies/index.ts'
import { calendarOf, settingsOf, type Calendar, type CalendarConfig, type Capacity } from './calendar/index.ts'
import { readClusters, type Durations } from './fleet/index.ts'
import { parseKubernetesVersion } from './kubernetes/index.ts'
import { lint as lintWith, type Baseline, type Config, type Report, type SourceFile } from './lint/index.ts'
import type { Policy, RegisteredRule } from './rule/index.ts'

export * from './schedule/index.ts'
export { readManifests, type Document, type DocumentError } from './manifest/index.ts'
export { dryRun, type DryRunOptions } from './kubernetes/index.ts'
export type { Cause, CauseReason, Stage, Verdict } from './kubernetes/index.ts'
export { BaselineError, readBaseline, writeBaseline } from './lint/index.ts'
export type {
  Baseline,
  Config,
  Finding,
  FindingFix,
  Position,
  Report,
  SourceFile,
  Summary,
  SuppressedFinding,
  TextEdit,
  Unchecked,
} from './lint/index.ts'
export { defineRule } from './rule/index.ts'
export type {
  CheckContext,
  CheckRule,
  Edit,
  Example,
  Fix,
  FleetRule,
  FleetViolation,
  Level,
  Policy,
  RegisteredRule,
  Rule,
  VerdictRule,
  Violation,
} from './rule/index.ts'
export type { Cluster, CronJob, Job, Workload } from './fleet/index.ts'

export { differenceOf as calendarDifference, TimesError } from './calendar/index.ts'
export type {
  BlackoutConfig,
  BlackoutLine,
  Calendar,
  CalendarConfig,
  CalendarDifference,
  Capacity,
  CapacityLine,
  ClusterCalendar,
  EarlyStartLine,
  JobLine,
  Load,
  Overlap,
  QuotaLine,
  RunsOutcome,
} from './calendar/index.ts'
export type { Durations, MeasuredDuration } from './fleet/index.ts'

export interface CalendarOptions {
  /** Unix seconds: from ≤ t < until. */
  readonly from: number
  readonly until: number
  /** Globs that make a cluster, as in the config. */
  readonly clusters?: Readonly<Record<string, readonly string[]>>
  /** Measured durations by `namespace/name`; what the manifests declare wins. */
  readonly durations?: Durations
  /** Blackouts, groups and conflicts, as in the config. */
  readonly config?: CalendarConfig
  /** What each cluster has, in pods, cores and bytes: more than that is told. */
  readonly capacity?: Capacity
}

/**
 * Puts the CronJobs of these files on a calendar: runs, windows, overlaps, blackouts, early stages, load and what it exceeds. Throws a RangeError for a range that is too long or
 * empty, a TimesError for a blackout that does not read.
 */
export function calendar(files: Iterable<SourceFile>, { clusters, config, ...range }: CalendarOptions): Calendar {
  return calendarOf(readClusters(files, clusters), { ...range, ...(config ? { settings: settingsOf(config) } : {}) })
}

export interface LintOptions {
  /** The instant to judge from, in Unix seconds. The library has no clock of its own. */
  readonly now: number
  /** `recommended` (the default), `strict`, `api`, or a policy of your own. */
  readonly policy?: string | Policy
  readonly config?: Config
  /** Version of the clusters, such as `1.31`; the newest known without it. */
  readonly kubernetesVersion?: string
  /** Only these rules. */
  readonly only?: readonly string[]
  /** Read the fenced `yaml` blocks of files that are no YAML or JSON by name. */
  readonly markdown?: boolean
  /** Files read for knowledge of the whole repository; nothing is reported on them. */
  readonly context?: Iterable<SourceFile>
  readonly baseline?: Baseline
  /** Every object is whole, however little it says: synthesized manifests are no patches. */
  readonly whole?: boolean
  /** Rules of your own beside ours: they run at their own levels where the policy does not name them. */
  readonly rules?: readonly RegisteredRule[]
}

/**
 * Says what Kubernetes will do with the CronJobs and Jobs in these files. Pure: the same files and options give the same report anywhere.
 * Throws a RangeError for an unknown policy, rule or Kubernetes version; never for what stands in a file.
 */
export function lint(files: Iterable<SourceFile>, options: LintOptions): Report {
  const { policy = options.config?.policy ?? 'recommended', config = {}, kubernetesVersion = config.kubernetesVersion } = options
  const own = options.rules ?? []
  const rules = [...RULES, ...own]
  const named = typeof policy === 'string' ? policyNamed(policy) : policy
  const unknown = options.only?.find((id) => !rules.some((rule) => rule.id === id))
  if (unknown !== undefined) throw new RangeError(`unknown rule '${unknown}'`)
  return lintWith(files, {
    rules,
    policy: { ...named, levels: { ...Object.fromEntries(own.map(({ id, level }) => [id, level])), ...named.levels } },
    config,
    now: options.now,
    minor: parseKubernetesVersion(kubernetesVersion),
    markdown: options.markdown === true,
    whole: options.whole === true,
    ...(options.only ? { only: options.only } : {}),
    ...(options.context ? { context: options.context } : {}),
    ...(options.baseline ? { baseline: options.baseline } : {}),
  })
}

function policyNamed(name: string): Policy {
  const policy = POLICIES[name]
  if (policy) return policy
  throw new RangeError(`unknown policy '${name}' (known: ${Object.keys(POLICIES).join(', ')})`)
}
