import { goQuote } from './go-quote.ts'
import { ScheduleError } from './schedule-error.ts'

const INTEGER = /^[+-]?[0-9]+$/
const MAX_INT64 = 2n ** 63n - 1n
const MAX_UINT64 = 2n ** 64n - 1n

/** Base 10, 64 bits, leading zeros and a leading `+` welcome, as Go's `Atoi`. */
export function parseInteger(text: string, column: number): number {
  const fail = (reason: string): never => {
    throw new ScheduleError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${reason}`, column)
  }
  // Go reads from left to right: too many digits are seen before what stands behind them.
  if (!INTEGER.test(text)) fail(leadingDigits(text) > MAX_UINT64 ? 'value out of range' : 'invalid syntax')
  const big = BigInt(text.startsWith('+') ? text.slice(1) : text)
  if (big > MAX_INT64 || big < -MAX_INT64 - 1n) fail('value out of range')
  if (big < 0n) throw new ScheduleError(`negative number (${big}) not allowed: ${text}`, column)
  return Number(big)
}

function leadingDigits(text: string): bigint {
  return BigInt(/^[+-]?([0-9]*)/.exec(text)?.[1] ?? '')
}
