import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/index.ts'
import { isMisspeltAnnotation, misspeltDirective, parseSuppressionComment } from '../../lib/lint/suppression.ts'

test.each([
  ['cronwright-ignore unknown-field: because', { rules: ['unknown-field'], reason: 'because' }],
  ['cronwright-ignore a-b, c-d: two of them', { rules: ['a-b', 'c-d'], reason: 'two of them' }],
  ['cronwright-ignore a-b until=2027-03-31 owner=data: later', { rules: ['a-b'], reason: 'later', until: '2027-03-31', owner: 'data' }],
  ['cronwright-ignore a-b: later until=2027-03-31', { rules: ['a-b'], reason: 'later', until: '2027-03-31' }],
  ['cronwright-ignore a-b', { rules: ['a-b'], reason: '' }],
  ['cronwright-ignore: why', { rules: [], reason: 'why' }],
  ['ignore a-b: no', undefined],
  ['cronwright-ignored a-b: no', undefined],
])('%s', (text, parsed) => {
  expect(parseSuppressionComment({ text })).toEqual(parsed)
})

test.each([
  ['cronwright-ingore a-b: x', 'cronwright-ingore'],
  ['cronwright-ignore-next-line a-b: x', 'cronwright-ignore-next-line'],
  ['cronwright-disable a-b', 'cronwright-disable'],
  ['cronwright: ignore a-b: x', 'cronwright: ignore'],
  ['cronwright ignore a-b: x', 'cronwright ignore'],
  ['Cronwright-Ignore a-b: x', 'Cronwright-Ignore'],
  ['cron-wright-ignore a-b: x', 'cron-wright-ignore'],
  // directives that are right, and sentences
  ['cronwright-ignore a-b: x', undefined],
  ['cronwright ignores this file', undefined],
  ['cronwright says that this is fine', undefined],
  ['cronwright.yaml holds the rules', undefined],
  ['ignore a-b', undefined],
])('the directive in %j', (text, misspelt) => {
  expect(misspeltDirective({ text })).toBe(misspelt)
})

test.each([
  ['cronwright.dev/ignore', true],
  ['cronwright.dev/ignore.', true],
  ['cronwright.dev/ingore.a-b', true],
  ['cronwright.io/ignore.a-b', true],
  ['cronwright.dev/disable.a-b', true],
  ['cronwright.dev/ignore.a-b', false],
  ['cronwright.dev/owner', false],
  ['cronwright.dev/expected-duration', false],
  ['example.com/ignore', false],
])('the annotation %s is misspelt: %s', (name, misspelt) => {
  expect(isMisspeltAnnotation(name)).toBe(misspelt)
})

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000

function job(lines: { head?: string; above?: string; behind?: string; annotation?: string }): string {
  return `${lines.head ?? ''}apiVersion: batch/v1
kind: CronJob
metadata:
  name: a
${lines.annotation ? `  annotations:\n    ${lines.annotation}\n` : ''}spec:
${lines.above ?? ''}  schedule: "0 0 31 2 *"${lines.behind ?? ''}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - {name: a, image: "busybox:1.36"}
`
}

function outcome(text: string): string {
  const { findings, suppressed } = lint([{ path: 'a.yaml', text }], { now: NOW, only: ['schedule-never-runs'] })
  return [...findings.map(({ rule }) => rule), ...suppressed.map(({ finding, reason }) => `(${finding.rule}: ${reason})`)].join(' ')
}

describe('a finding is accepted', () => {
  const accepted = '(schedule-never-runs: by hand)'
  test.each([
    ['on the line', { behind: ' # cronwright-ignore schedule-never-runs: by hand' }],
    ['above the line', { above: '  # cronwright-ignore schedule-never-runs: by hand\n' }],
    [
      'above the line, with another comment between',
      { above: '  # cronwright-ignore schedule-never-runs: by hand\n  # started from the dashboard\n' },
    ],
    ['at the head of the object', { head: '# cronwright-ignore schedule-never-runs: by hand\n' }],
    ['in an annotation', { annotation: 'cronwright.dev/ignore.schedule-never-runs: by hand' }],
    ['until the day has passed', { behind: ' # cronwright-ignore schedule-never-runs until=2027-01-15: by hand' }],
  ])('%s', (_, lines) => {
    expect(outcome(job(lines))).toBe(accepted)
  })
})

