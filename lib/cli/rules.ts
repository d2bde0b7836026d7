import type { Command } from 'commander'
import { POLICIES, RULES } from '../../policies/index.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

interface RulesOptions {
  readonly format: string
  readonly policy?: string
}

export function register(program: Command): void {
  program
    .command('rules')
    .description('list the rules: id, level under each policy, title')
    .option('--format <format>', 'text or json', 'text')
    .option('--policy <name>', `only the rules of a policy: ${Object.keys(POLICIES).join(', ')}`)
    .action((options: RulesOptions) => {
      print(list(options))
    })
}

function list({ format, policy }: RulesOptions): string {
  if (policy !== undefined && !(policy in POLICIES))
    throw new UsageError(`unknown policy '${policy}' (known: ${Object.keys(POLICIES).join(', ')})`)
  const rules = RULES.filter((rule) => policy === undefined || rule.id in POLICIES[policy].levels)
  if (format === 'json')
    return `${JSON.stringify(
      rules.map(({ id, family, level, title }) => ({ id, family, level, title, policies: policiesOf(id) })),
      undefined,
      2,
    )}\n`
  if (format !== 'text') throw new UsageError(`unknown format '${format}' (known: text, json)`)
  const width = Math.max(...rules.map(({ id }) => id.length))
  const families = group(rules)
  let text = ''
  for (const [family, members] of families) {
    text += `${family}\n`
    for (const { id, level, title } of members) text += `  ${id.padEnd(width)}  ${level.padEnd(7)}  ${title}\n`
    text += '\n'
  }
  return `${text}${rules.length} rules; cronwright explain <rule> tells more\n`
}

function group(rules: typeof RULES): Map<string, (typeof RULES)[number][]> {
  const families = new Map<string, (typeof RULES)[number][]>()
  for (const rule of rules) families.set(rule.family, [...(families.get(rule.family) ?? []), rule])
  return families
}

function policiesOf(id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(POLICIES).flatMap(([name, { levels }]) => (id in levels ? [[name, levels[id]]] : [])))
}
