import type { LoadedWindows } from '../calendar/load.ts'
import { grouped } from '../calendar/load-levels.ts'
import { indexAtOrAfter } from '../calendar/windows.ts'
import { runsOf, type Job } from './model.ts'

export type Measure = 'pods' | 'cpu' | 'memory'

/** What asks for resources. Jobs of unknown duration are no part of the load. */
export function loadOf(jobs: readonly Job[]): readonly LoadedWindows[] {
  const loaded = jobs.flatMap((job): readonly LoadedWindows[] => {
    const runs = runsOf(job)
    const { pods, cpu, memory } = job
    return job.takes === undefined || runs.length === 0 ? [] : [{ runs, duration: job.takes, demand: { pods, cpu, memory } }]
  })
  return grouped(loaded)
}

/** Jobs with a window open at an instant. */
export function openAt(jobs: readonly Job[], instant: number): readonly Job[] {
  return jobs.filter((job) => {
    if (job.takes === undefined) return false
    const runs = runsOf(job)
    const latest = indexAtOrAfter(runs, instant + 1) - 1
    return latest >= 0 && runs[latest] + job.takes > instant
  })
}
