import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countRuns, longestInterval, parseSchedule, runs, runsIn, shortestInterval } from '../../lib/schedule/index.ts'

const at = (instant: string): number => Date.parse(instant.length === 10 ? `${instant}T00:00:00Z` : instant) / 1000
const instant = (run: number): string => new Date(run * 1000).toISOString().replace(':00.000Z', 'Z')

function first(expression: string, timeZone: string | undefined, after: string): string {
  for (const run of runs(parseSchedule(expression), { timeZone, after: at(after) })) return instant(run)
  return 'never'
}

describe('the next run', () => {
  test.each<[expression: string, zone: string | undefined, after: string, next: string]>([
    // plain
    ['*/15 * * * *', 'UTC', '2026-07-09T14:45Z', '2026-07-09T15:00Z'],
    ['*/15 * * * *', undefined, '2026-07-09T14:44:59Z', '2026-07-09T14:45Z'],
    ['0 2 * * *', 'Europe/Berlin', '2026-07-09', '2026-07-10T00:00Z'],
    // an hour that does not exist: the run is skipped
    ['30 2 * * *', 'America/New_York', '2027-03-13T12:00Z', '2027-03-15T06:30Z'],
    // an hour that exists twice: two runs
    ['30 1 * * *', 'America/New_York', '2026-11-01T05:30Z', '2026-11-01T06:30Z'],
    // midnight does not exist, east: the whole day cannot be found
    ['0 12 * * 5', 'Africa/Cairo', '2026-04-20', '2026-05-01T09:00Z'],
    // and a Thursday's schedule runs on Friday
    ['0 5 * * 4', 'Africa/Cairo', '2026-04-23T06:00Z', '2026-04-24T02:00Z'],
    // half an hour
    ['0 12 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00Z', '2026-10-05T01:00Z'],
    // the search gives up after five years
    ['0 0 29 2 *', 'UTC', '2096-03-01', 'never'],
    ['0 0 31 2 *', 'UTC', '2026-01-01', 'never'],
    // a Friday that never was makes the library itself loop for ever
    ['30 2 * * SUN', 'Pacific/Apia', '2012-01-02', '2012-01-07T12:30Z'],
    // the zone in the expression wins
    ['TZ=Asia/Tokyo 0 9 * * *', 'Europe/Berlin', '2026-07-09', '2026-07-10T00:00Z'],
    ['@every 90m', 'America/New_York', '2026-07-09T14:45Z', '2026-07-09T16:15Z'],
  ])('%s in %s after %s is %s', (expression, zone, after, next) => {
    expect(first(expression, zone, after)).toBe(next)
  })

  test('an unknown zone is refused', () => {
    expect(() => first('0 0 * * *', 'europe/berlin', '2026-01-01')).toThrow('unknown time zone europe/berlin')
  })
})

describe('intervals on the wall clock', () => {
  test.each<[expression: string, shortest: number | undefined, longest: number | undefined]>([
    ['*/5 * * * *', 300, 300],
    ['0,1,30 * * * *', 60, 1800],
    ['*/7 * * * *', 240, 420],
    ['0 2 * * *', 86_400, 86_400],
    ['0 9-17 * * 1-5', 3600, 3 * 86_400 - 8 * 3600],
    ['0 0 1 * *', 28 * 86_400, 31 * 86_400],
    ['0 0 29 2 *', 1461 * 86_400, 2921 * 86_400],
    ['0 0 31 2 *', undefined, undefined],
    ['0 , * * *', undefined, undefined],
    ['@every 90s', 90, 90],
    ['@weekly', 7 * 86_400, 7 * 86_400],
  ])('%s: %s to %s seconds', (expression, shortest, longest) => {
    const schedule = parseSchedule(expression)
    expect([shortestInterval(schedule), longestInterval(schedule)]).toEqual([shortest, longest])
  })
})

const field = (min: number, max: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    fc.integer({ min, max }).map(String),
    fc.integer({ min: 2, max: 15 }).map((step) => `*/${step}`),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  )
const expression = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6)).map((fields) => fields.join(' '))
const zone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Kathmandu',
  'Pacific/Apia',
)
const start = fc.integer({ min: at('2020-01-01'), max: at('2032-01-01') })

describe('for any schedule', () => {
  test('runs are strictly ascending whole minutes, and counting them counts them', () => {
    fc.assert(
      fc.property(expression, zone, start, (text, timeZone, from) => {
        const schedule = parseSchedule(text)
        const range = { timeZone, from, until: from + 40 * 86_400 }
        const found = runsIn(schedule, range)
        expect(found.every((run, index) => run % 60 === 0 && (index === 0 || run > found[index - 1]))).toBe(true)
        expect(countRuns(schedule, range).runs).toBe(found.length)
      }),
      { numRuns: 400, seed: 1 },
    )
  })

  test('a search from any run goes on with the next', () => {
    fc.assert(
      fc.property(expression, zone, start, (text, timeZone, after) => {
        const schedule = parseSchedule(text)
        const found: number[] = []
        for (const run of runs(schedule, { timeZone, after, until: after + 400 * 86_400 })) if (found.push(run) === 20) break
        for (let index = 1; index < found.length; index++) {
          const [next] = runsIn(schedule, { timeZone, from: found[index - 1] + 1, until: found[index] + 1 })
          expect(next).toBe(found[index])
        }
      }),
      { numRuns: 400, seed: 2 },
    )
  })

  test('in UTC every run satisfies the fields', () => {
    fc.assert(
      fc.property(expression, start, (text, from) => {
        const schedule = parseSchedule(text)
        if (schedule.kind !== 'clock') return
        const { minute, hour, month } = schedule
        const wrong = runsIn(schedule, { from, until: from + 20 * 86_400 }).find((run) => {
          const date = new Date(run * 1000)
          return (
            !minute.values.includes(date.getUTCMinutes()) ||
            !hour.values.includes(date.getUTCHours()) ||
            !month.values.includes(date.getUTCMonth() + 1)
          )
        })
        expect(wrong).toBeUndefined()
      }),
      { numRuns: 200, seed: 3 },
    )
  })
})
