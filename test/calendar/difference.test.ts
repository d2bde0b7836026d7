import { expect, test } from 'vitest'
import { differenceOf, type Calendar, type JobLine, type Overlap } from '../../lib/calendar/index.ts'

function job(name: string, schedule: string, suspended = false): JobLine {
  return { namespace: 'shop', name, file: `${name}.yaml`, schedule, timeZone: 'UTC', suspended, runs: 1, durationSource: 'unknown' }
}

const NOTHING = { blackouts: [], earlyStarts: [], quotas: [], overCapacity: [] }

function calendar(jobs: readonly JobLine[], overlaps: readonly Overlap[] = []): Calendar {
  return {
    version: 1,
    from: '2027-01-01T00:00:00Z',
    until: '2027-01-02T00:00:00Z',
    clusters: [{ name: '', jobs, overlaps, load: { withoutDuration: 0, days: [] }, ...NOTHING }],
    notes: [],
  }
}

const first = { from: '2027-01-01T02:30:00Z', until: '2027-01-01T02:40:00Z' }
const overlap: Overlap = { kind: 'pair', a: 'shop/a', b: 'shop/b', reason: 'both take the lock x', count: 1, totalSeconds: 600, first }

test('names what came, went, moved, stopped and met', () => {
  const before = calendar([job('a', '0 2 * * *'), job('b', '0 3 * * *'), job('gone', '0 4 * * *'), job('paused', '0 5 * * *')])
  const after = calendar(
    [job('a', '30 2 * * *'), job('b', '0 3 * * *'), job('fresh', '0 4 * * *'), job('paused', '0 5 * * *', true)],
    [overlap],
  )
  const expected = {
    added: ['shop/fresh'],
    removed: ['shop/gone'],
    suspended: ['shop/paused'],
    resumed: [],
    moved: [{ job: 'shop/a', before: '0 2 * * * UTC', after: '30 2 * * * UTC' }],
    newOverlaps: [overlap],
    vanishedOverlaps: [],
    peaks: [],
  }
  expect(differenceOf(before, after)).toEqual(expected)
  expect(differenceOf(after, before)).toMatchObject({
    added: ['shop/gone'],
    resumed: ['shop/paused'],
    newOverlaps: [],
    vanishedOverlaps: [overlap],
  })
  expect(Object.values(differenceOf(after, after)).flat()).toEqual([])
})
