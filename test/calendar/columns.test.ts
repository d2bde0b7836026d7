import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, columnsOf, loadIn, meetingStretches, type Columns, type Entry, type Timeline } from '../../lib/calendar/index.ts'

const DAY = 86_400
const FROM = Date.parse('2027-03-27T00:00:00Z') / 1000

function timeline(from: number, until: number): Timeline {
  const zones = new Map([
    ['UTC', [{ from: from - DAY, until: until + DAY, offset: 0 }]],
    ['Asia/Kolkata', [{ from: from - DAY, until: until + DAY, offset: 19_800 }]],
  ])
  return { from, until, zones } as unknown as Timeline
}

function entry(runs: readonly number[], seconds: number | undefined): Entry {
  return { runs: Int32Array.from(runs), expected: { seconds }, demand: { pods: 1, cpu: 0.1, memory: 1 } } as unknown as Entry
}

test.each<[from: number, until: number, zone: string, most: number, columns: Omit<Columns, 'zone'>]>([
  // plain: a day, a week
  [FROM, FROM + DAY, 'UTC', 72, { first: 0, length: 1200, count: 72 }],
  [FROM, FROM + 7 * DAY, 'UTC', 72, { first: 0, length: 3 * 3600, count: 56 }],
  // a start between two columns: the first begins before it
  [FROM + 2_000, FROM + DAY, 'UTC', 24, { first: -2_000, length: 3600, count: 24 }],
  // a clock half an hour off
  [FROM, FROM + DAY, 'Asia/Kolkata', 24, { first: -5_400, length: 7_200, count: 13 }],
  // decades
  [FROM, FROM + 50 * 365 * DAY, 'UTC', 40, { first: 0, length: 457 * DAY, count: 40 }],
])('a range from %i to %i in %s in at most %i columns', (from, until, zone, most, columns) => {
  expect(columnsOf(timeline(from, until), zone, most)).toEqual({ zone, ...columns })
})

test('a window is taken from the columns that it covers, once where windows pile up', () => {
  const cells = cellsOf(entry([-50, 100, 150], 100), { zone: 'UTC', first: 0, length: 100, count: 3 }, 260)
  expect(cells).toEqual([
    { starts: 0, taken: 0.5 },
    { starts: 2, taken: 1 },
    { starts: 0, taken: 0.5 },
  ])
})

const RUNS = fc.uniqueArray(fc.integer({ min: -200, max: 599 }), { maxLength: 30 }).map((runs) => runs.sort((a, b) => a - b))
const LENGTH = 600

function isOpen(runs: readonly number[], takes: number, at: number): number {
  return runs.filter((run) => run <= at && at < run + takes).length
}

test('the load of a column is the largest of its seconds', () => {
  fc.assert(
    fc.property(RUNS, RUNS, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (one, other, takes, long) => {
      const load = loadIn([entry(one, takes), entry(other, long)], { zone: 'UTC', first: 0, length: 60, count: 10 }, LENGTH)
      const expected = Array.from({ length: 10 }, (_, column) =>
        Math.max(
          ...Array.from(
            { length: 60 },
            (_, second) => isOpen(one, takes, column * 60 + second) + isOpen(other, long, column * 60 + second),
          ),
        ),
      )
      expect(load.map(({ pods }) => pods)).toEqual(expected)
    }),
  )
})

test('stretches in which two jobs, or one with itself, are open together: second by second', () => {
  fc.assert(
    fc.property(RUNS, RUNS, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (one, other, takes, long) => {
      const a = { runs: Int32Array.from(one), duration: takes }
      const b = { runs: Int32Array.from(other), duration: long }
      const pair = secondsOf(meetingStretches(a, b, LENGTH))
      const own = secondsOf(meetingStretches(a, a, LENGTH))
      for (let at = 0; at < LENGTH; at++) {
        expect(pair.has(at)).toBe(isOpen(one, takes, at) > 0 && isOpen(other, long, at) > 0)
        expect(own.has(at)).toBe(isOpen(one, takes, at) > 1)
      }
    }),
    { numRuns: 60 },
  )
})

function secondsOf(stretches: Int32Array): Set<number> {
  const seconds = new Set<number>()
  for (let index = 0; index < stretches.length; index += 2) for (let at = stretches[index]; at < stretches[index + 1]; at++) seconds.add(at)
  return seconds
}
