import { describe, expect, test } from 'vitest'
import { readTimes, stretchesOfTimes, TimesError } from '../../lib/calendar/index.ts'

const at = (text: string) => Date.parse(text) / 1000

function stretches(text: string, zone: string, from: string, until: string): readonly string[] {
  return stretchesOfTimes([readTimes(text, zone)], at(from), at(until)).map((stretch) =>
    [stretch.from, stretch.until].map((instant) => new Date(instant * 1000).toISOString().slice(0, 16)).join(' '),
  )
}

describe('stretches', () => {
  test.each<[text: string, zone: string, from: string, until: string, expected: readonly string[]]>([
    ['daily 17:00-19:00', 'UTC', '2027-01-01T00:00Z', '2027-01-02T00:00Z', ['2027-01-01T17:00 2027-01-01T19:00']],
    ['17:00 to 19:00', 'UTC', '2027-01-01T00:00Z', '2027-01-02T00:00Z', ['2027-01-01T17:00 2027-01-01T19:00']],
    ['daily 17:00-19:00 Europe/Berlin', 'UTC', '2027-07-01T00:00Z', '2027-07-02T00:00Z', ['2027-07-01T15:00 2027-07-01T17:00']],
    [
      'daily 22:00-02:00',
      'UTC',
      '2027-01-01T00:00Z',
      '2027-01-02T00:00Z',
      ['2027-01-01T00:00 2027-01-01T02:00', '2027-01-01T22:00 2027-01-02T00:00'],
    ],
    [
      'mon-fri 08:00-18:00',
      'UTC',
      '2027-01-01T00:00Z',
      '2027-01-05T00:00Z',
      ['2027-01-01T08:00 2027-01-01T18:00', '2027-01-04T08:00 2027-01-04T18:00'],
    ],
    ['sat,sun', 'UTC', '2027-01-01T00:00Z', '2027-01-08T00:00Z', ['2027-01-02T00:00 2027-01-04T00:00']],
    ['Saturday', 'UTC', '2027-01-01T00:00Z', '2027-01-08T00:00Z', ['2027-01-02T00:00 2027-01-03T00:00']],
    ['fri 22:00 - mon 06:00', 'UTC', '2027-01-01T00:00Z', '2027-01-08T00:00Z', ['2027-01-01T22:00 2027-01-04T06:00']],
    // the last day of dates without a time belongs to them
    [
      '12-24 - 01-02',
      'UTC',
      '2027-01-01T00:00Z',
      '2028-01-01T00:00Z',
      ['2027-01-01T00:00 2027-01-03T00:00', '2027-12-24T00:00 2028-01-01T00:00'],
    ],
    ['12-24 18:00 - 12-26 06:00', 'UTC', '2027-01-01T00:00Z', '2028-01-01T00:00Z', ['2027-12-24T18:00 2027-12-26T06:00']],
    ['02-29', 'UTC', '2027-01-01T00:00Z', '2029-01-01T00:00Z', ['2028-02-29T00:00 2028-03-01T00:00']],
    ['02-28 - 02-29', 'UTC', '2027-01-01T00:00Z', '2028-01-01T00:00Z', ['2027-02-28T00:00 2027-03-01T00:00']],
    [
      '2027-03-30 18:00 - 2027-04-02 08:00',
      'Europe/Berlin',
      '2027-01-01T00:00Z',
      '2028-01-01T00:00Z',
      ['2027-03-30T16:00 2027-04-02T06:00'],
    ],
    ['2027-03-30', 'UTC', '2027-01-01T00:00Z', '2028-01-01T00:00Z', ['2027-03-30T00:00 2027-03-31T00:00']],
    ['2027-03-30 18:00-20:00', 'UTC', '2027-01-01T00:00Z', '2028-01-01T00:00Z', ['2027-03-30T18:00 2027-03-30T20:00']],
    [
      '2027-03-30T18:00+02:00 - 2027-03-30T20:00Z',
      'Asia/Tokyo',
      '2027-01-01T00:00Z',
      '2028-01-01T00:00Z',
      ['2027-03-30T16:00 2027-03-30T20:00'],
    ],
    // an hour that is left out, and one that comes twice
    ['daily 02:00-03:00', 'Europe/Berlin', '2027-03-28T00:00Z', '2027-03-28T12:00Z', []],
    ['daily 02:00-03:00', 'Europe/Berlin', '2027-10-31T00:00Z', '2027-10-31T12:00Z', ['2027-10-31T00:00 2027-10-31T02:00']],
    [
      'daily 02:00-02:30',
      'Europe/Berlin',
      '2027-10-31T00:00Z',
      '2027-10-31T12:00Z',
      ['2027-10-31T00:00 2027-10-31T00:30', '2027-10-31T01:00 2027-10-31T01:30'],
    ],
    ['daily 01:00-04:00', 'Europe/Berlin', '2027-03-28T00:00Z', '2027-03-28T12:00Z', ['2027-03-28T00:00 2027-03-28T02:00']],
  ])('%s in %s', (text, zone, from, until, expected) => {
    expect(stretches(text, zone, from, until)).toEqual(expected)
  })
})

test.each([
  '',
  'sometimes',
  'daily 25:00-26:00',
  'daily 17:60-18:00',
  '13-01',
  '02-30',
  '2027-02-29',
  '2027-04-02 - 2027-03-30',
  'daily 17:00-19:00 Europe/Berlyn',
  'daily 17:00',
  'fri 22:00',
])("'%s' is refused in a line", (text) => {
  expect(() => readTimes(text, 'UTC')).toThrow(TimesError)
  expect(() => readTimes(text, 'UTC')).not.toThrow(/\n/)
})
