import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lint, readBaseline, writeBaseline, type Config } from '../../lib/index.ts'
import { defineFamily, defineRule } from '../../lib/rule/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000
const files = ['cache-warmer.yaml', 'nightly-report.yaml', 'orders-backup.yaml'].map((path) => ({
  path,
  text: readFileSync(new URL(`../../examples/common-faults/${path}`, import.meta.url), 'utf8'),
}))

function rules(config: Config, path = 'orders-backup.yaml'): readonly string[] {
  return lint(files, { now: NOW, config })
    .findings.filter(({ file }) => file === path)
    .map(({ rule, level }) => `${rule} ${level}`)
}

test('the same files in any order give the same bytes', () => {
  const report = JSON.stringify(lint(files, { now: NOW }))
  expect(JSON.stringify(lint([...files].reverse(), { now: NOW }))).toBe(report)
})

test('findings are told once: a misspelt deadline is not missing too', () => {
  expect(rules({}, 'nightly-report.yaml')).toEqual(['unknown-field error', 'unknown-field error'])
})

describe('the config', () => {
  test('switches a rule off', () => {
    expect(rules({ rules: { 'mutable-image-tag': 'off' } })).not.toContain('mutable-image-tag warning')
  })
  test('changes a level', () => {
    expect(rules({ rules: { 'mutable-image-tag': 'error' } })).toContain('mutable-image-tag error')
  })
  test('overrides by file', () => {
    const config: Config = { overrides: [{ files: ['orders-*.yaml'], rules: { 'mutable-image-tag': 'off' } }] }
    expect(rules(config)).not.toContain('mutable-image-tag warning')
    expect(rules(config, 'cache-warmer.yaml')).toContain('mutable-image-tag warning')
  })
  test('overrides by label, for rules on clusters as well', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {tier: test}}\nstringData: {password: hunter22}\n'
    const told = (tier: string) => {
      const config: Config = { overrides: [{ labels: { tier }, rules: { 'secret-in-git': 'note' } }] }
      return lint([{ path: 'a.yaml', text }], { now: NOW, config }).findings.map(({ level }) => level)
    }
    expect([told('test'), told('live')]).toEqual([['note'], ['error']])
  })
  test('an override switches on what the policy leaves out', () => {
    expect(rules({ overrides: [{ files: ['**'], rules: { 'missing-history-limit': 'note' } }] })).toContain('missing-history-limit note')
  })
  test('excludes files', () => {
    expect(rules({ exclude: ['orders-backup.yaml'] })).toEqual([])
  })
})

test('a baseline keeps what is known and lets through what is new', () => {
  const first = lint(files, { now: NOW })
  const baseline = readBaseline(writeBaseline(first.findings))
  const moved = files.map(({ path, text }) => ({ path, text: `# a comment that moves every line\n\n${text}` }))
  expect(lint(moved, { now: NOW, baseline }).findings).toEqual([])
  const broken = files.map(({ path, text }) => ({ path, text: text.replace('backoffLimit', 'backofLimit') }))
  expect(lint(broken, { now: NOW, baseline }).findings.map(({ path }) => path)).toEqual(['spec.jobTemplate.spec.backofLimit'])
})

test('a rule that throws is an error finding, and the others still run', () => {
  const broken = defineRule({
    ...{ id: 'broken-rule', title: 'It fails', level: 'warning', kinds: ['CronJob'], rationale: 'For this test.' },
    good: [{ title: 'a', yaml: 'a' }],
    bad: [{ title: 'b', at: '', yaml: 'b' }],

    *check() {
      throw new Error('no such luck')
    },
  })
  const policy = { name: 'own', levels: { 'broken-rule': 'warning', 'literal-secret': 'error' } } as const
  const { findings } = lint([files[2]], { now: NOW, policy, rules: defineFamily('lifecycle', [broken]) })
  expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['rule-failed error', 'literal-secret error'])
  expect(findings[0].message).toContain('no such luck')
})

test.each([
  [{ policy: 'none' }, /unknown policy 'none'/],
  [{ only: ['nothing'] }, /unknown rule 'nothing'/],
  [{ kubernetesVersion: '1.99' }, /1\.99 is not known here \(known: 1\.27 to 1\.37\)/],
])('%j is refused in a sentence', (options, message) => {
  expect(() => lint([], { now: NOW, ...options })).toThrow(message)
})

test('a file that cannot be read is named, and the others are checked', () => {
  const unreadable = {
    path: 'gone.yaml',
    get text(): string {
      throw new Error('permission denied')
    },
  }
  const report = lint([unreadable, files[1]], { now: NOW })
  expect(report.unchecked).toMatchObject([{ file: 'gone.yaml', reason: 'unreadable', message: 'cannot be read: permission denied' }])
  expect(report.summary.cronJobs).toBe(1)
})
