import { goQuote } from './go-quote.ts'
import { ScheduleError } from './schedule-error.ts'

const INTEGER = /^[+-]?[0-9]+$/
const MAX_INT64 = 2n ** 63n - 1n

/** Base 10, 64 bits, leading zeros and a leading `+` welcome, as Go's `Atoi`. */
export function parseInteger(text: string, column: number): number {
  if (!INTEGER.test(text))
    throw new ScheduleError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`, column)
  const big = BigInt(text.startsWith('+') ? text.slice(1) : text)
  if (big > MAX_INT64 || big < -MAX_INT64 - 1n)
    throw new ScheduleError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: value out of range`, column)
  if (big < 0n) throw new ScheduleError(`negative number (${big}) not allowed: ${text}`, column)
  return Number(big)
}
