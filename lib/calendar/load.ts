import { changesByDay, DAY, type Taking } from './load-days.ts'
import { gridOf } from './load-grid.ts'
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

/** The exact peaks of the load, and the largest numbers of each day. */
export function loadOf(jobs: readonly LoadedWindows[], length: number): LoadPeaks {
  const taking = jobs.map(({ runs, duration, demand }) => ({ runs, duration, amounts: amountsOf(demand) }))
  const { peaks, days } = peaksOf(taking, 3, length)
  const [pods, cpu, memory] = peaks.map((peak) => peak && { from: peak.from, until: peak.until, ...demandOf(peak.levels) })
  return { pods, cpu, memory, days: days.map(demandOf) }
}

export function amountsOf({ pods, cpu, memory }: Demand): readonly number[] {
  return [pods, Math.round(cpu * CPU_UNITS), Math.ceil(memory)]
}

function demandOf([pods, cpu, memory]: readonly number[]): Demand {
  return { pods, cpu: cpu / CPU_UNITS, memory }
}

/** When one thing is taken most, with what is taken of all things then. */
export interface PeakOfThings extends Stretch {
  readonly levels: readonly number[]
}

export interface Peaks {
  readonly peaks: readonly (PeakOfThings | undefined)[]
  readonly days: readonly (readonly number[])[]
}

/**
 * For each of `width` things the first instant at which most of it is taken. Load only grows when a window opens, so a peak begins at an opening, and openings stand on
 * a grid (minutes, unless an `@every` says otherwise); the load at a point of the grid is all that opened by then less all that closed by then.
 */
export function peaksOf(jobs: readonly Taking[], width: number, length: number): Peaks {
  const highest: ({ readonly at: number; readonly levels: readonly number[] } | undefined)[] = Array.from({ length: width })
  const most = new Float64Array(width)
  const days: number[][] = []
  eachLevel(jobs, width, gridOf(jobs), length, (at, levels) => {
    const largest = (days[Math.floor(at / DAY)] ??= new Array<number>(width).fill(0))
    for (let thing = 0; thing < width; thing++) {
      if (levels[thing] > largest[thing]) largest[thing] = levels[thing]
      if (levels[thing] <= most[thing]) continue
      most[thing] = levels[thing]
      highest[thing] = { at, levels: [...levels] }
    }
  })
  const peaks = highest.map((found) => found && { from: found.at, until: nextChange(jobs, found.at, length), levels: found.levels })
  return { peaks, days }
}

/** Visits the load at every point of a grid within the calendar, `step` seconds apart. */
export function eachLevel(
  jobs: readonly Taking[],
  width: number,
  step: number,
  length: number,
  visit: (at: number, levels: Float64Array) => void,
): void {
  const changes = changesByDay(jobs, width, step)
  const size = DAY / step
  const deltas = new Float64Array(size * width)
  const levels = new Float64Array(width)
  for (let day = changes.first; day * DAY < length; day++) {
    for (const { points, deltas: given } of changes.on(day))
      for (let index = 0, from = 0; index < points.length; index++)
        for (let slot = points[index] * width, end = slot + width; slot < end; slot++) deltas[slot] += given[from++]
    const end = Math.min((day + 1) * DAY, length)
    for (let at = day * DAY, slot = 0; at < end; at += step) {
      for (let thing = 0; thing < width; thing++) levels[thing] += deltas[slot++]
      if (at >= 0) visit(at, levels)
    }
    deltas.fill(0)
  }
}

/** The next instant at which a window opens or closes. */
function nextChange(jobs: readonly Windows[], after: number, length: number): number {
  let next = length
  for (const { runs, duration } of jobs) {
    const opens = runs[indexAtOrAfter(runs, after + 1)]
    const closing = runs[indexAtOrAfter(runs, after + 1 - duration)]
    if (opens < next) next = opens
    if (closing + duration < next) next = closing + duration
  }
  return next
}
