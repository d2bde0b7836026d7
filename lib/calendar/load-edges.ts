import { CPU_UNITS, type LoadedWindows } from './load.ts'
import { reaching, type Runs } from './windows.ts'

/** The points at which windows open: `lead` seconds before the calendar begins, and every `step` seconds from there. */
export interface Grid {
  /** Seconds; divides a minute. */
  readonly step: number
  readonly lead: number
  readonly length: number
}

/** Windows that open together, or that close between the same two points of the grid: one line for all jobs of a schedule and such a duration. */
export interface Edge {
  readonly runs: Runs
  /** Points of the grid after each run. */
  readonly shift: number
  readonly end: number
  next: number
  pods: number
  cpu: number
  memory: number
}

/** The coarsest grid, a minute at most, on which every run stands. */
export function gridOf(jobs: readonly LoadedWindows[], length: number): Grid {
  const schedules = new Set(jobs.map(({ runs }) => runs).filter((runs) => runs.length > 0))
  const [first] = schedules
  if (!first) return { step: 60, lead: 0, length }
  const lead = ((-first[0] % 60) + 60) % 60
  let step = 60
  for (const runs of schedules) {
    for (let index = 0; index < runs.length; index++)
      if ((runs[index] + lead) % step !== 0) step = divisor(step, Math.abs(runs[index] + lead))
  }
  return { step, lead: lead % step, length }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** An opening and a closing line for each schedule and duration, with what all their jobs ask for together. */
export function edgesOf(jobs: readonly LoadedWindows[], { step, length }: Grid): readonly Edge[] {
  const bySchedule = new Map<Runs, Map<number, Edge>>()
  const edges: Edge[] = []
  for (const { runs, duration, demand } of jobs) {
    const { start, end } = reaching({ runs, duration }, length)
    const lines = bySchedule.get(runs) ?? new Map<number, Edge>()
    bySchedule.set(runs, lines)
    for (const [shift, sign] of [
      [0, 1],
      [Math.ceil(duration / step), -1],
    ]) {
      // How far back windows reach in depends on the seconds of the duration.
      const key = shift * 4_096 + (start % 4_096)
      let edge = lines.get(key)
      if (edge?.next !== start) {
        edge = { runs, shift, next: start, end, pods: 0, cpu: 0, memory: 0 }
        lines.set(key, edge)
        edges.push(edge)
      }
      edge.pods += sign * demand.pods
      edge.cpu += sign * Math.round(demand.cpu * CPU_UNITS)
      edge.memory += sign * demand.memory
    }
  }
  return edges
}
