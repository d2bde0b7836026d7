/** A stretch of instants in which a zone keeps one offset from UTC. */
export interface OffsetSegment {
  readonly from: number
  readonly until: number
  /** Seconds east of UTC. */
  readonly offset: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', era: 'short', ...parts })
    formats.set(timeZone, format)
  }
  return format
}

/** Seconds that the zone is ahead of UTC at an instant. Throws a RangeError for a zone that nobody knows. */
export function offsetAt(timeZone: string, instant: number): number {
  if (timeZone === 'UTC') return 0
  const [, month, day, year, hour, minute, second] =
    /^(\d+)\/(\d+)\/(\d+)\D+(\d+):(\d+):(\d+)/.exec(
      formatFor(timeZone)
        .format(instant * 1000)
        .replace(/ [A-Z][A-Z]?(?=,)/, ''),
    ) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000 - instant
}

/** No zone has ever kept a change for less than this and gone back. */
const PROBE = 7 * 86_400

/** The zone's offsets over a range, each change to the second. */
export function offsetSegments(timeZone: string, from: number, until: number): readonly OffsetSegment[] {
  const segments: OffsetSegment[] = []
  let start = from
  let offset = offsetAt(timeZone, from)
  for (let at = from; at < until;) {
    const next = Math.min(at + PROBE, until)
    const there = offsetAt(timeZone, next)
    if (there !== offset) {
      const change = changeBetween(timeZone, at, next, offset)
      segments.push({ from: start, until: change, offset })
      start = change
      offset = there
    }
    at = next
  }
  if (start < until) segments.push({ from: start, until, offset })
  return segments
}

function changeBetween(timeZone: string, before: number, after: number, offset: number): number {
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(timeZone, middle) === offset) low = middle
    else high = middle
  }
  return high
}
