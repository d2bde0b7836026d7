import { expect, test } from 'vitest'
import { parseSchedule, ScheduleError } from '../../lib/index.ts'
import { vectors } from './vectors.ts'

interface ParseRow {
  readonly expression: string
  readonly accepted: boolean
  readonly error?: string
  readonly panic?: boolean
}

const parseRows = vectors<ParseRow>('cron/cron-parse.jsonl')

/** What the parser says of an expression: nothing, or its error. */
function verdict(expression: string): ScheduleError | undefined {
  try {
    parseSchedule(expression)
    return undefined
  } catch (error) {
    if (error instanceof ScheduleError) return error
    throw error
  }
}

test('accepts and refuses what the library in Kubernetes does', () => {
  const different = parseRows.filter(({ expression, accepted }) => (verdict(expression) === undefined) !== accepted)
  expect(different.map(({ expression }) => expression)).toEqual([])
})

test('refuses in the words of the library, but where it crashes itself', () => {
  const different = parseRows.filter(({ expression, error, panic }) => error !== undefined && !panic && verdict(expression)?.message !== error)
  expect(different.map(({ expression }) => expression)).toEqual([])
})

test('every refusal has its column inside the expression', () => {
  for (const { expression, accepted } of parseRows) {
    if (accepted) continue
    const column = verdict(expression)?.column ?? -1
    expect(column, expression).toBeGreaterThanOrEqual(0)
    expect(column, expression).toBeLessThanOrEqual(expression.length)
  }
})
