import type { Command } from 'commander'
import { POLICIES, RULES } from '../../policies/index.ts'
import { rulePage } from '../report/rule-page.ts'
import { nearest } from './nearest.ts'
import { UsageError } from './usage-error.ts'

export function register(program: Command): void {
  program
    .command('explain')
    .description('explain a rule: what, why, bad and good examples, how to accept a finding')
    .argument('<rule>', 'id of a rule, as it stands in brackets behind a finding')
    .action((id: string) => {
      process.stdout.write(explain(id))
    })
}

function explain(id: string): string {
  const rule = RULES.find((candidate) => candidate.id === id)
  if (rule) return rulePage(rule, policiesOf(id))
  const guess = nearest(
    id,
    RULES.map((candidate) => candidate.id),
  )
  throw new UsageError(`unknown rule '${id}'${guess ? `, did you mean '${guess}'?` : ''} (cronwright rules lists all)`)
}

function policiesOf(id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(POLICIES).flatMap(([name, { levels }]) => (id in levels ? [[name, levels[id]]] : [])))
}
