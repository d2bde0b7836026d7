import { indexAtOrAfter, type Windows } from './windows.ts'
import type { Demand, LoadedWindows } from './load.ts'

/** The load in equal cells of time. */
export interface Levels {
  readonly pods: Float64Array
  readonly cpu: Float64Array
  readonly memory: Float64Array
}

export const MEASURES = ['pods', 'cpu', 'memory'] as const satisfies readonly (keyof Demand & keyof Levels)[]

export function levelsFor(cells: number): Levels {
  return { pods: new Float64Array(cells), cpu: new Float64Array(cells), memory: new Float64Array(cells) }
}

/**
 * The load in cells of `step` seconds from `from` on: what is open at any time in a cell. Where runs start on the cells' borders, as they do on minutes, that is
 * exactly the largest load of the cell, because load only grows where a window opens.
 */
export function fillLevels(levels: Levels, jobs: readonly LoadedWindows[], from: number, step: number): void {
  const { pods, cpu, memory } = levels
  const cells = pods.length
  for (const measure of MEASURES) levels[measure].fill(0)
  for (const { runs, duration, demand } of jobs) {
    const end = indexAtOrAfter(runs, from + cells * step)
    for (let index = indexAtOrAfter(runs, from - duration + 1); index < end; index++) {
      const opens = Math.max(0, Math.floor((runs[index] - from) / step))
      const closes = Math.ceil((runs[index] + duration - from) / step)
      pods[opens] += demand.pods
      cpu[opens] += demand.cpu
      memory[opens] += demand.memory
      if (closes >= cells) continue
      pods[closes] -= demand.pods
      cpu[closes] -= demand.cpu
      memory[closes] -= demand.memory
    }
  }
  for (const measure of MEASURES) {
    const level = levels[measure]
    for (let cell = 1; cell < cells; cell++) level[cell] += level[cell - 1]
    // Sums of fractions leave a trace where nothing is open.
    for (let cell = 0; cell < cells; cell++) if (level[cell] < 1e-9) level[cell] = 0
  }
}

/** Jobs of one schedule and duration ask for their resources together. */
export function grouped(jobs: readonly LoadedWindows[]): readonly LoadedWindows[] {
  const groups = new Map<Windows['runs'], Map<number, LoadedWindows>>()
  for (const { runs, duration, demand } of jobs) {
    const bySchedule = groups.get(runs) ?? new Map<number, LoadedWindows>()
    groups.set(runs, bySchedule)
    const { pods, cpu, memory } = bySchedule.get(duration)?.demand ?? { pods: 0, cpu: 0, memory: 0 }
    bySchedule.set(duration, {
      runs,
      duration,
      demand: { pods: pods + demand.pods, cpu: cpu + demand.cpu, memory: memory + demand.memory },
    })
  }
  return [...groups.values()].flatMap((bySchedule) => [...bySchedule.values()])
}
