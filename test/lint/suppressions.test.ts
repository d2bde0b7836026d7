import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/index.ts'
import { parseSuppressionComment } from '../../lib/lint/suppression.ts'

test.each([
  ['cronwright-ignore unknown-field: because', { rules: ['unknown-field'], reason: 'because' }],
  ['cronwright-ignore a-b, c-d: two of them', { rules: ['a-b', 'c-d'], reason: 'two of them' }],
  ['cronwright-ignore a-b until=2027-03-31 owner=data: later', { rules: ['a-b'], reason: 'later', until: '2027-03-31', owner: 'data' }],
  ['cronwright-ignore a-b: later until=2027-03-31', { rules: ['a-b'], reason: 'later', until: '2027-03-31' }],
  ['cronwright-ignore a-b', { rules: ['a-b'], reason: '' }],
  ['cronwright-ignore: why', { rules: [], reason: 'why' }],
  ['ignore a-b: no', undefined],
])('%s', (text, parsed) => {
  expect(parseSuppressionComment({ text })).toEqual(parsed)
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

  test('but not for a rule that does not run', () => {
    expect(outcome(job({ behind: ' # cronwright-ignore schedule-never-runs, wildcard-minute: x' }))).toBe('(schedule-never-runs: x)')
  })
})
