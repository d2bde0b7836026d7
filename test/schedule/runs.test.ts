import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clockChangeEffects,
  countRuns,
  knownTimeZones,
  longestInterval,
  offsetChanges,
  parseSchedule,
  printSchedule,
  runs,
  runsIn,
  shortestInterval,
  type ClockSchedule,
} from '../../lib/schedule/index.ts'

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
    // in a month that does not match the search starts at the month's first midnight, which did not exist: a month is lost
    ['0 0 * 2 1-5', 'America/Asuncion', '2017-10-11T16:39:19Z', '2019-02-04T03:00Z'],
    // clocks that move at a quarter to: the library answers the same run for ever
    ['56 16,*/26,1,+3 * * *', 'Pacific/Chatham', '2021-04-03T14:11Z', 'never'],
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

  test('every run satisfies the fields in local time, unless an offset change explains it', () => {
    fc.assert(
      fc.property(expression, zone, start, (text, timeZone, from) => {
        const schedule = parseSchedule(text)
        if (schedule.kind !== 'clock') return
        const range = { timeZone, from, until: from + 40 * 86_400 }
        const strayed = new Set(
          [...clockChangeEffects(schedule, { timeZone, from: from - 3 * 86_400, until: range.until })].flatMap((effect) =>
            effect.strayed.map(({ run }) => run),
          ),
        )
        const unexplained = runsIn(schedule, range)
          .slice(0, 60)
          .filter((run) => !satisfies(schedule, localFields(run, timeZone)) && !strayed.has(run))
        expect([...unexplained].map(instant)).toEqual([])
      }),
      { numRuns: 600, seed: 3 },
    )
  })

  test('printed and parsed again it is the same schedule', () => {
    fc.assert(
      fc.property(expression, (text) => {
        const schedule = parseSchedule(text)
        expect({ ...parseSchedule(printSchedule(schedule)), expression: text }).toEqual(schedule)
      }),
      { numRuns: 2000, seed: 4 },
    )
  })
})

test.each<[expression: string, printed: string]>([
  ['@hourly', '0 * * * *'],
  ['*/15 8-17 ? jan-mar mon', '*/15 8-17 * 1-3 1'],
  ['0 0 1-31 * 1', '0 0 1-31 * 1'],
  ['0,30 , * * *', '0,30 , * * *'],
  ['*/90 0,12 */15 * *', '0 0,12 1,16,31 * *'],
  ['@every 1h30m', '@every 5400s'],
  ['CRON_TZ=Asia/Tokyo @daily', 'TZ=Asia/Tokyo 0 0 * * *'],
])('%s is printed %s', (expression, printed) => {
  expect(printSchedule(parseSchedule(expression))).toBe(printed)
})

/** Minute, hour, day of month, month and day of week as `Intl` shows them, which shares nothing with the tables of the search. */
function localFields(run: number, timeZone: string): readonly number[] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
    .formatToParts(run * 1000)
    .reduce<Record<string, number>>((known, { type, value }) => ({ ...known, [type]: Number(value) }), {})
  return [parts.minute, parts.hour, parts.day, parts.month, new Date(Date.UTC(parts.year, parts.month - 1, parts.day)).getUTCDay()]
}

function satisfies({ minute, hour, dayOfMonth, month, dayOfWeek }: ClockSchedule, local: readonly number[]): boolean {
  const [m, h, day, mon, weekday] = [minute, hour, dayOfMonth, month, dayOfWeek].map(({ values }, index) => values.includes(local[index]))
  return m && h && mon && (dayOfMonth.star || dayOfWeek.star ? day && weekday : day || weekday)
}

