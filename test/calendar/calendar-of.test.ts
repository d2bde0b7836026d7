import { describe, expect, test } from 'vitest'
import { calendarOf, type ClusterCalendar } from '../../lib/calendar/index.ts'
import { readWorkload, type Workload } from '../../lib/fleet/index.ts'

interface Given {
  readonly name: string
  readonly schedule: string
  readonly duration?: string
  readonly timeZone?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly job?: Readonly<Record<string, number>>
  readonly suspend?: boolean
}

function cronJob({ name, schedule, duration, timeZone, annotations = {}, job = {}, suspend = false }: Given): Workload {
  const declared = duration === undefined ? {} : { 'cronwright.dev/expected-duration': duration }
  const container = { name: 'work', image: 'work:1', resources: { requests: { cpu: '250m', memory: '1Gi' } } }
  const value = {
    metadata: { name, namespace: 'shop', annotations: { ...annotations, ...declared } },
    spec: {
      schedule,
      suspend,
      ...(timeZone === undefined ? {} : { timeZone }),
      jobTemplate: { spec: { ...job, template: { spec: { containers: [container] } } } },
    },
  }
  const object = { file: `${name}.yaml`, document: 0, apiVersion: 'batch/v1', kind: 'CronJob', namespace: 'shop', name }
  return readWorkload(value, { object, partial: false, comments: [] }) as Workload
}

function calendar(from: string, until: string, ...jobs: readonly Given[]): ClusterCalendar {
  const range = { from: Date.parse(from) / 1000, until: Date.parse(until) / 1000 }
  return calendarOf([{ name: '', workloads: jobs.map(cronJob), objects: [], complete: true }], range).clusters[0]
}

describe('jobs', () => {
  test.each<[title: string, job: Given, expected: object]>([
    [
      'a declared duration',
      { name: 'a', schedule: '0 2 * * *', duration: '1h30m' },
      { runs: 2, durationSeconds: 5_400, durationSource: 'annotation' },
    ],
    [
      'a deadline is a bound',
      { name: 'a', schedule: '0 2 * * *', job: { activeDeadlineSeconds: 600 } },
      { runs: 2, durationSeconds: 600, durationSource: 'bound' },
    ],
    [
      'nothing known',
      { name: 'a', schedule: '0 2 * * *', timeZone: 'Europe/Berlin' },
      { runs: 2, timeZone: 'Europe/Berlin', durationSource: 'unknown' },
    ],
    ['suspended', { name: 'a', schedule: '0 2 * * *', suspend: true }, { runs: 0, suspended: true }],
    ['an interval', { name: 'a', schedule: '@every 12h' }, { runs: 3, phase: 'assumed' }],
    ['never', { name: 'a', schedule: '0 0 31 2 *' }, { runs: 0 }],
    ['no schedule', { name: 'a', schedule: '0 0 31 2' }, { runs: 0, problem: expect.stringContaining('invalid schedule') }],
    ['no zone', { name: 'a', schedule: '0 2 * * *', timeZone: 'Mars/Base' }, { runs: 0, problem: 'unknown time zone Mars/Base' }],
  ])('%s', (_, job, expected) => {
    expect(calendar('2027-01-01T00:00Z', '2027-01-03T00:00Z', job).jobs[0]).toMatchObject(expected)
  })
})

test('a night with 25 hours has the run of 01:30 twice in it', () => {
  const job = { name: 'a', schedule: '30 1 * * *', timeZone: 'America/New_York', duration: '90m' }
  const { overlaps } = calendar('2027-11-07T00:00Z', '2027-11-08T00:00Z', job)
  expect(overlaps).toMatchObject([
    {
      kind: 'self',
      a: 'shop/a',
      b: 'shop/a',
      count: 1,
      totalSeconds: 1_800,
      first: { from: '2027-11-07T06:30:00Z', until: '2027-11-07T07:00:00Z' },
    },
  ])
})

test('a group meets once a night, and the peak names who is open', () => {
  const group = { 'cronwright.dev/group': 'orders' }
  const dump = { name: 'dump', schedule: '0 2 * * *', duration: '20m', annotations: group, job: { parallelism: 4, completions: 2 } }
  const { overlaps, load } = calendar('2027-01-01T00:00Z', '2027-01-03T00:00Z', dump, {
    name: 'vacuum',
    schedule: '10 2 * * *',
    duration: '20m',
    annotations: group,
  })
  expect(overlaps).toMatchObject([
    { kind: 'pair', a: 'shop/dump', b: 'shop/vacuum', reason: 'both belong to the group orders', count: 2, totalSeconds: 1_200 },
  ])
  expect(load.peak).toEqual({
    from: '2027-01-01T02:10:00Z',
    until: '2027-01-01T02:20:00Z',
    pods: 3,
    cpu: 0.75,
    memory: 3 * 2 ** 30,
    jobs: ['shop/dump', 'shop/vacuum'],
  })
})

test.each([
  ['an empty range', '2027-01-02T00:00Z', '2027-01-01T00:00Z', 'ends'],
  ['a hundred years', '2027-01-01T00:00Z', '2127-01-01T00:00Z', 'longer than 50 years'],
])('%s is refused in a line', (_, from, until, reason) => {
  expect(() => calendar(from, until)).toThrow(reason)
})
