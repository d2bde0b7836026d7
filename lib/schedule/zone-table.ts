import { currentOffsetSource, type OffsetReader } from './offset-source.ts'
import { isKnownTimeZone } from './time-zone.ts'

/** A stretch of time with one offset from UTC. */
export interface Segment {
  /** Unix seconds; `end` is exclusive. */
  readonly start: number
  readonly end: number
  /** Seconds east of UTC. */
  readonly offset: number
}

/** A zone as a table of segments, filled ten years at a time when they are asked for. */
export interface ZoneTable {
  readonly segmentAt: (instant: number) => Segment
}

const UTC: ZoneTable = (() => {
  const always: Segment = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY, offset: 0 }
  return { segmentAt: () => always }
})()

const tables = new Map<string, ZoneTable>()
const UTC_NAMES = new Set([
  '',
  'UTC',
  'Etc/UTC',
  'Etc/UCT',
  'UCT',
  'Zulu',
  'Etc/Zulu',
  'Universal',
  'Etc/Universal',
  'GMT',
  'Etc/GMT',
  'Greenwich',
  'Etc/Greenwich',
  'GMT0',
  'GMT+0',
  'GMT-0',
  'Etc/GMT0',
  'Etc/GMT+0',
  'Etc/GMT-0',
  'Factory',
  'Local',
])

/** The table of a zone; UTC without one. UTC never touches `Intl`, whose first use costs a third of a startup. Throws a RangeError for an unknown name. */
export function zoneTable(timeZone: string | undefined): ZoneTable {
  if (timeZone === undefined || UTC_NAMES.has(timeZone)) return UTC
  const known = tables.get(timeZone)
  if (known) return known
  if (!isKnownTimeZone(timeZone)) throw new RangeError(`unknown time zone ${timeZone}`)
  const table = makeTable(timeZone)
  tables.set(timeZone, table)
  return table
}

const BLOCK = 3652 * 86_400
/** The shortest segment of any zone since 1970 has three weeks: probing every two finds each one. */
const PROBE = 14 * 86_400

function makeTable(timeZone: string): ZoneTable {
  const blocks = new Map<number, readonly Segment[]>()
  let last: Segment = { start: 0, end: 0, offset: 0 }
  return {
    segmentAt(instant) {
      if (instant >= last.start && instant < last.end) return last
      const index = Math.floor(instant / BLOCK)
      let segments = blocks.get(index)
      if (!segments) {
        segments = currentOffsetSource()(timeZone, (offsetAt) => probe(index * BLOCK, (index + 1) * BLOCK, offsetAt))
        blocks.set(index, segments)
      }
      let low = 0
      let high = segments.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if (instant < segments[middle].end) high = middle
        else low = middle + 1
      }
      last = segments[low]
      return last
    },
  }
}

function probe(start: number, end: number, offsetAt: OffsetReader): readonly Segment[] {
  const segments: Segment[] = []
  let from = start
  let offset = offsetAt(start)
  for (let at = start; at < end; at += PROBE) {
    const next = Math.min(at + PROBE, end)
    const later = offsetAt(next)
    if (later === offset) continue
    const change = bisect(at, next, offset, offsetAt)
    segments.push({ start: from, end: change, offset })
    from = change
    offset = later
  }
  if (from < end) segments.push({ start: from, end, offset })
  return segments
}

/** The first second with another offset. */
function bisect(low: number, high: number, offset: number, offsetAt: OffsetReader): number {
  let before = low
  let after = high
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle) === offset) before = middle
    else after = middle
  }
  return after
}
