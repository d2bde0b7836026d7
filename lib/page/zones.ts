import { offsetsFromIntl, useOffsetSource } from '../schedule/offset-source.ts'
import type { ZoneData } from './page-data.ts'

/** A stretch of instants in which a clock keeps its offset from UTC. */
export interface ClockStretch {
  readonly from: number
  readonly until: number
  /** Seconds east of UTC. */
  readonly offset: number
}

export interface Zones {
  readonly offsetAt: (zone: string, instant: number) => number
  /** The stretches of a range, ascending, cut to it. */
  readonly stretches: (zone: string, from: number, until: number) => readonly ClockStretch[]
}

/** The clocks that came with the page. They are also what schedules are read by: a browser with other tables shows the same runs. */
export function zonesOf(given: readonly ZoneData[]): Zones {
  const byName = new Map(given.map((zone) => [zone.name, zone]))
  const offsetAt = (name: string, instant: number): number => {
    const zone = byName.get(name)
    return zone ? (zone.offsets[stretchAt(zone, instant)] as number) : 0
  }
  useOffsetSource((name, read) => (byName.has(name) ? read((instant) => offsetAt(name, instant)) : offsetsFromIntl(name, read)))
  return {
    offsetAt,
    stretches(name, from, until) {
      const zone = byName.get(name)
      if (!zone) return [{ from, until, offset: 0 }]
      const found: ClockStretch[] = []
      for (let index = stretchAt(zone, from), start = from; start < until; index++) {
        const end = Math.min(zone.ends[index] ?? Number.POSITIVE_INFINITY, until)
        found.push({ from: start, until: end, offset: zone.offsets[index] as number })
        start = end
      }
      return found
    },
  }
}

function stretchAt({ ends }: ZoneData, instant: number): number {
  let index = 0
  while (index < ends.length && instant >= (ends[index] as number)) index++
  return index
}