describe('an acceptance is a finding itself', () => {
  test.each([
    ['without a reason', { behind: ' # cronwright-ignore schedule-never-runs' }, 'schedule-never-runs suppression-without-reason'],
    [
      'after its day',
      { behind: ' # cronwright-ignore schedule-never-runs until=2027-01-14: x' },
      'schedule-never-runs suppression-expired',
    ],
    [
      'with a day that is none',
      { behind: ' # cronwright-ignore schedule-never-runs until=soon: x' },
      'schedule-never-runs suppression-expired',
    ],
    ['for a rule that does not exist', { behind: ' # cronwright-ignore never-runs: x' }, 'schedule-never-runs suppression-unknown-rule'],
    [
      'on another line',
      { head: '', annotation: 'a: b # cronwright-ignore schedule-never-runs: x' },
      'suppression-unused schedule-never-runs',
    ],
  ])('%s', (_, lines, expected) => {
    expect(outcome(job(lines))).toBe(expected)
  })

  test.each([
    ['a misspelt directive', { behind: ' # cronwright-ingore schedule-never-runs: x' }, 'schedule-never-runs suppression-misspelt'],
    ['a misspelt annotation', { annotation: 'cronwright.dev/ingore.schedule-never-runs: x' }, 'suppression-misspelt schedule-never-runs'],
    ['without a colon', { behind: ' # cronwright-ignore schedule-never-runs by hand' }, 'schedule-never-runs suppression-without-reason'],
  ])('%s', (_, lines, expected) => {
    expect(outcome(job(lines))).toBe(expected)
  })

  test('for one of its rules, where the other speaks', () => {
    const text = job({ behind: ' # cronwright-ignore schedule-never-runs, wildcard-minute: x' })
    const { findings } = lint([{ path: 'a.yaml', text }], { now: NOW, only: ['schedule-never-runs', 'wildcard-minute'] })
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'suppression-unused: nothing to suppress here: wildcard-minute does not speak',
    ])
  })

  test('but not where a rule on clusters sees single files only', () => {
    const text = job({ behind: ' # cronwright-ignore duplicate-object: the other one is generated' })
    const rules = (context?: []) => lint([{ path: 'a.yaml', text }], { now: NOW, only: ['duplicate-object'], context }).findings.length
    expect([rules(), rules([])]).toEqual([0, 1])
  })

  test('but not for a rule that does not run', () => {
    expect(outcome(job({ behind: ' # cronwright-ignore schedule-never-runs, wildcard-minute: x' }))).toBe('(schedule-never-runs: x)')
  })
})

const SECRETS = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Secret
    metadata: {name: a, annotations: {cronwright.dev/ignore.secret-in-git: a test double}}
    stringData: {password: hunter22}
  - apiVersion: v1
    kind: Secret
    metadata: {name: b}
    stringData: {password: hunter22}
`

test('an annotation speaks for its own object, of any kind', () => {
  const { findings, suppressed } = lint([{ path: 'a.yaml', text: SECRETS }], { now: NOW, only: ['secret-in-git'] })
  expect([findings.map(({ object }) => object?.name), suppressed.map(({ finding }) => finding.object?.name)]).toEqual([['b'], ['a']])
})

test.each(['gitleaks:allow', 'notsecret', 'pragma: allowlist secret', 'trufflehog:ignore'])(
  'the mark %s of a secret scanner is understood',
  (mark) => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: hunter22 # ${mark}\n`
    const { findings, suppressed } = lint([{ path: 'a.yaml', text }], { now: NOW, only: ['secret-in-git'] })
    expect([findings, suppressed.map(({ reason }) => reason)]).toEqual([[], [mark]])
  },
)
