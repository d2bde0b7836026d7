import { offsetAt, offsetChanges } from '../schedule/index.ts'

/** A stretch of instants in which a zone keeps one offset from UTC. */
export interface OffsetSegment {
  readonly from: number
  readonly until: number
  /** Seconds east of UTC. */
  readonly offset: number
}

/** The zone's offsets over a range, each change to the second. Throws a RangeError for a zone that nobody knows. */
export function offsetSegments(timeZone: string, from: number, until: number): readonly OffsetSegment[] {
  const changes = [...offsetChanges(timeZone, from + 1, until)]
  const begins = [{ at: from, after: offsetAt(timeZone, from) }, ...changes]
  return begins.map(({ at, after }, index) => ({ from: at, until: begins[index + 1]?.at ?? until, offset: after }))
}
