import { describe, expect, test } from 'vitest'
import { countRuns, parseSchedule, runs, runsIn, ScheduleError } from '../../lib/schedule/index.ts'

function refusal(expression: string): { readonly message: string; readonly column: number } {
  try {
    parseSchedule(expression)
  } catch (error) {
    if (error instanceof ScheduleError) return error
    throw error
  }
  throw new Error(`accepted: ${expression}`)
}

describe('refused in a line, with the column', () => {
  test.each<[what: string, expression: string, column: number]>([
    ['nothing', '', 0],
    ['blanks', '   ', 0],
    ['10,000 characters', 'x'.repeat(10_000), 0],
    ['more', '1,'.repeat(6000), 10_000],
    ['control characters', '0 2 * * \u0000', 8],
    ['digits of another script', '٣ * * * *', 0],
    ['full-width digits', '0 １ * * *', 2],
    ['a number beyond 32 bits', '4294967296 * * * *', 0],
    ['a number beyond 64 bits', '0 99999999999999999999 * * *', 2],
    ['a zone without anything behind it, which crashes the library', 'TZ=UTC', 0],
    ['an unknown zone', 'TZ=Nowhere/Land 0 2 * * *', 3],
    ['a zone in the wrong case', 'TZ=europe/berlin 0 2 * * *', 3],
    ['a sixth field', '0 0 2 * * *', 10],
    ['the second piece of a list', '0 1,25 * * *', 4],
    ['the end of a range', '0 0 1-x * *', 6],
    ['a step', '0 */x * * *', 4],
  ])('%s', (_, expression, column) => {
    const { message, column: found } = refusal(expression)
    expect(found).toBe(column)
    expect(message).not.toBe('')
  })
})

describe('no instant, no zone, no end', () => {
  const daily = parseSchedule('0 2 * * *')
  test.each<[what: string, ask: () => unknown, message: RegExp]>([
    ['NaN', () => runs(daily, { after: Number.NaN }), /after is no instant/],
    ['beyond every date', () => runs(daily, { after: 1e14 }), /after is no instant/],
    ['no end', () => countRuns(daily, { from: 0, until: Number.POSITIVE_INFINITY }), /until is no instant/],
    ['centuries', () => countRuns(parseSchedule('* * * * *'), { from: 0, until: 1e11 }), /longer than 200 years/],
    ['a zone in the wrong case', () => runsIn(daily, { timeZone: 'europe/berlin', from: 0, until: 1 }), /unknown time zone europe\/berlin/],
    ['an abbreviation that is no zone', () => runsIn(daily, { timeZone: 'PST', from: 0, until: 1 }), /unknown time zone PST/],
  ])('%s', (_, ask, message) => {
    expect(ask).toThrow(RangeError)
    expect(ask).toThrow(message)
  })

  test('an empty range has no runs', () => {
    expect(countRuns(daily, { from: 100, until: 100 }).runs).toBe(0)
    expect(countRuns(daily, { from: 100, until: 50 }).runs).toBe(0)
  })

  test.each([['0 0 31 2 *'], ['0 0 30 2 *'], ['0 0 31 4,6,9,11 *'], ['0 , * * *'], [', * * * *']])(
    '%s answers at once that it never runs',
    (expression) => {
      const started = performance.now()
      for (const timeZone of ['UTC', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe']) {
        expect(runs(parseSchedule(expression), { timeZone, after: 1_800_000_000 }).next().done).toBe(true)
      }
      expect(performance.now() - started).toBeLessThan(500)
    },
  )
})
