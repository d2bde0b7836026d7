import { nameOf, type Cluster } from '../fleet/index.ts'
import { blackoutHits } from './blackouts.ts'
import {
  instantText,
  type BlackoutLine,
  type CalendarOptions,
  type Capacity,
  type CapacityLine,
  type EarlyStartLine,
  type QuotaLine,
  type TimeRange,
} from './calendar.ts'
import { excessesOf } from './excess.ts'
import { amountsOf, CPU_UNITS } from './load.ts'
import { quotaExcesses } from './quotas.ts'
import { dependenciesOf, earlyStarts } from './stages.ts'
import { windowsOf, type Entry } from './timetable.ts'
import { openAt, type Stretch } from './windows.ts'

export function blackoutLines(cluster: Cluster, entries: readonly Entry[], options: CalendarOptions): readonly BlackoutLine[] {
  return blackoutHits(cluster, entries, options, ({ expected }) => expected.seconds).map(
    ({ entry, blackout, count, starts, totalSeconds, first }) => ({
      ...{ job: entry.key, blackout, count, starts, totalSeconds },
      first: rangeText(first, options.from),
    }),
  )
}

export function earlyStartLines(entries: readonly Entry[], { from, until }: CalendarOptions): readonly EarlyStartLine[] {
  const byName = new Map(entries.map((entry) => [entry.cronJob, entry]))
  return dependenciesOf(entries.map(({ cronJob }) => cronJob)).flatMap(({ stage, before, reason }): readonly EarlyStartLine[] => {
    const [one, other] = [byName.get(stage), byName.get(before)]
    const early = one && other && earlyStarts(other, one, until - from)
    if (!early) return []
    const { seconds } = other.expected
    return [
      {
        ...{ stage: nameOf(stage), after: nameOf(before), reason, count: early.count },
        first: { at: instantText(from + early.run), ...(early.gap === undefined ? {} : { gapSeconds: early.gap }) },
        ...(seconds === undefined ? {} : { durationSeconds: seconds }),
      },
    ]
  })
}

export function quotaLines(cluster: Cluster, entries: readonly Entry[], { from, until }: CalendarOptions): readonly QuotaLine[] {
  return quotaExcesses(cluster, entries, until - from, ({ expected }) => expected.seconds).map(
    ({ namespace, quota, resource, limit, most, count, totalSeconds, peak, entries: jobs }) => ({
      ...{ namespace, quota, resource, limit, most, count, totalSeconds },
      peak: rangeText(peak, from),
      jobs: jobs.map(({ key }) => key),
    }),
  )
}

const THINGS = ['pods', 'cpu', 'memory'] as const

export function capacityLines(entries: readonly Entry[], { from, until, capacity }: CalendarOptions): readonly CapacityLine[] {
  if (!capacity) return []
  const loaded = entries.flatMap((entry) => {
    const windows = windowsOf(entry)
    return windows ? [{ entry, ...windows, amounts: amountsOf(windows.demand) }] : []
  })
  return excessesOf(loaded, limitsOf(capacity), until - from).flatMap((excess, index) =>
    excess
      ? [
          {
            resource: THINGS[index],
            limit: capacity[THINGS[index]] ?? 0,
            most: index === 1 ? excess.most / CPU_UNITS : excess.most,
            count: excess.count,
            totalSeconds: excess.totalSeconds,
            peak: rangeText(excess.peak, from),
            jobs: loaded.filter((one) => one.amounts[index] > 0 && openAt(one, excess.peak.from) > 0).map(({ entry }) => entry.key),
            stretches: excess.stretches.map((stretch) => rangeText(stretch, from)),
          },
        ]
      : [],
  )
}

function limitsOf(capacity: Capacity): readonly { readonly limit: number }[] {
  return THINGS.map((thing) => ({
    limit: Math.floor((capacity[thing] ?? Number.POSITIVE_INFINITY) * (thing === 'cpu' ? CPU_UNITS : 1) + 1e-6),
  }))
}

/** A stretch of the calendar as two instants. */
export function rangeText(stretch: Stretch, from: number): TimeRange {
  return { from: instantText(from + stretch.from), until: instantText(from + stretch.until) }
}
