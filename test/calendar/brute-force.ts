import type { LoadedWindows } from '../../lib/calendar/load.ts'
import type { Meeting } from '../../lib/calendar/self-overlap.ts'
import type { Windows } from '../../lib/calendar/windows.ts'

/* The same questions answered in the slowest and plainest way: lists of windows, every pair, every instant at which something changes. */

interface Window {
  readonly opens: number
  readonly closes: number
}

export function windowsWithin({ runs, duration }: Windows, length: number): readonly Window[] {
  return [...runs]
    .filter((run) => run < length && run + duration > 0)
    .map((run) => ({ opens: Math.max(run, 0), closes: Math.min(run + duration, length) }))
}

/** Seconds of the range in which `holds` is true, and the first stretch of them. */
function secondsWhere(
  edges: readonly number[],
  holds: (at: number) => boolean,
): { readonly total: number; readonly first: { from: number; until: number } | undefined } {
  const instants = [...new Set(edges)].sort((a, b) => a - b)
  let total = 0
  let first: { from: number; until: number } | undefined
  let ended = false
  for (let index = 0; index + 1 < instants.length; index++) {
    const [at, next] = [instants[index], instants[index + 1]]
    if (!holds(at)) {
      ended ||= first !== undefined
      continue
    }
    total += next - at
    if (first === undefined) first = { from: at, until: next }
    else if (!ended) first.until = next
  }
  return { total, first }
}

const edgesOf = (windows: readonly Window[]) => windows.flatMap(({ opens, closes }) => [opens, closes])
const openAt = (windows: readonly Window[], at: number) => windows.filter(({ opens, closes }) => opens <= at && at < closes).length

export function selfByForce(windows: Windows, length: number): Meeting | undefined {
  const all = windowsWithin(windows, length)
  const count = all.filter(({ opens }, index) => all.slice(0, index).some((earlier) => earlier.closes > opens)).length
  const { total, first } = secondsWhere(edgesOf(all), (at) => openAt(all, at) >= 2)
  return first && { count, totalSeconds: total, first }
}

export function pairByForce(a: Windows, b: Windows, length: number): Meeting | undefined {
  const left = windowsWithin(a, length)
  const right = windowsWithin(b, length)
  const count = left.reduce((sum, one) => sum + right.filter((other) => one.opens < other.closes && other.opens < one.closes).length, 0)
  const { total, first } = secondsWhere(edgesOf([...left, ...right]), (at) => openAt(left, at) > 0 && openAt(right, at) > 0)
  return first && { count, totalSeconds: total, first }
}

export function peakByForce(jobs: readonly LoadedWindows[], length: number, measure: 'pods' | 'cpu' | 'memory') {
  const all = jobs.flatMap((job) => windowsWithin(job, length).map((window) => ({ ...window, demand: job.demand })))
  const instants = [...new Set([...edgesOf(all), length])].sort((a, b) => a - b)
  let peak: { from: number; until: number; pods: number; cpu: number; memory: number } | undefined
  for (const [index, at] of instants.entries()) {
    const open = all.filter(({ opens, closes }) => opens <= at && at < closes)
    const sum = (of: 'pods' | 'cpu' | 'memory') =>
      open.reduce((total, { demand }) => total + (of === 'cpu' ? Math.round(demand.cpu * 1e6) : demand[of]), 0)
    const level = { pods: sum('pods'), cpu: sum('cpu') / 1e6, memory: sum('memory') }
    if (level[measure] > (peak?.[measure] ?? 0)) peak = { from: at, until: instants[index + 1], ...level }
  }
  return peak
}
