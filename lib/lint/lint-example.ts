import type { Example, RegisteredRule } from '../rule/index.ts'
import type { Finding, Report } from './finding.ts'
import { lint } from './lint.ts'

/** The instant at which examples are linted that name no other: 2027-01-15T12:00:00Z, in Unix seconds. */
const EXAMPLE_INSTANT = Date.UTC(2027, 0, 15, 12) / 1000

/** The head that a fragment lacks: examples show what matters. */
export function exampleHead(rule: RegisteredRule, { yaml }: Example): string {
  if (/^kind:/im.test(yaml)) return ''
  const kind = 'kinds' in rule && !rule.kinds.includes('CronJob' as never) ? 'Job' : 'CronJob'
  return `apiVersion: batch/v1\nkind: ${kind}\n${/^metadata:/m.test(yaml) ? '' : 'metadata:\n  name: example\n'}`
}

/** What the rule, alone, says of its example, or of another text in its place. `rules` are all that exist: what one of them explains is no other's business. */
export function lintExample(rule: RegisteredRule, example: Example, rules: readonly RegisteredRule[], text?: string): Report {
  return lint([{ path: example.file ?? 'example.yaml', text: text ?? exampleHead(rule, example) + example.yaml }], {
    rules,
    policy: { name: 'example', levels: { [rule.id]: rule.level } },
    config: { ...example.calendar, ...(example.options ? { rules: { [rule.id]: { options: example.options } } } : {}) },
    now: example.now === undefined ? EXAMPLE_INSTANT : Date.parse(example.now) / 1000,
    minor: 37,
    ...(example.shellcheck ? { shellcheck: example.shellcheck } : {}),
    markdown: false,
    whole: 'check' in rule && !rule.patches,
  })
}

/** The one finding of each bad example, for the rule's page. */
export function findingsOfExamples(rule: RegisteredRule, rules: readonly RegisteredRule[]): readonly Finding[] {
  return rule.bad.map((bad) => {
    const finding = lintExample(rule, bad, rules).findings.find((found) => found.rule === rule.id && found.path === bad.at)
    if (!finding) throw new Error(`the example '${bad.title}' of ${rule.id} has no finding`)
    return finding
  })
}
