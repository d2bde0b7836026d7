import { expect, test } from 'vitest'
import { countRuns, parseSchedule, runs } from '../../lib/index.ts'
import { vectors } from './vectors.ts'

interface RunRow {
  readonly expression: string
  readonly timeZone: string
  readonly after: string
  readonly runs?: readonly string[]
  readonly never?: boolean
}

interface CountRow {
  readonly expression: string
  readonly timeZone: string
  readonly from: string
  readonly to: string
  readonly runs: number
  readonly shortestGapSeconds: number
  readonly longestGapSeconds: number
}

const seconds = (instant: string): number => Date.parse(instant) / 1000

/** As many runs as the row has, and one more where the library's search found none. */
function runsOf({ expression, timeZone, after, runs: expected = [], never }: RunRow): number[] {
  const found: number[] = []
  for (const run of runs(parseSchedule(expression), { timeZone, after: seconds(after) })) {
    found.push(run)
    if (found.length >= expected.length + (never ? 1 : 0)) break
  }
  return found
}

test('runs when Kubernetes runs', () => {
  const rows = vectors<RunRow>('cron/cron-runs.jsonl')
  expect(rows.length).toBe(2934)
  const different = rows.filter((row) => runsOf(row).join() !== (row.runs ?? []).map(seconds).join())
  expect(different.map(({ expression, timeZone, after }) => `${expression} in ${timeZone} after ${after}`)).toEqual([])
})

test('counts runs and gaps as Kubernetes would', () => {
  const rows = vectors<CountRow>('cron/cron-counts.jsonl')
  expect(rows.length).toBe(276)
  const different = rows.filter(({ expression, timeZone, from, to, runs: count, shortestGapSeconds, longestGapSeconds }) => {
    const counted = countRuns(parseSchedule(expression), { timeZone, from: seconds(from), until: seconds(to) })
    return counted.runs !== count || (counted.shortestGap ?? -1) !== shortestGapSeconds || (counted.longestGap ?? -1) !== longestGapSeconds
  })
  expect(different.map(({ expression, timeZone }) => `${expression} in ${timeZone}`)).toEqual([])
})
