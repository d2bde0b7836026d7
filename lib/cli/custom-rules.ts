import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FAMILIES, type CheckRule, type Family, type Level, type RegisteredRule, type Rule, type Violation } from '../rule/index.ts'
import { UsageError } from './usage-error.ts'

/** Loads rules that the command line names. Only there: the file is executed, so a linted repository can never name one. */
export async function loadRules(files: readonly string[], known: readonly RegisteredRule[]): Promise<readonly RegisteredRule[]> {
  const taken = new Set(known.map(({ id }) => id))
  const loaded: RegisteredRule[] = []
  for (const file of files) {
    for (const rule of await rulesIn(file)) {
      if (taken.has(rule.id)) throw new UsageError(`--rules: ${file}: rule '${rule.id}' exists already; give it another id`)
      taken.add(rule.id)
      loaded.push(rule)
    }
  }
  return loaded
}

async function rulesIn(file: string): Promise<readonly RegisteredRule[]> {
  if (!existsSync(resolve(file))) throw new UsageError(`--rules: ${file}: no such file or folder`)
  let module: { readonly default?: unknown }
  try {
    module = (await importModule(pathToFileURL(resolve(file)).href)) as { readonly default?: unknown }
  } catch (error) {
    throw new UsageError(`--rules: ${file}: ${failureOf(error)}`)
  }
  const rules = Array.isArray(module.default) ? (module.default as unknown[]) : [module.default]
  return rules.map((rule) => checked(rule, file))
}

/** The bundle turns `import()` into `require`, which cannot load a file URL. */
const importModule = new Function('url', 'return import(url)') as (url: string) => Promise<unknown>

function failureOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  return message.startsWith("Cannot find package 'cronwright'")
    ? 'cronwright is not installed where this file stands; install it there, or export plain objects: defineRule only adds types'
    : message.replace(/ imported from .*$/, '')
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note']

function checked(value: unknown, file: string): RegisteredRule {
  const rule = (value ?? {}) as Partial<RegisteredRule>
  const fail = (message: string): never => {
    throw new UsageError(`--rules: ${file}: ${message}`)
  }
  if (typeof rule.id !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule.id))
    return fail('a rule needs an id in kebab-case (default export: one rule or a list)')
  const { id, level = 'warning' } = rule
  if (!LEVELS.includes(level)) fail(`rule '${id}': unknown level '${String(level)}' (known: ${LEVELS.join(', ')})`)
  const form = rule as { readonly check?: unknown; readonly checkFleet?: unknown; readonly kinds?: unknown }
  if (typeof form.check !== 'function' && typeof form.checkFleet !== 'function') fail(`rule '${id}' has neither check nor checkFleet`)
  if (typeof form.check === 'function' && !areKinds(form.kinds))
    fail(`rule '${id}': kinds is a list of 'CronJob' and 'Job', the objects that check is asked about`)
  const family: Family = FAMILIES.includes(rule.family as Family) ? (rule.family as Family) : 'lifecycle'
  return { ...withChecks(rule as Rule), level, title: rule.title ?? id, family }
}

function areKinds(kinds: unknown): boolean {
  return Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => kind === 'CronJob' || kind === 'Job')
}

/** What a rule of somebody else's yields is looked at before it is believed. */
function withChecks(rule: Rule): Rule {
  if ('checkFleet' in rule) return { ...rule, checkFleet: (cluster, context) => violations(rule.checkFleet(cluster, context)) }
  if (!('check' in rule)) return rule
  const { check, ...head } = rule as CheckRule
  return { ...head, check: (workload, context) => violations(check(workload, context)) } satisfies CheckRule as CheckRule<'CronJob' | 'Job'>
}

function* violations<V extends Violation>(given: V | Iterable<V> | undefined): Generator<V> {
  if (given === undefined) return
  if (typeof given !== 'object' || given === null) throw new Error('a check gives one violation, a list of them, or nothing')
  for (const violation of Symbol.iterator in given ? given : [given]) {
    const { at, message } = (violation ?? {}) as Partial<Violation>
    if (typeof at !== 'string' || typeof message !== 'string')
      throw new Error("a violation needs the texts 'at' (a field path) and 'message'")
    yield { ...violation, message: message.split('\n')[0] }
  }
}
