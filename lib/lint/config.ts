import type { CalendarConfig } from '../calendar/index.ts'
import type { Level, Options } from '../rule/index.ts'

/** What a repository says in `cronwright.yaml`. It names rules and policies; it can never name code. */
export interface Config extends CalendarConfig {
  /** `recommended`, `strict` or `api`. */
  readonly policy?: string
  /** Rules that came later than this edition stay off, so that an upgrade adds no finding to a CI that was green. */
  readonly edition?: string
  readonly kubernetesVersion?: string
  readonly rules?: RuleSettings
  /** Later entries win over earlier ones. */
  readonly overrides?: readonly Override[]
  /** Globs of files that are not checked. */
  readonly exclude?: readonly string[]
  /** Globs that make a cluster: objects of different clusters neither overlap nor conflict. */
  readonly clusters?: Readonly<Record<string, readonly string[]>>
}

/** By rule id: a level, `off`, or a level with options. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>
export type RuleSetting = Level | 'off' | RuleSettingWithOptions
export interface RuleSettingWithOptions {
  readonly level?: Level | 'off'
  readonly options?: Options
}

/** Other settings for some objects. With `files` and `labels` both must match. */
export interface Override {
  readonly files?: readonly string[]
  /** Labels that the object must have, with these values (`*` for any). */
  readonly labels?: Readonly<Record<string, string>>
  readonly rules: RuleSettings
}
