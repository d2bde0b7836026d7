import { afterEach, expect, test } from 'vitest'
import { pairOverlap, windowsOf } from '../../lib/calendar/index.ts'
import { stretchesOf } from '../../lib/page/meetings.ts'
import { modelOf, runsOf } from '../../lib/page/model.ts'
import type { PageData } from '../../lib/page/page-data.ts'
import { zonesOf } from '../../lib/page/zones.ts'
import { timelineData } from '../../lib/report/timeline-data.ts'
import { offsetsFromIntl, useOffsetSource } from '../../lib/schedule/index.ts'
import { FROM, timelineFor, UNTIL, type JobText } from './fleet.ts'

afterEach(() => useOffsetSource(offsetsFromIntl))

const JOBS: readonly JobText[] = [
  { name: 'plain', schedule: '0 2 * * *', takes: '20m' },
  { name: 'skipped', schedule: '30 2 * * *', zone: 'America/New_York', takes: '2h' },
  { name: 'half-hour', schedule: '*/45 * * * *', zone: 'Australia/Lord_Howe' },
  { name: 'midnight', schedule: '0 0 * * *', zone: 'America/Santiago', takes: '36h' },
  {
    name: 'odd',
    schedule: '45 15 * * 0',
    zone: 'Pacific/Chatham',
    takes: '10m',
    annotations: { 'cronwright.dev/conflicts-with': 'plain' },
  },
  { name: 'interval', schedule: '@every 7m', takes: '1m' },
  { name: 'paused', schedule: '* * * * *', suspend: true },
  { name: 'never', schedule: '0 0 31 2 *' },
  { name: 'wrong', schedule: '61 * * * *', zone: 'Europe/Berlin' },
  { name: 'nowhere', schedule: '0 2 * * *', zone: 'Mars/Base' },
  { name: 'old', schedule: 'TZ=Asia/Tokyo 0 2 * * *', takes: '30s' },
]

/** As the page gets it: through JSON, and with no other clocks than its own. */
function through(timeline: ReturnType<typeof timelineFor>): ReturnType<typeof modelOf> {
  const data = JSON.parse(JSON.stringify(timelineData(timeline, 'UTC'))) as PageData
  zonesOf(data.zones)
  return modelOf(data)
}

test.each<[name: string, from: number, until: number]>([
  ['a year', FROM, UNTIL],
  ['a start in the middle of a minute', FROM + 12_345, FROM + 40 * 86_400],
  ['an hour around a clock change', Date.parse('2027-03-14T06:30:00Z') / 1000, Date.parse('2027-03-14T07:30:00Z') / 1000],
])('the page works out the very runs that the calendar has: %s', (_, from, until) => {
  const timeline = timelineFor(JOBS, from, until)
  const { jobs } = through(timeline)
  expect(jobs.map(({ key }) => key)).toEqual(timeline.entries.flat().map(({ key }) => key))
  for (const [index, entry] of timeline.entries.flat().entries()) {
    expect([jobs[index].key, [...runsOf(jobs[index])]]).toEqual([entry.key, [...entry.runs]])
    expect(jobs[index].runCount).toBe(timeline.calendar.clusters[0].jobs[index].runs)
  }
})

test('jobs of one schedule share it, and the page says nothing twice', () => {
  const jobs = Array.from({ length: 100 }, (_, index) => ({
    name: `job-${index}`,
    schedule: '0 2 * * *',
    zone: 'Europe/Berlin',
    labels: { team: 'shop' },
  }))
  const data = timelineData(timelineFor(jobs), 'UTC')
  expect(data.schedules).toEqual([['0 2 * * *', data.zones.findIndex(({ name }) => name === 'Europe/Berlin')]])
  expect(data.labels).toEqual(['team=shop'])
  const [first, second] = through(timelineFor(jobs)).jobs
  expect(runsOf(first)).toBe(runsOf(second))
})

test('an overlap takes as long as the calendar says, wherever it is looked at', () => {
  const timeline = timelineFor(JOBS)
  const { overlaps } = through(timeline)
  expect(overlaps.map(({ a, b }) => [a.key, b.key])).toEqual([
    ['shop/midnight', 'shop/midnight'],
    ['shop/odd', 'shop/plain'],
  ])
  for (const overlap of overlaps) {
    const stretches = stretchesOf(overlap, UNTIL - FROM)
    let seconds = 0
    for (let index = 0; index < stretches.length; index += 2) seconds += stretches[index + 1] - stretches[index]
    expect(seconds).toBe(overlap.seconds)
    expect(stretches[0]).toBe(overlap.from - FROM)
  }
  const [odd, plain] = ['shop/odd', 'shop/plain']
    .map((key) => timeline.entries[0].find((entry) => entry.key === key))
    .map((entry) => entry && windowsOf(entry))
  expect(odd && plain && pairOverlap(odd, plain, UNTIL - FROM)?.totalSeconds).toBe(overlaps[1].seconds)
})

test('what clocks do to a job is known to the page', () => {
  const skipped = through(timelineFor(JOBS)).jobs.find(({ name }) => name === 'skipped')
  expect(skipped?.timing?.effects().map(({ skipped: walls, change }) => [walls.length, new Date(change.at * 1000).toISOString()])).toEqual([
    [1, '2027-03-14T07:00:00.000Z'],
  ])
})
