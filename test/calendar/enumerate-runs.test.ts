import { expect, test } from 'vitest'
import { enumerateRuns } from '../../lib/calendar/enumerate-runs.ts'
import { parseSchedule, runs } from '../../lib/schedule/index.ts'

const at = (text: string) => Date.parse(text) / 1000

test.each<[expression: string, zone: string, from: string, until: string]>([
  ['*/5 * * * *', 'UTC', '2027-01-01T00:00Z', '2027-01-03T00:00Z'],
  ['30 2 * * *', 'Europe/Berlin', '2027-03-20T00:00Z', '2027-04-10T00:00Z'],
  ['*/7 0-3 * * *', 'America/New_York', '2027-11-01T00:00Z', '2027-11-14T00:00Z'],
  ['59 * * * *', 'Australia/Lord_Howe', '2027-03-28T00:00Z', '2027-04-10T00:00Z'],
  // the range begins and ends within a day
  ['0 8-18 * * 1-5', 'Asia/Tokyo', '2027-01-05T01:30Z', '2027-01-08T05:00:01Z'],
  ['0 0 29 2 *', 'UTC', '2027-01-01T00:00Z', '2033-01-01T00:00Z'],
  ['0 0 31 2 *', 'UTC', '2027-01-01T00:00Z', '2028-01-01T00:00Z'],
])('%s in %s from %s to %s', (expression, timeZone, from, until) => {
  const schedule = parseSchedule(expression)
  const [after, end] = [at(from), at(until)]
  const expected = [...runs(schedule, { timeZone, after: after - 1, until: end })].map((run) => run - after)
  expect([...enumerateRuns(schedule, timeZone, { origin: after, after, until: end })]).toEqual(expected)
})

test('@every counts from the origin', () => {
  expect([...enumerateRuns(parseSchedule('@every 40s'), 'UTC', { origin: 1_000, after: 0, until: 1_160 })]).toEqual([40, 80, 120])
})
