import type { Level, Options, Policy, RegisteredRule } from '../rule/index.ts'
import { matcherOf } from './exclude.ts'
import { globPath, type GlobBase } from './glob-path.ts'
import type { Config, RuleSetting, RuleSettings } from './config.ts'

/** What holds for one rule at one object. */
export interface Setting {
  readonly level: Level | 'off'
  readonly options: Options
}

/** The editions, oldest first. A rule without `edition` belongs to the first. */
export const EDITIONS = ['2026'] as const

export interface SettingsInput {
  readonly rules: readonly RegisteredRule[]
  readonly policy: Policy
  readonly config: Config
  /** Ids: when given, only these rules run, at the policy's level or, outside the policy, at their own. */
  readonly only?: readonly string[]
  readonly globBase?: GlobBase
}

/** Which rules run, at which level and with which options, for every object. */
export interface Settings {
  /** Rules that run somewhere. */
  readonly active: readonly RegisteredRule[]
  /** Whether files or labels can make a difference. */
  readonly differ: boolean
  readonly at: (rule: RegisteredRule, file: string, labels: Readonly<Record<string, string>>) => Setting
}

export function resolveSettings({ rules, policy, config, only, globBase }: SettingsInput): Settings {
  const overrides = (config.overrides ?? []).map((override) => ({
    matches: matcher(override.files, override.labels),
    settings: override.rules,
  }))
  const base = new Map<string, Setting>()
  for (const rule of rules) base.set(rule.id, baseSetting(rule, policy, config, only))
  const active = rules.filter((rule) => base.get(rule.id)?.level !== 'off' || overrides.some(({ settings }) => isOn(settings[rule.id])))
  return {
    active: only ? active.filter((rule) => only.includes(rule.id)) : active,
    differ: overrides.length > 0,
    at(rule, file, labels) {
      let setting = base.get(rule.id) as Setting
      for (const { matches, settings } of overrides)
        if (rule.id in settings && matches(globPath(file, globBase), labels)) setting = merge(setting, settings[rule.id], rule)
      return setting
    },
  }
}

function baseSetting(rule: RegisteredRule, policy: Policy, config: Config, only: readonly string[] | undefined): Setting {
  const options = Object.fromEntries(Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]))
  const isNew = config.edition !== undefined && rule.edition !== undefined && rule.edition > config.edition
  const level = policy.levels[rule.id] ?? (only ? rule.level : 'off')
  return merge({ level: isNew ? 'off' : level, options }, config.rules?.[rule.id], rule)
}

function merge(setting: Setting, change: RuleSetting | undefined, rule: RegisteredRule): Setting {
  if (change === undefined) return setting
  if (typeof change === 'string') return { ...setting, level: change }
  const options = change.options ? { ...setting.options, ...change.options } : setting.options
  return { level: change.level ?? (setting.level === 'off' ? rule.level : setting.level), options }
}

function isOn(setting: RuleSettings[string] | undefined): boolean {
  return setting !== undefined && (typeof setting === 'string' ? setting : (setting.level ?? 'on')) !== 'off'
}

function matcher(files: readonly string[] | undefined, labels: Readonly<Record<string, string>> | undefined) {
  const matchesFile = files ? matcherOf(files) : () => true
  const wanted = Object.entries(labels ?? {})
  return (file: string, found: Readonly<Record<string, string>>): boolean =>
    matchesFile(file) && wanted.every(([name, value]) => (value === '*' ? found[name] !== undefined : found[name] === value))
}
