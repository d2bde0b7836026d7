import { indexAtOrAfter, type Runs } from './windows.ts'

/** Two gaps that follow each other, and how often they do. */
export interface GapPair {
  readonly before: number
  readonly gap: number
  readonly count: number
}

/**
 * What the gaps between runs tell of every job of a schedule at once, however long its runs take. Counted from the second gap between runs that are at or after
 * the calendar's beginning: what reaches in from before is for each job to look at.
 */
export interface Rhythm {
  /** Seconds between any two runs, those before the beginning included; infinite (the longest: 0) for fewer than two. */
  readonly shortestGap: number
  readonly longestGap: number
  /** The greatest common divisor of all gaps; 0 for fewer than two runs. */
  readonly step: number
  readonly pairs: readonly GapPair[]
  /** The longest time over two gaps in a row. */
  readonly longestPair: number
  /** Index of the first run at or after the beginning. */
  readonly begin: number
}

const rhythms = new WeakMap<Runs, Rhythm>()

/** The rhythm of runs, taken once for all jobs that share them. */
export function rhythmOf(runs: Runs): Rhythm {
  let rhythm = rhythms.get(runs)
  if (!rhythm) {
    rhythm = takeRhythm(runs)
    rhythms.set(runs, rhythm)
  }
  return rhythm
}

function takeRhythm(runs: Runs): Rhythm {
  const begin = indexAtOrAfter(runs, 0)
  const counts = new Map<number, Map<number, number>>()
  let shortestGap = Number.POSITIVE_INFINITY
  let longestGap = 0
  let step = 0
  let before = 0
  let gap = 0
  let alike = 0
  for (let index = 1; index < runs.length; index++) {
    const next = runs[index] - runs[index - 1]
    if (alike > 0 && next === gap && before === gap) {
      alike++
      continue
    }
    if (alike > 0) add(counts, before, gap, alike)
    if (next < shortestGap) shortestGap = next
    if (next > longestGap) longestGap = next
    step = divisor(step, next)
    before = gap
    gap = next
    alike = index >= begin + 2 ? 1 : 0
  }
  if (alike > 0) add(counts, before, gap, alike)
  const pairs = [...counts].flatMap(([first, seconds]) => [...seconds].map(([second, count]) => ({ before: first, gap: second, count })))
  return { shortestGap, longestGap, step, pairs, longestPair: Math.max(0, ...pairs.map((pair) => pair.before + pair.gap)), begin }
}

function add(counts: Map<number, Map<number, number>>, before: number, gap: number, count: number): void {
  let seconds = counts.get(before)
  if (!seconds) counts.set(before, (seconds = new Map<number, number>()))
  seconds.set(gap, (seconds.get(gap) ?? 0) + count)
}

export function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}
