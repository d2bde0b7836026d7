import { meetingStretches, type Stretches } from '../calendar/meeting-stretches.ts'
import type { Windows } from '../calendar/windows.ts'
import { runsOf, type Job, type Overlap } from './model.ts'

const known = new Map<Overlap, Stretches>()
let kept = 0
/** Numbers that are kept at most: overlaps that nobody looks at any more go. */
const MOST_KEPT = 24_000_000

/** Every stretch in which the two jobs of an overlap are open together. */
export function stretchesOf(overlap: Overlap, length: number): Stretches {
  let stretches = known.get(overlap)
  if (!stretches) {
    const a = windowsOf(overlap.a)
    stretches = meetingStretches(a, overlap.a === overlap.b ? a : windowsOf(overlap.b), length)
    if (kept + stretches.length > MOST_KEPT) {
      known.clear()
      kept = 0
    }
    known.set(overlap, stretches)
    kept += stretches.length
  }
  return stretches
}

/** The same, where it is known already. */
export function knownStretches(overlap: Overlap): Stretches | undefined {
  return known.get(overlap)
}

function windowsOf(job: Job): Windows {
  return { runs: runsOf(job), duration: job.takes ?? 0 }
}

/** The index of the first stretch that ends after an instant. */
export function stretchAfter(stretches: Stretches | readonly number[], instant: number): number {
  let low = 0
  let high = stretches.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if (stretches[middle * 2 + 1] > instant) high = middle
    else low = middle + 1
  }
  return low
}
