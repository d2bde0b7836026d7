import { DAY, dayOfLoad, OPEN, type Peaks } from './load-day.ts'
import { indexAtOrAfter, reaching, type Runs, type Stretch, type Windows } from './windows.ts'

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
const CPU_UNITS = 1_000_000

/** Windows that open together, or close together: one line for all jobs of a schedule, or of a schedule and a duration. */
interface Edge {
  readonly runs: Runs
  /** Seconds after each run. */
  readonly shift: number
  readonly end: number
  next: number
  pods: number
  cpu: number
  memory: number
}

/**
 * The load at every instant, second by second and exact, in difference arrays of one day at a time. Jobs of one schedule open as one line; jobs of one schedule
 * and one duration close as one. So the cost is runs of distinct schedules and durations, and the memory is a day.
 */
export function loadOf(jobs: readonly LoadedWindows[], length: number): LoadPeaks {
  const edges = edgesOf(jobs, length)
  const peaks: Peaks = { pods: undefined, cpu: undefined, memory: undefined, days: [], level: { pods: 0, cpu: 0, memory: 0 } }
  const day = dayOfLoad()
  for (let base = 0; base < length; base += DAY) {
    for (const edge of edges) pour(edge, base, Math.min(base + DAY, length), day)
    day.drain(base, peaks)
  }
  const finished = (peak: Peak | undefined) =>
    peak && { ...peak, cpu: peak.cpu / CPU_UNITS, until: peak.until === OPEN ? length : peak.until }
  return {
    pods: finished(peaks.pods),
    cpu: finished(peaks.cpu),
    memory: finished(peaks.memory),
    days: peaks.days.map((demand) => ({ ...demand, cpu: demand.cpu / CPU_UNITS })),
  }
}

function pour(edge: Edge, base: number, bound: number, { deltas, mark }: ReturnType<typeof dayOfLoad>): void {
  const { runs, shift, end, pods, cpu, memory } = edge
  let index = edge.next
  for (; index < end; index++) {
    // What opened before the calendar is open from its first second.
    const at = runs[index] + shift
    if (at >= bound) break
    const second = at < base ? 0 : at - base
    const slot = second * 3
    deltas[slot] += pods
    deltas[slot + 1] += cpu
    deltas[slot + 2] += memory
    mark[second >>> 5] |= 1 << (second & 31)
  }
  edge.next = index
}

function edgesOf(jobs: readonly LoadedWindows[], length: number): readonly Edge[] {
  const bySchedule = new Map<Runs, Map<number, Edge>>()
  const edges: Edge[] = []
  const edge = (runs: Runs, shift: number, duration: number): Edge => {
    const key = shift === 0 ? -indexAtOrAfter(runs, 1 - duration) : shift
    const lines = bySchedule.get(runs) ?? new Map<number, Edge>()
    bySchedule.set(runs, lines)
    const known = lines.get(key)
    if (known) return known
    const { start, end } = reaching({ runs, duration }, length)
    const made: Edge = { runs, shift, next: start, end, pods: 0, cpu: 0, memory: 0 }
    lines.set(key, made)
    edges.push(made)
    return made
  }
  for (const { runs, duration, demand } of jobs) {
    const cpu = Math.round(demand.cpu * CPU_UNITS)
    add(edge(runs, 0, duration), demand.pods, cpu, demand.memory)
    add(edge(runs, duration, duration), -demand.pods, -cpu, -demand.memory)
  }
  return edges
}

function add(edge: Edge, pods: number, cpu: number, memory: number): void {
  edge.pods += pods
  edge.cpu += cpu
  edge.memory += memory
}
