import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe as words, parseSchedule, type Schedule } from '../../lib/schedule/index.ts'
import { vectors } from '../conformance/vectors.ts'
import { readDescription, type Said } from './read-description.ts'

test.each<[expression: string, words: string]>([
  // plain
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['0 2 * * *', 'at 02:00 every day'],
  ['@daily', 'at 00:00 every day'],
  ['30 9 * * 1-5', 'at 09:30 on Monday to Friday'],
  ['0 0,12 * * *', 'at 00:00 and 12:00 every day'],
  ['0 0 1 * *', 'at 00:00 on day 1 of the month'],
  ['0 */6 * * *', 'every 6 hours, at minute 0, beginning at 00:00'],
  ['*/15 8-17 * * 1-5', 'every 15 minutes from 08:00 to 17:45 on Monday to Friday'],
  ['30 8-17 * * *', 'hourly from 08:30 to 17:30'],
  ['0 3 * jun-aug sun', 'at 03:00 on Sunday in June to August'],
  // what is not what it seems
  ['*/90 * * * *', 'hourly, at minute 0'],
  ['* 2 * * *', 'every minute from 02:00 to 02:59'],
  ['*/45 * * * *', 'hourly, at minutes 0 and 45'],
  ['0 */5 * * *', 'at 00:00, 05:00, 10:00, 15:00 and 20:00 every day'],
  ['0 0 13 * 5', 'at 00:00 on day 13 of the month, or on any Friday'],
  ['0 0 1-31 * 1', 'at 00:00 on any day of the month, or on any Monday'],
  [
    '0 0 */2 1 1',
    'at 00:00 on days 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29 and 31 of the month, or on any Monday, in January',
  ],
  ['0 22-23,0-2 * * *', 'at 00:00, 01:00, 02:00, 22:00 and 23:00 every day'],
  ['5,35 22-23,0-2 * * *', 'at minutes 5 and 35 past hours 0 to 2, 22 and 23 every day'],
  // never
  ['0 0 31 2 *', 'at 00:00 on day 31 of the month in February: a date that never comes'],
  [', 2 * * *', 'never: no minute is given (no minute; hour 2; every day of the month; every month; every day of the week)'],
  // not on the clock, and in a zone of its own
  ['@every 90m', 'every 1 hour 30 minutes, counted from the last run and not by the clock'],
  ['TZ=Asia/Tokyo 0 9 * * *', 'at 09:00 every day in Asia/Tokyo'],
])('%s runs %s', (expression, expected) => {
  expect(words(parseSchedule(expression))).toBe(expected)
})

function meant(schedule: Schedule): Said {
  if (schedule.kind === 'interval') return { seconds: schedule.seconds }
  const { minute, hour, dayOfMonth, month, dayOfWeek } = schedule
  return { sets: [minute, hour, dayOfMonth, month, dayOfWeek].map(({ values }) => values) }
}

test('every sentence says the values of its schedule, no more and no less', () => {
  const rows = vectors<{ expression: string; accepted: boolean }>('cron/cron-parse.jsonl').filter(({ accepted }) => accepted)
  expect(rows.length).toBe(800)
  for (const { expression } of rows) {
    const schedule = parseSchedule(expression)
    expect(readDescription(words(schedule)), `${expression}: ${words(schedule)}`).toEqual(meant(schedule))
  }
})

test('and so for schedules made at random', () => {
  const field = (low: number, high: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: 1, max: high + 5 }).map((step) => `*/${step}`),
      fc.uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1 }).map((values) => values.join()),
    )
  fc.assert(
    fc.property(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6), (...fields) => {
      const schedule = parseSchedule(fields.join(' '))
      expect(readDescription(words(schedule))).toEqual(meant(schedule))
    }),
    { numRuns: 2000 },
  )
})
