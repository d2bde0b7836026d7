import type { Command } from 'commander'
import { POLICIES, RULES } from '../../policies/index.ts'
import { findingsOfExamples } from '../lint/index.ts'
import { rulePage } from '../report/rule-page.ts'
import { explainExpression } from './explain-expression.ts'
import { readTimeZone } from './expression.ts'
import { readInstant } from './instant.ts'
import { nearest } from './nearest.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

interface ExplainCommandOptions {
  readonly timeZone?: string
  readonly now?: string
}

export function register(program: Command): void {
  program
    .command('explain')
    .description('explain a rule (what, why, examples, how to accept a finding), or an expression (words, next runs, gaps, hazards)')
    .argument('<rule or expression...>', "id of a rule, as it stands in brackets behind a finding; or an expression such as '0 2 * * 1-5'")
    .option('--time-zone <zone>', 'IANA time zone of the expression')
    .option('--now <instant>', 'the instant that counts as now')
    .action(async (given: readonly string[], options: ExplainCommandOptions) => {
      const text = given.join(' ')
      if (!isExpression(text)) {
        print(explainRule(text))
        return
      }
      const timeZone = readTimeZone(options.timeZone)
      const now = options.now === undefined ? Math.floor(Date.now() / 1000) : readInstant('--now', options.now)
      const explanation = await explainExpression(text, { now, ...(timeZone === undefined ? {} : { timeZone }) })
      print(explanation.text)
      if (explanation.refused) process.exitCode = 1
    })
}

/** Ids of rules are words with hyphens; everything else is an expression of some scheduler. */
function isExpression(text: string): boolean {
  return !/^[a-z]+(?:-[a-z]+)+$/i.test(text) && (text === '' || /[^a-z-]/i.test(text))
}

function explainRule(id: string): string {
  const rule = RULES.find((candidate) => candidate.id === id)
  if (rule) return rulePage(rule, policiesOf(id), findingsOfExamples(rule, RULES))
  const guess = nearest(
    id,
    RULES.map((candidate) => candidate.id),
  )
  throw new UsageError(`unknown rule '${id}'${guess ? `, did you mean '${guess}'?` : ''} (cronwright rules lists all)`)
}

function policiesOf(id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(POLICIES).flatMap(([name, { levels }]) => (id in levels ? [[name, levels[id]]] : [])))
}
