import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadOf } from '../../lib/calendar/load.ts'
import { pairOverlap } from '../../lib/calendar/pair-overlap.ts'
import { selfOverlap } from '../../lib/calendar/self-overlap.ts'
import { countWithin } from '../../lib/calendar/windows.ts'
import { pairByForce, peakByForce, selfByForce } from './brute-force.ts'

const runs = (...list: readonly number[]) => Int32Array.from(list)

describe('a job and itself', () => {
  test.each<[title: string, list: readonly number[], duration: number, length: number, expected: unknown]>([
    ['far apart', [0, 100, 200], 50, 300, undefined],
    ['windows that only touch', [0, 100, 200], 100, 300, undefined],
    ['one second too long', [0, 100, 200], 101, 300, { count: 2, totalSeconds: 2, first: { from: 100, until: 101 } }],
    ['three deep', [0, 10, 20], 25, 300, { count: 2, totalSeconds: 25, first: { from: 10, until: 35 } }],
    ['cut at until', [0, 100], 500, 150, { count: 1, totalSeconds: 50, first: { from: 100, until: 150 } }],
    ['reaching in from before', [-20, 10], 50, 100, { count: 1, totalSeconds: 20, first: { from: 10, until: 30 } }],
    ['closed just before', [-50, 10], 50, 100, undefined],
    ['two that reach in', [-20, -10], 50, 100, { count: 1, totalSeconds: 30, first: { from: 0, until: 30 } }],
    ['a run at until', [0, 100], 150, 100, undefined],
    ['no runs', [], 150, 100, undefined],
  ])('%s', (_, list, duration, length, expected) => {
    expect(selfOverlap({ runs: runs(...list), duration }, length)).toEqual(expected)
  })
})

describe('two jobs', () => {
  test.each<[title: string, a: readonly number[], durationA: number, b: readonly number[], durationB: number, expected: unknown]>([
    ['apart', [0], 50, [60], 10, undefined],
    ['touching', [0], 60, [60], 10, undefined],
    ['meeting', [0], 61, [60], 10, { count: 1, totalSeconds: 1, first: { from: 60, until: 61 } }],
    ['one long over many short', [0], 100, [10, 20, 30], 5, { count: 3, totalSeconds: 15, first: { from: 10, until: 15 } }],
    ['many with many', [0, 10], 15, [5, 12], 20, { count: 4, totalSeconds: 20, first: { from: 5, until: 25 } }],
    ['reaching in from before', [-10], 20, [0], 5, { count: 1, totalSeconds: 5, first: { from: 0, until: 5 } }],
  ])('%s', (_, a, durationA, b, durationB, expected) => {
    expect(pairOverlap({ runs: runs(...a), duration: durationA }, { runs: runs(...b), duration: durationB }, 300)).toEqual(expected)
    expect(pairOverlap({ runs: runs(...b), duration: durationB }, { runs: runs(...a), duration: durationA }, 300)).toEqual(expected)
  })
})

test('the peak over midnight, and to the end of the calendar', () => {
  const one = { runs: runs(86_000), duration: 1_000, demand: { pods: 2, cpu: 0.1, memory: 5 } }
  const other = { runs: runs(86_500), duration: 90_000, demand: { pods: 1, cpu: 0.2, memory: 7 } }
  expect(loadOf([one, other], 172_800)).toMatchObject({
    pods: { from: 86_500, until: 87_000, pods: 3, cpu: 0.3, memory: 12 },
    days: [
      { pods: 2, cpu: 0.1, memory: 5 },
      { pods: 3, cpu: 0.3, memory: 12 },
    ],
  })
  expect(loadOf([other], 172_800).pods).toEqual({ from: 86_500, until: 172_800, pods: 1, cpu: 0.2, memory: 7 })
  expect(loadOf([], 172_800).pods).toBeUndefined()
})

const LENGTH = 200_000
const windows = fc.record({
  runs: fc
    .uniqueArray(fc.integer({ min: -4_000, max: Math.floor(LENGTH / 60) }), { maxLength: 40 })
    .map((minutes) => Int32Array.from(minutes.map((minute) => minute * 60).sort((a, b) => a - b))),
  duration: fc.oneof(
    fc.integer({ min: 1, max: 600 }),
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 1, max: 60 }).map((minutes) => minutes * 60),
  ),
})
const demand = fc.record({
  pods: fc.integer({ min: 0, max: 5 }),
  cpu: fc.integer({ min: 0, max: 4_000 }).map((milli) => milli / 1_000),
  memory: fc.integer({ min: 0, max: 2 ** 34 }),
})

describe('against brute force', () => {
  test('a job and itself', () => {
    fc.assert(
      fc.property(windows, (one) => void expect(selfOverlap(one, LENGTH)).toEqual(selfByForce(one, LENGTH))),
      { numRuns: 300 },
    )
  })
  test('two jobs', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => void expect(pairOverlap(a, b, LENGTH)).toEqual(pairByForce(a, b, LENGTH))),
      { numRuns: 300 },
    )
  })
  test('the peaks of a fleet that shares its runs', () => {
    const fleet = fc
      .array(windows, { minLength: 1, maxLength: 4 })
      .chain((shared) =>
        fc
          .array(fc.record({ of: fc.nat(shared.length - 1), demand, longer: fc.nat(3) }), { maxLength: 12 })
          .map((jobs) =>
            jobs.map(({ of, demand: asked, longer }) => ({ runs: shared[of].runs, duration: shared[of].duration + longer, demand: asked })),
          ),
      )
    fc.assert(
      fc.property(fleet, (jobs) => {
        const load = loadOf(jobs, LENGTH)
        for (const measure of ['pods', 'cpu', 'memory'] as const) expect(load[measure]).toEqual(peakByForce(jobs, LENGTH, measure))
      }),
      { numRuns: 300 },
    )
  })
})

test('counts runs from 0, up to but without the end', () => {
  expect(countWithin(runs(-5, 0, 5, 10), 10)).toBe(2)
})
