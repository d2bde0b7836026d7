import { indexAtOrAfter } from '../calendar/windows.ts'
import { binFor, bordersFor, isHeat } from './draw-rows.ts'
import { runsOf, type Job } from './model.ts'
import { secondAt, secondsPerPixel, type Scene } from './scene.ts'

/** What is under a place of a row: a run, by its index, or a cell of the heat map. */
export type Hit =
  { readonly kind: 'run'; readonly index: number } | { readonly kind: 'cell'; readonly from: number; readonly until: number }

const NEAR_PIXELS = 6

export function hitAt(scene: Scene, job: Job, x: number): Hit | undefined {
  const second = secondAt(scene, x)
  const runs = runsOf(job)
  if (isHeat(scene, job)) {
    const borders = bordersFor(scene, binFor(scene))
    const index = borders.findIndex((border) => border > second) - 1
    if (index < 0) return undefined
    const [from, until] = [borders[index], borders[index + 1]]
    const first = indexAtOrAfter(runs, Math.ceil(from))
    return first < runs.length && runs[first] < until ? { kind: 'cell', from, until } : undefined
  }
  const near = NEAR_PIXELS * secondsPerPixel(scene)
  const after = indexAtOrAfter(runs, Math.ceil(second))
  const before = after - 1
  if (before >= 0 && second <= runs[before] + Math.max(job.takes ?? 0, near)) return { kind: 'run', index: before }
  return after < runs.length && runs[after] - second <= near ? { kind: 'run', index: after } : undefined
}
