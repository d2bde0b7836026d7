import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { findingsOfExamples } from '../lib/lint/index.ts'
import { rulePage, ruleIndex } from '../lib/report/rule-page.ts'
import { POLICIES, RULES } from '../policies/index.ts'

const folder = fileURLToPath(new URL('../docs/rules', import.meta.url))

function policiesOf(id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(POLICIES).flatMap(([name, { levels }]) => (id in levels ? [[name, levels[id]]] : [])))
}

describe('docs/rules is what the rules say (npm run docs writes it)', () => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
    const path = `${folder}/${id}.md`
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no page').toBe(rulePage(rule, policiesOf(id), findingsOfExamples(rule, RULES)))
  })

  test('the index', () => {
    expect(readFileSync(`${folder}/README.md`, 'utf8')).toBe(ruleIndex(RULES, policiesOf))
  })

  test('no page of a rule that is gone', () => {
    const ids = new Set(RULES.map(({ id }) => `${id}.md`))
    expect(readdirSync(folder).filter((name) => name !== 'README.md' && !ids.has(name))).toEqual([])
  })
})
