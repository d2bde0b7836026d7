import { UsageError } from './usage-error.ts'

/** RFC 3339, or a date at midnight UTC, as Unix seconds. Throws a UsageError that names the option. */
export function readInstant(option: string, text: string): number {
  const milliseconds = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(milliseconds))
    throw new UsageError(`${option}: '${text}' is no date or instant such as 2027-01-15 or 2027-01-15T12:00:00Z`)
  return Math.floor(milliseconds / 1000)
}
