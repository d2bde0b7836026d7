/* Numbers as English says them. */

export const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
export const WEEKDAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `1`, `1 and 2`, `1, 2 and 3`. */
export function listed(items: readonly string[], conjunction = 'and'): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1]}`
}

/** Consecutive values as spans, ascending. */
export function spansOf(values: readonly number[]): readonly (readonly [from: number, to: number])[] {
  const spans: [number, number][] = []
  for (const value of values) {
    const last = spans[spans.length - 1]
    if (last !== undefined && value === last[1] + 1) last[1] = value
    else spans.push([value, value])
  }
  return spans
}

/** Values with their neighbours joined: `1, 5 and 8 to 17`. Two neighbours stay two. */
export function spelled(values: readonly number[], name: (value: number) => string = String): string {
  return listed(
    spansOf(values).flatMap(([from, to]) => (to - from < 2 ? [...new Set([from, to])].map(name) : [`${name(from)} to ${name(to)}`])),
  )
}

/** The step of values that start at `first`, are evenly spaced and fill the field: `0, 15, 30, 45` of 60 has 15. */
export function evenStep(values: readonly number[], size: number): number | undefined {
  const step = size / values.length
  return values.length > 1 && Number.isInteger(step) && values.every((value, index) => value === index * step) ? step : undefined
}

/** `02:05`. */
export function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** `1 hour 30 minutes`. */
export function lasting(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ]
  let rest = seconds
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`]
  })
  return parts.length === 0 ? '0 seconds' : parts.join(' ')
}
