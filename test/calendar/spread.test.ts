import { describe, expect, test } from 'vitest'
import { busyMinutes, settingsOf, type CalendarConfig } from '../../lib/calendar/index.ts'
import { readClusters } from '../../lib/fleet/index.ts'

const FROM = Date.parse('2027-01-15T00:00:00Z') / 1000
const UNTIL = FROM + 366 * 86_400

interface Given {
  readonly name: string
  readonly schedule?: string
  readonly annotations?: string
  readonly timeZone?: string
}

function cluster(jobs: readonly Given[]) {
  const text = jobs
    .map(
      ({ name, schedule = '0 2 * * *', annotations = '', timeZone = 'Etc/UTC' }) => `apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}, namespace: shop, annotations: {${annotations}}}
spec: {schedule: "${schedule}", timeZone: ${timeZone}, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}}
`,
    )
    .join('---\n')
  return readClusters([{ path: 'a.yaml', text }])[0]
}

function movesOf(jobs: readonly Given[], limit: number, config: CalendarConfig = {}): Readonly<Record<string, string>> {
  const busy = busyMinutes(cluster(jobs), { from: FROM, until: UNTIL, limit, settings: settingsOf(config) })
  return Object.fromEntries(busy.flatMap(({ moves }) => moves.map(({ entry, expression }) => [entry.key, expression])))
}

const many = (count: number, more: Partial<Given> = {}) => Array.from({ length: count }, (_, index) => ({ name: `job-${index}`, ...more }))
const moved = (jobs: readonly Given[], moves: Readonly<Record<string, string>>) =>
  jobs.map((job) => ({ ...job, schedule: moves[`shop/${job.name}`] ?? job.schedule ?? '0 2 * * *' }))

describe('a proposal', () => {
  test('lowers the peak below the limit, and moves no more than it takes', () => {
    const jobs = many(60)
    const moves = movesOf(jobs, 5)
    expect(Object.keys(moves)).toHaveLength(55)
    expect(Object.values(moves).every((expression) => /^\d+ 2 \* \* \*$/.test(expression))).toBe(true)
    expect(movesOf(moved(jobs, moves), 5)).toEqual({})
  })

  test('stays when a job comes elsewhere', () => {
    const jobs = many(40)
    expect(movesOf([...jobs, { name: 'stranger', schedule: '30 14 * * *' }, { name: 'another', schedule: '7 2 * * *' }], 10)).toEqual(
      movesOf(jobs, 10),
    )
  })

  test('changes for few when a job of the same minute goes', () => {
    const before = movesOf(many(40), 10)
    const after = movesOf(many(40).slice(1), 10)
    expect(
      Object.entries(before).filter(([job, expression]) => job !== 'shop/job-0' && after[job] !== expression).length,
    ).toBeLessThanOrEqual(1)
  })

  test('keeps windows, blackouts, predecessors and conflicts', () => {
    const inWindow = movesOf(
      many(12, { annotations: '"cronwright.dev/window": "daily 02:00-02:20", cronwright.dev/expected-duration: 5m' }),
      2,
    )
    expect(Object.keys(inWindow).length).toBeGreaterThan(5)
    expect(Object.values(inWindow).every((expression) => Number(expression.split(' ')[0]) <= 15)).toBe(true)
    const clear = movesOf(many(12), 2, { blackouts: [{ name: 'peak', when: 'daily 02:10-02:50' }] })
    expect(Object.keys(clear)).toHaveLength(10)
    expect(
      Object.values(clear)
        .map((expression) => Number(expression.split(' ')[0]))
        .filter((minute) => minute >= 10 && minute < 50),
    ).toEqual([])
    const chain = [
      ...many(6),
      { name: 'export', schedule: '0 2 * * *', annotations: 'cronwright.dev/expected-duration: 20m' },
      { name: 'load', schedule: '25 2 * * *', annotations: 'cronwright.dev/after: export' },
    ]
    expect(Number((movesOf(chain, 1)['shop/export'] ?? '0').split(' ')[0])).toBeLessThanOrEqual(5)
  })

  test('says so where nobody may move', () => {
    const [busy] = busyMinutes(cluster(many(3, { schedule: '*/5 * * * *' })), { from: FROM, until: UNTIL, limit: 2 })
    expect(busy).toMatchObject({ starts: 3, moves: [] })
  })

  test('writes the macros out', () => {
    expect(Object.values(movesOf(many(3, { schedule: '@daily' }), 2))).toEqual([expect.stringMatching(/^\d+ 0 \* \* \*$/)])
  })
})
