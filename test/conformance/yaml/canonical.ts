import { createHash } from 'node:crypto'

/** Keys in order, big integers as the numbers that JSON.parse makes of them: the form in which two values can be compared. */
export function canonical(value: unknown): string {
  if (typeof value === 'bigint') return JSON.stringify(Number(value))
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** Sixteen digits that stand for a value: long answers are recorded by them. */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 16)
}
