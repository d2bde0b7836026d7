import { zoneTable } from './zone-table.ts'

/** A moment at which the clocks of a zone are set: summer time begins or ends, a country changes its mind. */
export interface OffsetChange {
  /** Unix seconds: the first second with the new offset. */
  readonly at: number
  /** Seconds east of UTC. */
  readonly before: number
  readonly after: number
}

/** The changes of a zone with from ≤ at < until, ascending. UTC has none. Throws a RangeError for an unknown zone. */
export function* offsetChanges(timeZone: string | undefined, from: number, until: number): Generator<OffsetChange> {
  const zone = zoneTable(timeZone)
  let segment = zone.segmentAt(Math.floor(from) - 1)
  while (segment.end < until) {
    const next = zone.segmentAt(segment.end)
    // A table is filled in blocks of years: a border between two blocks is no change.
    if (next.offset !== segment.offset) yield { at: next.start, before: segment.offset, after: next.offset }
    segment = next
  }
}

/** Seconds that a zone is east of UTC at an instant (Unix seconds). Throws a RangeError for an unknown zone. */
export function offsetAt(timeZone: string | undefined, instant: number): number {
  return zoneTable(timeZone).segmentAt(Math.floor(instant)).offset
}
