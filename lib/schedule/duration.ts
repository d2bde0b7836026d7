import { goQuote } from './go-quote.ts'
import { ScheduleError } from './schedule-error.ts'

/** Nanoseconds of a unit of Go's durations; µs comes with two code points. */
const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
])

const MAX = 2n ** 63n - 1n

/**
 * Nanoseconds of a Go duration (`1h30m`, `.5h`, `-5m`, `0`). Throws with the words of Go's `ParseDuration`, as the whole descriptor's fault.
 */
export function parseGoDuration(text: string, descriptor: string, column: number): bigint {
  const fail = (reason: string): never => {
    throw new ScheduleError(`failed to parse duration ${descriptor}: time: ${reason} ${goQuote(text)}`, column)
  }
  let rest = text
  const negative = rest.startsWith('-')
  if (/^[+-]/.test(rest)) rest = rest.slice(1)
  if (rest === '0') return 0n
  if (rest === '') fail('invalid duration')
  let total = 0n
  while (rest !== '') {
    const match = /^(\d*)(?:\.(\d*))?/.exec(rest) as RegExpExecArray
    const [number, whole, fraction = ''] = match
    if (whole === '' && fraction === '') fail('invalid duration')
    rest = rest.slice(number.length)
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? ''
    if (unit === '') fail('missing unit in duration')
    const size = UNITS.get(unit)
    if (size === undefined)
      throw new ScheduleError(
        `failed to parse duration ${descriptor}: time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`,
        column,
      )
    rest = rest.slice(unit.length)
    total += BigInt(whole || '0') * size + fractionOf(fraction, size)
    if (total > MAX + (negative ? 1n : 0n)) fail('invalid duration')
  }
  return negative ? -total : total
}

/** Go keeps as many digits of a fraction as fit 63 bits; the rest cannot change whole nanoseconds. */
function fractionOf(digits: string, size: bigint): bigint {
  if (digits === '') return 0n
  const kept = digits.slice(0, 18)
  return (BigInt(kept) * size) / 10n ** BigInt(kept.length)
}
