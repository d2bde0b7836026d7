import { expect, test } from 'vitest'
import { lint } from '../../lib/lint/index.ts'
import type { Policy, RegisteredRule, Violation } from '../../lib/rule/index.ts'

const text = `apiVersion: batch/v1
kind: CronJob
metadata: {name: a, namespace: shop}
spec: {schedule: "0 2 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}}}}
`
const head = { title: 'a rule', level: 'warning', family: 'lifecycle', rationale: '', good: [], bad: [] } as const
const rules = [
  { ...head, id: 'throws-on-an-object', kinds: ['CronJob'], check: () => fail('one\ntwo') },
  { ...head, id: 'throws-on-a-cluster', checkFleet: () => fail('three') },
  { ...head, id: 'speaks', kinds: ['CronJob'], check: () => [{ at: 'spec.schedule', message: 'seen' }] },
] as unknown as readonly RegisteredRule[]
const policy: Policy = { name: 'own', levels: Object.fromEntries(rules.map(({ id }) => [id, 'warning'])) }

function fail(message: string): never {
  throw new Error(message)
}

test('a rule that throws is named, and the others still run', () => {
  const { findings } = lint([{ path: 'a.yaml', text }], { rules, policy, config: {}, now: 0, minor: 37, markdown: false })
  const told = findings.map(({ rule, level, message, file }) => ({ rule, level, message, file }))
  expect(told).toHaveLength(3)
  expect(told).toEqual(
    expect.arrayContaining([
      { rule: 'rule-failed', level: 'error', message: 'rule throws-on-an-object failed on this object: one', file: 'a.yaml' },
      { rule: 'rule-failed', level: 'error', message: 'rule throws-on-a-cluster failed on this cluster: three', file: 'a.yaml' },
      { rule: 'speaks', level: 'warning', message: 'seen', file: 'a.yaml' },
    ]),
  )
})

test('with context, a rule that throws is told at what is reported on', () => {
  const context = [{ path: '0.yaml', text: text.replace('name: a,', 'name: other,') }]
  const { findings } = lint([{ path: 'a.yaml', text }], { rules, policy, config: {}, now: 0, minor: 37, markdown: false, context })
  expect(findings.map(({ rule, message, file }) => ({ rule, message, file }))).toContainEqual({
    rule: 'rule-failed',
    message: 'rule throws-on-a-cluster failed on this cluster: three',
    file: 'a.yaml',
  })
})

const one = { at: 'spec.schedule', message: 'no' }

test.each<[form: string, check: () => Violation | Iterable<Violation> | undefined, found: number]>([
  ['nothing', () => undefined, 0],
  ['one violation', () => one, 1],
  ['a list', () => [one, { ...one, at: 'metadata.name' }], 2],
  ['an empty list', () => [], 0],
  [
    'a generator',
    function* () {
      yield one
    },
    1,
  ],
])('a check may give %s', (_, check, found) => {
  const own: Policy = { name: 'own', levels: { 'own-rule': 'warning' } }
  const asked = [{ ...head, id: 'own-rule', kinds: ['CronJob'], check }] as unknown as readonly RegisteredRule[]
  const { findings } = lint([{ path: 'a.yaml', text }], { rules: asked, policy: own, config: {}, now: 0, minor: 37, markdown: false })
  expect(findings).toHaveLength(found)
})
