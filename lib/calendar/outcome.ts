import { rhythmOf } from './rhythm.ts'
import { indexAtOrAfter, openAt, reaching, type Runs, type Windows } from './windows.ts'

/** What becomes of the runs of a job that meets itself, as the CronJob controller treats them. Counted within the calendar, from a job that is idle before it. */
export interface RunsOutcome {
  readonly policy: 'Allow' | 'Forbid' | 'Replace'
  /** Runs that never start. */
  readonly skipped: number
  /** Runs that start late, as soon as the one before them has ended. */
  readonly late: number
  /** Runs that are killed by the next one before they are done. */
  readonly killed: number
  /** The largest number of runs that are active at one instant. */
  readonly mostAtOnce: number
}

export interface ConcurrencyRules {
  readonly concurrencyPolicy?: string
  readonly startingDeadlineSeconds?: number
}

/** Simulates the concurrencyPolicy of a job over its windows. */
export function outcomeOf(rules: ConcurrencyRules, windows: Windows, length: number): RunsOutcome {
  if (rules.concurrencyPolicy === 'Forbid')
    return { policy: 'Forbid', killed: 0, mostAtOnce: 1, ...forbid(windows, length, rules.startingDeadlineSeconds) }
  if (rules.concurrencyPolicy === 'Replace')
    return { policy: 'Replace', skipped: 0, late: 0, killed: killed(windows, length), mostAtOnce: 1 }
  return { policy: 'Allow', skipped: 0, late: 0, killed: 0, mostAtOnce: mostAtOnce(windows, length) }
}

/** What happens to the runs, in words. */
export function outcomeWords({ policy, skipped, late, killed, mostAtOnce }: RunsOutcome): string {
  const runs = (count: number): string => `${count} run${count === 1 ? '' : 's'}`
  if (policy === 'Forbid') return `Forbid skips ${runs(skipped)} and starts ${late} late`
  if (policy === 'Replace') return `Replace kills ${runs(killed)}`
  return `Allow lets runs pile up, ${mostAtOnce} at once at most`
}

/** Each run that starts in the calendar ends the one before it, where that is still active. */
function killed({ runs, duration }: Windows, length: number): number {
  let count = 0
  const end = indexAtOrAfter(runs, length)
  for (let index = Math.max(1, indexAtOrAfter(runs, 0)); index < end; index++) if (runs[index] - runs[index - 1] < duration) count++
  return count
}

/**
 * While a run is active no other starts; when it ends the controller looks for the latest run that it owes, and starts it at once unless its deadline is over. What it
 * owes it finds from the first gap between runs (facts of the controller: a Friday's leftover run is not found on Monday).
 */
function forbid(windows: Windows, length: number, deadline: number | undefined): Pick<RunsOutcome, 'skipped' | 'late'> {
  const { runs, duration } = windows
  const { start, end } = reaching(windows, length)
  let skipped = 0
  let late = 0
  const inside = (from: number, until: number): number => Math.max(0, indexIn(runs, until, end) - Math.max(from, indexAtOrAfter(runs, 0)))
  for (let index = start, begins = runs[start]; index < end;) {
    const ends = begins + duration
    const next = indexAtOrAfter(runs, ends)
    // What comes at the very end of a run starts on time; what came before it is owed.
    const owed = next < end && runs[next] === ends ? undefined : latestOwed(runs, index, ends, deadline)
    if (next > end || ends >= length) {
      skipped += inside(index + 1, end)
      break
    }
    if (owed === undefined) {
      skipped += inside(index + 1, next)
      index = next
      begins = runs[next]
    } else {
      skipped += inside(index + 1, next) - (runs[owed] >= 0 ? 1 : 0)
      if (runs[owed] >= 0) late++
      index = owed
      begins = ends
    }
  }
  return { skipped, late }
}

function indexIn(runs: Runs, index: number, end: number): number {
  return Math.min(index, end, runs.length)
}

/** The latest run after `index` that the controller finds at `now`, as it searches: from an estimate of the first gap. */
function latestOwed(runs: Runs, index: number, now: number, deadline: number | undefined): number | undefined {
  const earliest = deadline === undefined ? runs[index] : Math.max(runs[index], now - deadline)
  const first = indexAtOrAfter(runs, earliest + 1)
  if (first >= runs.length || runs[first] > now) return undefined
  if (first + 1 >= runs.length || runs[first + 1] > now) return first
  const gap = runs[first + 1] - runs[first]
  const missed = Math.floor((now - runs[first]) / gap) + 1
  const from = indexAtOrAfter(runs, runs[first] + (missed - 2) * gap + 1)
  const latest = indexAtOrAfter(runs, now + 1) - 1
  return latest >= from ? latest : undefined
}

const spans = new WeakMap<Runs, Map<number, number>>()

/** The shortest time in which `count` further runs follow a run, taken once for all jobs of a schedule. */
function shortestSpan(runs: Runs, count: number): number {
  let known = spans.get(runs)
  if (!known) spans.set(runs, (known = new Map<number, number>()))
  let shortest = known.get(count)
  if (shortest === undefined) {
    shortest = Number.POSITIVE_INFINITY
    for (let index = Math.max(count, rhythmOf(runs).begin); index < runs.length; index++) {
      const span = runs[index] - runs[index - count]
      if (span < shortest) shortest = span
    }
    known.set(count, shortest)
  }
  return shortest
}

/** More runs take more time: the largest number is found by halving. */
function mostAtOnce({ runs, duration }: Windows, length: number): number {
  if (length <= 0) return 0
  let low = 0
  let high = Math.min(runs.length, Math.ceil(duration / rhythmOf(runs).shortestGap) + 1)
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if (shortestSpan(runs, middle) < duration) low = middle
    else high = middle
  }
  const after = runs.length > rhythmOf(runs).begin ? low + 1 : 0
  return Math.max(after, openAt({ runs, duration }, 0))
}
