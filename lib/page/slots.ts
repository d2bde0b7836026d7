import { indexAtOrAfter } from '../calendar/windows.ts'
import { fillLevels, levelsFor, MEASURES, type Levels } from '../calendar/load-levels.ts'
import { loadOf } from './load.ts'
import { runsOf, type Job } from './model.ts'

/** Quarters of an hour: every zone's hours are made of them. */
export const SLOT = 900
const DAY = 86_400

/** The whole calendar in quarters of an hour: the largest load of each, and how many runs start in it. */
export interface Slots extends Levels {
  readonly starts: Float64Array
}

/** Works day by day, so that a page stays awake between the days. Slots begin on whole quarters: `lead` seconds before the calendar. */
export function* fillSlots(jobs: readonly Job[], lead: number, length: number): Generator<Slots, Slots> {
  const count = Math.ceil((length + lead) / SLOT)
  const slots: Slots = { ...levelsFor(count), starts: new Float64Array(count) }
  // Runs of a dense schedule take a while to enumerate.
  for (const job of jobs) if (runsOf(job).length > 40_000) yield slots
  const groups = loadOf(jobs)
  const day = levelsFor(DAY / 60)
  const schedules = new Map<Int32Array, number>()
  for (const job of jobs) schedules.set(runsOf(job), (schedules.get(runsOf(job)) ?? 0) + 1)
  for (let base = -lead; base < length; base += DAY) {
    fillLevels(day, groups, base, 60)
    const first = (base + lead) / SLOT
    for (let slot = first; slot < Math.min(first + DAY / SLOT, count); slot++) {
      for (const measure of MEASURES) {
        let largest = 0
        for (let cell = (slot - first) * 15, end = cell + 15; cell < end; cell++) largest = Math.max(largest, day[measure][cell])
        slots[measure][slot] = largest
      }
    }
    for (const [runs, jobCount] of schedules) {
      const end = indexAtOrAfter(runs, Math.min(base + DAY, length))
      for (let index = indexAtOrAfter(runs, Math.max(0, base)); index < end; index++)
        slots.starts[Math.floor((runs[index] + lead) / SLOT)] += jobCount
    }
    yield slots
  }
  return slots
}
