import { expect, test } from 'vitest'
import { binBorders, binSize, countsBetween, heatOf } from '../../lib/page/bins.ts'
import { ticksOf } from '../../lib/page/ticks.ts'
import { clamped, panned, zoomed } from '../../lib/page/view.ts'
import { durationWords, memoryWords, offsetWords } from '../../lib/page/words.ts'

const at = (text: string): number => Date.parse(text) / 1000
/** Berlin on 28 March 2027: 02:00 becomes 03:00. */
const SPRING = [
  { from: at('2027-03-27T23:00:00Z'), until: at('2027-03-28T01:00:00Z'), offset: 3600 },
  { from: at('2027-03-28T01:00:00Z'), until: at('2027-03-28T04:00:00Z'), offset: 7200 },
]
/** Berlin on 31 October 2027: 03:00 becomes 02:00. */
const AUTUMN = [
  { from: at('2027-10-30T22:00:00Z'), until: at('2027-10-31T01:00:00Z'), offset: 7200 },
  { from: at('2027-10-31T01:00:00Z'), until: at('2027-10-31T03:00:00Z'), offset: 3600 },
]

test.each<[name: string, stretches: typeof SPRING, apart: number, small: readonly string[], large: readonly string[]]>([
  ['an hour is left out', SPRING, 3600, ['00:00', '01:00', '03:00', '04:00', '05:00'], ['Sun 28 Mar 2027']],
  ['an hour comes twice', AUTUMN, 3600, ['00:00', '01:00', '02:00', '02:00', '03:00'], ['Sun 31 Oct 2027']],
  [
    'seconds',
    [{ from: at('2027-03-01T00:00:00Z'), until: at('2027-03-01T00:01:00Z'), offset: 0 }],
    20,
    ['00:00:00', '00:00:30'],
    ['Mon 1 Mar 2027'],
  ],
  [
    'days',
    [{ from: at('2027-02-27T00:00:00Z'), until: at('2027-03-02T00:00:00Z'), offset: 0 }],
    80_000,
    ['Sat 27', 'Sun 28', 'Mon 1'],
    ['March 2027'],
  ],
  [
    'quarters',
    [{ from: at('2027-02-27T00:00:00Z'), until: at('2028-02-02T00:00:00Z'), offset: 0 }],
    60 * 86_400,
    ['Apr', 'Jul', 'Oct', 'Jan'],
    ['2028'],
  ],
])('ticks: %s', (_, stretches, apart, small, large) => {
  const ticks = ticksOf(stretches, apart)
  expect(ticks.small.map(({ label }) => label)).toEqual(small)
  expect(ticks.large.map(({ label }) => label)).toEqual(large)
})

test('a day on which the clocks are set is one cell of 23 or of 25 hours', () => {
  const borders = binBorders(
    [
      { ...SPRING[0], from: at('2027-03-26T23:00:00Z') },
      { ...SPRING[1], until: at('2027-03-28T22:00:01Z') },
    ],
    binSize(86_400),
    at('2027-03-26T23:00:00Z'),
  )
  expect(borders.map((border) => border / 3600)).toEqual([0, 24, 47])
})

test('runs are counted between borders', () => {
  expect(countsBetween(Int32Array.of(-5, 0, 10, 99, 100, 250), [0, 100, 200, 300])).toEqual([3, 1, 1])
  expect([0, 1, 2, 5, 6, 24, 96, 1440].map(heatOf)).toEqual([0, 1, 2, 2, 3, 4, 5, 5])
})

test.each<[name: string, view: { from: number; until: number }, expected: { from: number; until: number }]>([
  ['closer, and the anchor stays', zoomed({ from: 0, until: 1000 }, 0.5, 250, 1000), { from: 125, until: 625 }],
  ['no closer than a minute', zoomed({ from: 0, until: 100 }, 0.01, 50, 1000), { from: 20, until: 80 }],
  ['no farther than everything', zoomed({ from: 500, until: 900 }, 100, 700, 1000), { from: 0, until: 1000 }],
  ['a calendar shorter than a minute', zoomed({ from: 0, until: 30 }, 0.1, 3, 30), { from: 0, until: 30 }],
  ['not beyond the end', panned({ from: 800, until: 900 }, 500, 1000), { from: 900, until: 1000 }],
  ['not before the start', clamped({ from: -100, until: 100 }, 1000), { from: 0, until: 200 }],
])('%s', (_, view, expected) => {
  expect(view).toEqual(expected)
})

test('figures in words', () => {
  expect([59, 60, 5400, 90_061].map(durationWords)).toEqual(['59 s', '1 min', '1 h 30 min', '1 d 1 h'])
  expect([0, 1536, 2 ** 30].map(memoryWords)).toEqual(['0 B', '1.5 KiB', '1 GiB'])
  expect([0, -12_600, 45_900].map(offsetWords)).toEqual(['+00:00', '−03:30', '+12:45'])
})
