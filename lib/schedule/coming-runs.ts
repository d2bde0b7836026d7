import { clockChangeEffects, type ClockChangeEffect } from './clock-change.ts'
import type { OffsetChange } from './offset-change.ts'
import type { Schedule } from './parse-schedule.ts'
import { runs } from './runs.ts'
import type { Wall } from './wall.ts'
import { zoneTable } from './zone-table.ts'

/** What a calendar of coming runs has to show: a run, or local times at which none comes because the clocks are set. */
export type Coming = ComingRun | MissedRuns

export interface ComingRun {
  readonly kind: 'run'
  /** Unix seconds. */
  readonly at: number
  readonly wall: Wall
  /** Seconds east of UTC. */
  readonly offset: number
  /** `repeated`: its local time comes twice, and so does the run. `strayed`: a local time that the schedule does not name. */
  readonly effect?: 'repeated' | 'strayed'
  /** The setting of the clocks that explains the effect. */
  readonly change?: OffsetChange
}

export interface MissedRuns {
  readonly kind: 'missed'
  readonly walls: readonly Wall[]
  readonly change: OffsetChange
}

export interface ComingOptions {
  readonly timeZone?: string
  /** Unix seconds: the first run is at or after it. */
  readonly from: number
  /** How many runs, at most. */
  readonly count: number
}

/** The coming runs in their order, with what clock changes do to them. Throws a RangeError for an unknown zone. */
export function comingRuns(schedule: Schedule, { timeZone, from, count }: ComingOptions): readonly Coming[] {
  const found: number[] = []
  // An interval is counted from `from` itself; on the clock a run at `from` is one of them.
  const after = schedule.kind === 'interval' ? from : Math.ceil(from) - 1
  if (count > 0) for (const run of runs(schedule, { timeZone, after })) if (found.push(run) >= count) break
  const last = found.at(-1)
  if (last === undefined) return []
  const zone = zoneTable(schedule.timeZone ?? timeZone)
  const effects = [...clockChangeEffects(schedule, { timeZone, from, until: last + 1 })]
  const coming: Coming[] = found.map((at) => {
    const { offset } = zone.segmentAt(at)
    return { kind: 'run', at, wall: at + offset, offset, ...effectOn(at, effects) }
  })
  for (const { skipped, change } of effects) if (skipped.length > 0) coming.push({ kind: 'missed', walls: skipped, change })
  return coming.sort((a, b) => instantOf(a) - instantOf(b))
}

function effectOn(at: number, effects: readonly ClockChangeEffect[]): Pick<ComingRun, 'effect' | 'change'> {
  for (const { repeated, strayed, change } of effects) {
    if (repeated.some(({ runs: twice }) => twice.includes(at))) return { effect: 'repeated', change }
    if (strayed.some(({ run }) => run === at)) return { effect: 'strayed', change }
  }
  return {}
}

/** A local time that was left out stands where the clocks before the change would have shown it, before the run that comes at that instant. */
function instantOf(coming: Coming): number {
  return coming.kind === 'run' ? coming.at : coming.walls[0] - coming.change.before - 0.5
}
