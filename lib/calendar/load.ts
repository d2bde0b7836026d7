import { edgesOf, gridOf, type Edge, type Grid } from './load-edges.ts'
import { indexAtOrAfter, type Stretch, type Windows } from './windows.ts'

/** What every window of a job asks of the cluster while it is open. */
export interface Demand {
  readonly pods: number
  /** Cores. */
  readonly cpu: number
  /** Bytes. */
  readonly memory: number
}

export interface LoadedWindows extends Windows {
  readonly demand: Demand
}

/** The busiest stretch: until the next instant at which any window opens or closes. */
export interface Peak extends Stretch, Demand {}

export interface LoadPeaks {
  readonly pods: Peak | undefined
  readonly cpu: Peak | undefined
  readonly memory: Peak | undefined
  /** The largest numbers of each day since `from`, for charts. */
  readonly days: readonly Demand[]
}

/** Millionths of a core, so that sums are exact. */
export const CPU_UNITS = 1_000_000
const DAY = 86_400

interface Level {
  pods: number
  cpu: number
  memory: number
}

type Measure = keyof Level

/**
 * The exact peaks of the load. Load only grows when a window opens, so a peak begins at an opening; openings stand on a grid (minutes, unless an `@every` says
 * otherwise), and the load at a point of the grid is all that opened by then less all that closed by then. A day of the grid at a time, in difference arrays.
 */
export function loadOf(jobs: readonly LoadedWindows[], length: number): LoadPeaks {
  const grid = gridOf(jobs, length)
  const edges = edgesOf(jobs, grid)
  const cells = DAY / grid.step
  const deltas = new Float64Array(cells * 3)
  const level: Level = { pods: 0, cpu: 0, memory: 0 }
  const highest: Partial<Record<Measure, { readonly cell: number } & Level>> = {}
  const days: Demand[] = []
  for (let base = 0; base * grid.step - grid.lead < length; base += cells) {
    for (const edge of edges) pour(edge, base, base + cells, grid, deltas)
    const largest: Level = { pods: 0, cpu: 0, memory: 0 }
    for (let cell = 0; cell < cells && (base + cell) * grid.step - grid.lead < length; cell++) {
      level.pods += deltas[cell * 3]
      level.cpu += deltas[cell * 3 + 1]
      level.memory += deltas[cell * 3 + 2]
      if (level.pods > largest.pods) largest.pods = level.pods
      if (level.cpu > largest.cpu) largest.cpu = level.cpu
      if (level.memory > largest.memory) largest.memory = level.memory
      if (level.pods > (highest.pods?.pods ?? 0)) highest.pods = { cell: base + cell, ...level }
      if (level.cpu > (highest.cpu?.cpu ?? 0)) highest.cpu = { cell: base + cell, ...level }
      if (level.memory > (highest.memory?.memory ?? 0)) highest.memory = { cell: base + cell, ...level }
    }
    deltas.fill(0)
    days.push({ ...largest, cpu: largest.cpu / CPU_UNITS })
  }
  const peak = (measure: Measure): Peak | undefined => {
    const found = highest[measure]
    if (!found) return undefined
    const from = Math.max(0, found.cell * grid.step - grid.lead)
    return { from, until: nextChange(jobs, from, length), pods: found.pods, cpu: found.cpu / CPU_UNITS, memory: found.memory }
  }
  return { pods: peak('pods'), cpu: peak('cpu'), memory: peak('memory'), days }
}

function pour(edge: Edge, base: number, bound: number, { step, lead }: Grid, deltas: Float64Array): void {
  const { runs, shift, end, pods, cpu, memory } = edge
  let index = edge.next
  for (; index < end; index++) {
    const cell = (runs[index] + lead) / step + shift
    if (cell >= bound) break
    // What opened before the calendar is open from its first second.
    const slot = cell < base ? 0 : (cell - base) * 3
    deltas[slot] += pods
    deltas[slot + 1] += cpu
    deltas[slot + 2] += memory
  }
  edge.next = index
}

/** The next instant at which a window opens or closes. */
function nextChange(jobs: readonly LoadedWindows[], after: number, length: number): number {
  let next = length
  for (const { runs, duration } of jobs) {
    const opens = runs[indexAtOrAfter(runs, after + 1)]
    const closing = runs[indexAtOrAfter(runs, after + 1 - duration)]
    if (opens < next) next = opens
    if (closing + duration < next) next = closing + duration
  }
  return next
}
