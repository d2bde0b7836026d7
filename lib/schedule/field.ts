import { ScheduleError } from './schedule-error.ts'
import { parseInteger } from './integer.ts'

/** One of the five fields: its bounds and the names it takes. */
export interface FieldDefinition {
  readonly name: 'minute' | 'hour' | 'day of month' | 'month' | 'day of week'
  readonly min: number
  readonly max: number
  readonly names: ReadonlyMap<string, number>
}

const NO_NAMES: ReadonlyMap<string, number> = new Map()
const MONTHS = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, index) => [name, index + 1]),
)
const WEEKDAYS = new Map(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name, index) => [name, index]))

export const FIELDS: readonly FieldDefinition[] = [
  { name: 'minute', min: 0, max: 59, names: NO_NAMES },
  { name: 'hour', min: 0, max: 23, names: NO_NAMES },
  { name: 'day of month', min: 1, max: 31, names: NO_NAMES },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of week', min: 0, max: 6, names: WEEKDAYS },
]

/** The values that a field matches, and whether it was written as a star: the day rule turns on that. */
export interface Field {
  /** Ascending. Empty for a field of commas only, which matches nothing. */
  readonly values: readonly number[]
  /** A `*` or `?` without step, or with step 1, somewhere in the list. A larger step clears it. */
  readonly star: boolean
}

/** Reads one field. `column` is where it starts in the expression; errors point inside it. The order of the checks is the library's. */
export function parseField(text: string, definition: FieldDefinition, column: number): Field {
  const matched = new Set<number>()
  let star = false
  let at = 0
  for (const piece of text.split(',')) {
    // Empty pieces are dropped without a word: `1,,2` is `1,2`.
    if (piece !== '') {
      const range = parseRange(piece, definition, column + at)
      for (let value = range.low; value <= range.high; value += range.step) matched.add(value)
      star ||= range.star
    }
    at += piece.length + 1
  }
  return { values: [...matched].sort((a, b) => a - b), star }
}

interface StepRange {
  readonly low: number
  readonly high: number
  readonly step: number
  readonly star: boolean
}

function parseRange(piece: string, definition: FieldDefinition, column: number): StepRange {
  const [span, ...steps] = piece.split('/')
  const bounds = span.split('-')
  const single = bounds.length === 1
  let low = definition.min
  let high = definition.max
  // Behind a leading star the library reads nothing: `*-5` and `*-foo` are `*`.
  let star = bounds[0] === '*' || bounds[0] === '?'
  if (!star) {
    low = parseValue(bounds[0], definition, column)
    if (bounds.length > 2) throw new ScheduleError(`too many hyphens: ${piece}`, column)
    high = single ? low : parseValue(bounds[1], definition, column + bounds[0].length + 1)
  }
  let step = 1
  if (steps.length > 1) throw new ScheduleError(`too many slashes: ${piece}`, column)
  if (steps.length === 1) {
    step = parseInteger(steps[0], column + span.length + 1)
    // A single value with a step means: from there to the end of the field.
    if (single) high = definition.max
    if (step > 1) star = false
  }
  if (low < definition.min) throw new ScheduleError(`beginning of range (${low}) below minimum (${definition.min}): ${piece}`, column)
  if (high > definition.max) throw new ScheduleError(`end of range (${high}) above maximum (${definition.max}): ${piece}`, column)
  if (low > high) throw new ScheduleError(`beginning of range (${low}) beyond end of range (${high}): ${piece}`, column)
  if (step === 0) throw new ScheduleError(`step of range should be a positive number: ${piece}`, column)
  return { low, high, step, star }
}

function parseValue(text: string, { names }: FieldDefinition, column: number): number {
  // Go lower-cases İ (U+0130) to i: FRİ is Friday.
  return names.get(text.toLowerCase().replaceAll('i̇', 'i')) ?? parseInteger(text, column)
}
