import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FAMILIES, type Family, type RegisteredRule, type Rule } from '../rule/index.ts'
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
  let module: { readonly default?: unknown }
  try {
    module = (await importModule(pathToFileURL(resolve(file)).href)) as { readonly default?: unknown }
  } catch (error) {
    throw new UsageError(`--rules: ${file}: ${(error as Error).message.split('\n')[0]}`)
  }
  const rules = Array.isArray(module.default) ? (module.default as unknown[]) : [module.default]
  return rules.map((rule) => checked(rule, file))
}

/** The bundle turns `import()` into `require`, which cannot load a file URL. */
const importModule = new Function('url', 'return import(url)') as (url: string) => Promise<unknown>

function checked(value: unknown, file: string): RegisteredRule {
  const rule = (value ?? {}) as Partial<RegisteredRule>
  if (typeof rule.id !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule.id))
    throw new UsageError(`--rules: ${file}: a rule needs an id in kebab-case (default export: one rule or a list)`)
  if (!('check' in rule) && !('checkFleet' in rule))
    throw new UsageError(`--rules: ${file}: rule '${rule.id}' has neither check nor checkFleet`)
  if ('check' in rule && !Array.isArray(rule.kinds)) throw new UsageError(`--rules: ${file}: rule '${rule.id}' names no kinds`)
  const family: Family = FAMILIES.includes(rule.family as Family) ? (rule.family as Family) : 'lifecycle'
  return { ...(rule as Rule), level: rule.level ?? 'warning', title: rule.title ?? rule.id, family }
}
