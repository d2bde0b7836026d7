import { basename } from 'node:path'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { applyFixes, exampleHead, lint, lintExample, type Finding, type Report } from '../../lib/lint/index.ts'
import { FAMILIES, type BadExample, type Example, type RegisteredRule } from '../../lib/rule/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000

function run(rule: RegisteredRule, example: Example, text?: string): Report {
  return lintExample(rule, example, RULES, text)
}

function found(rule: RegisteredRule, report: Report): readonly Finding[] {
  return report.findings.filter((finding) => finding.rule === rule.id)
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(rule.good.map((example) => [example.title, example] as const))('is silent: %s', (_title, example) => {
    expect(run(rule, example).findings).toEqual([])
  })

  test.each(rule.bad.map((example) => [example.title, example] as const))('speaks once: %s', (_title, example) => {
    expect(found(rule, run(rule, example)).map(({ path }) => path)).toEqual([example.at])
  })

  test('has a bad example and two near misses, all different', () => {
    expect(rule.bad.length).toBeGreaterThanOrEqual(1)
    expect(rule.good.length).toBeGreaterThanOrEqual(2)
    const titles = [...rule.good, ...rule.bad].map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })

  test('is silent when it is off', () => {
    const silenced = lint([{ path: 'example.yaml', text: exampleHead(rule, rule.bad[0]) + rule.bad[0].yaml }], {
      ...{ rules: RULES, policy: { name: 'none', levels: {} }, config: {}, now: NOW, minor: 37, markdown: false },
    })
    expect(silenced.findings).toEqual([])
  })

  const fixable = rule.bad.filter((example): example is BadExample & { fixed: string } => example.fixed !== undefined)
  test.each(fixable.map((example) => [example.title, example] as const))('mends byte for byte: %s', (_title, example) => {
    const head = exampleHead(rule, example)
    const findings = found(rule, run(rule, example))
    const { text } = applyFixes(head + example.yaml, findings, true)
    expect(text).toBe(head + example.fixed)
    expect(found(rule, run(rule, example, text))).toEqual([])
  })

  test('says in its examples whether it mends', () => {
    const mends = rule.bad.some((example) => found(rule, run(rule, example)).some(({ fix }) => fix !== undefined))
    expect(fixable.length > 0).toBe(mends)
  })

  test('has a claim, a reason and messages of one line', () => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/)
    expect(rule.rationale.trim()).toMatch(/\.$/)
    // What we define ourselves has no source but its own words.
    if (rule.family !== 'overlap') expect(rule.references?.length ?? 0).toBeGreaterThan(0)
    for (const finding of rule.bad.flatMap((example) => found(rule, run(rule, example)))) {
      expect(finding.message).not.toMatch(/\n|\.$|please/i)
      expect(finding.message).not.toMatch(/^[A-Z][a-z]+ (?!without)/)
      expect(finding.help ?? '').not.toMatch(/\n|\.$/)
    }
  })

  test('has small examples, each of its own', () => {
    const texts = [...rule.good, ...rule.bad].map(({ yaml }) => yaml)
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('does not change what it looks at', () => {
    const [example] = rule.bad
    expect(JSON.stringify(run(rule, example))).toBe(JSON.stringify(run(rule, example)))
  })
})

describe('the register', () => {
  test('has every rule file of the folders, named by its id, and no id twice', () => {
    const folder = fileURLToPath(new URL('../../policies', import.meta.url))
    const files = FAMILIES.flatMap((family) =>
      readdirSync(`${folder}/${family}`)
        .map((name) => ({ family, id: basename(name, '.ts') }))
        .filter(({ id }) => id.includes('-') || id === 'shellcheck'),
    )
    const key = ({ family, id }: { readonly family: string; readonly id: string }): string => `${family}/${id}`
    expect(RULES.map(key).sort()).toEqual(files.map(key).sort())
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  })

  test.each(Object.entries(POLICIES))('policy %s names rules that exist', (_, { levels }) => {
    const ids = new Set(RULES.map(({ id }) => id))
    expect(Object.keys(levels).filter((id) => !ids.has(id))).toEqual([])
  })

  test('every api rule is in every policy', () => {
    const api = RULES.filter(({ family }) => family === 'api')
    for (const { levels } of Object.values(POLICIES)) expect(api.filter(({ id }) => !(id in levels))).toEqual([])
  })
})