describe('what a clock change does', () => {
  test.each<[expression: string, zone: string, from: string, skipped: string, repeated: string, strayed: string, runs: string]>([
    // plain: an hour that does not exist, an hour that exists twice
    ['30 2 * * *', 'America/New_York', '2027-03-01', '2027-03-14T02:30', '', '', '0 of 1'],
    ['30 1 * * *', 'America/New_York', '2027-11-01', '', '2027-11-07T01:30 05:30Z 06:30Z', '', '2 of 1'],
    ['30 2 * * *', 'Europe/Berlin', '2027-10-01', '', '2027-10-31T02:30 00:30Z 01:30Z', '', '2 of 1'],
    ['0 * * * *', 'Europe/Berlin', '2027-03-01', '2027-03-28T02:00', '', '', '23 of 24'],
    // clocks move at midnight
    ['0 0 * * *', 'Africa/Cairo', '2027-04-01', '2027-04-30T00:00', '', '', '0 of 1'],
    ['0 5 * * 4', 'Africa/Cairo', '2026-04-01', '', '', '2026-04-24T05:00', '1 of 0'],
    // clocks move by half an hour
    ['0 12 * * *', 'Australia/Lord_Howe', '2026-10-01', '2026-10-04T12:00', '', '', '0 of 1'],
    // a whole day that never was
    ['0 12 * * *', 'Pacific/Apia', '2011-12-20', '2011-12-30T12:00', '', '', '1 of 1'],
    // not touched
    ['0 12 * * *', 'Europe/Berlin', '2027-03-01', '', '', '', ''],
    ['@every 1h', 'Europe/Berlin', '2027-03-01', '', '', '', ''],
    ['30 2 * * *', 'UTC', '2027-03-01', '', '', '', ''],
  ])('%s in %s from %s: skipped %s repeated %s strayed %s, %s', (text, timeZone, from, skipped, repeated, strayed, count) => {
    const local = (wall: number) => new Date(wall * 1000).toISOString().slice(0, 16)
    const [effect] = clockChangeEffects(parseSchedule(text), { timeZone, from: at(from), until: at(from) + 40 * 86_400 })
    expect([
      effect?.skipped.map(local).join() ?? '',
      effect?.repeated.map(({ wall, runs: twice }) => [local(wall), ...twice.map((run) => instant(run).slice(11))].join(' ')).join() ?? '',
      effect?.strayed.map(({ wall }) => local(wall)).join() ?? '',
      effect ? `${effect.date.runs} of ${effect.date.usual}` : '',
    ]).toEqual([skipped, repeated, strayed, count])
  })
})

test('where clocks move by a plain hour, nothing happens to a schedule that does not name it', () => {
  // Every run of the days around, as the library's own steps give it, is one of the local times that the schedule names, once.
  for (const timeZone of knownTimeZones().filter((name, index) => name.includes('/') && index % 7 === 0)) {
    for (const { at: change, before, after } of offsetChanges(timeZone, at('2024-01-01'), at('2031-01-01'))) {
      const hour = new Date((change + Math.min(before, after)) * 1000).getUTCHours()
      if (Math.abs(after - before) !== 3600 || hour === 0 || hour === 23) continue
      for (const text of [
        `17 ${(hour + 1) % 24},${(hour + 23) % 24},13 * * *`,
        `5 ${(hour + 12) % 24} * * 0,6`,
        `0 ${(hour + 1) % 24} * * 1`,
      ]) {
        const found = runsIn(parseSchedule(text), { timeZone, from: change - 3 * 86_400, until: change + 4 * 86_400 })
        const walls = [...found].map((run) => run + (run < change ? before : after))
        const schedule = parseSchedule(text) as ClockSchedule
        expect(new Set(walls).size, `${text} in ${timeZone}`).toBe(walls.length)
        expect(
          walls.every((wall) => satisfies(schedule, utcFields(wall))),
          `${text} in ${timeZone}`,
        ).toBe(true)
        const named = Array.from({ length: 7 * 24 * 60 }, (_, minute) => change - 3 * 86_400 + before + minute * 60).filter((wall) =>
          satisfies(schedule, utcFields(wall)),
        )
        expect(
          named.filter((wall) => wall < change + 3 * 86_400 && !walls.includes(wall)),
          `${text} in ${timeZone}`,
        ).toEqual([])
      }
    }
  }
}, 60_000)

function utcFields(wall: number): readonly number[] {
  const date = new Date(wall * 1000)
  return [date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay()]
}
