/** The part of the calendar that is on the screen: seconds after its start, which may be fractions. */
export interface View {
  readonly from: number
  readonly until: number
}

/** The closest look: a minute from edge to edge. */
export const CLOSEST = 60

/** A view of this span around a place: no closer than a minute, within the calendar. */
export function clamped({ from, until }: View, length: number): View {
  const span = Math.min(Math.max(until - from, Math.min(CLOSEST, length)), length)
  const middle = (from + until) / 2
  const start = Math.min(Math.max(middle - span / 2, 0), length - span)
  return { from: start, until: start + span }
}

/** `factor` below one comes closer. What stands at `anchor` stays where it is. */
export function zoomed({ from, until }: View, factor: number, anchor: number, length: number): View {
  const span = Math.min(Math.max((until - from) * factor, Math.min(CLOSEST, length)), length)
  const share = (anchor - from) / (until - from)
  return clamped({ from: anchor - share * span, until: anchor + (1 - share) * span }, length)
}

export function panned({ from, until }: View, seconds: number, length: number): View {
  return clamped({ from: from + seconds, until: until + seconds }, length)
}

/** A view of `span` seconds that keeps the middle. */
export function spanning({ from, until }: View, span: number, length: number): View {
  const middle = (from + until) / 2
  return clamped({ from: middle - span / 2, until: middle + span / 2 }, length)
}

/** A view that shows a stretch with room on both sides. */
export function around(from: number, until: number, length: number): View {
  const room = Math.max((until - from) * 2, 900)
  return clamped({ from: from - room, until: until + room }, length)
}
