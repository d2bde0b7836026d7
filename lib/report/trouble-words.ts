import type { ClusterCalendar, EarlyStartLine, ExcessLine, TimeRange } from '../calendar/index.ts'
import { times } from './overlap-words.ts'

/** What else of a cluster does not fit, beside overlaps. */
export interface Trouble {
  readonly kind: 'blackout' | 'too early' | 'quota' | 'capacity'
  readonly words: string
  /** `namespace/name`, those whom it concerns. */
  readonly jobs: readonly string[]
  /** The first or the worst place. */
  readonly at: TimeRange
  /** Every place, as far as the calendar keeps them: only of capacity. */
  readonly stretches: readonly TimeRange[]
  readonly count: number
}

/** Blackouts, stages, quotas and capacity in words. */
export function troublesOf({ blackouts, earlyStarts, quotas, overCapacity }: ClusterCalendar): readonly Trouble[] {
  return [
    ...blackouts.map(({ job, blackout, count, totalSeconds, first }): Trouble => {
      const words = `${job} runs ${times(count)} in ${blackout}, ${totalSeconds} s in all, first ${first.from} to ${first.until}`
      return { kind: 'blackout', words, jobs: [job], at: first, stretches: [], count }
    }),
    ...earlyStarts.map((line): Trouble => {
      const { stage, after, first, count } = line
      return {
        kind: 'too early',
        words: earlyWords(line),
        jobs: [stage, after],
        at: { from: first.at, until: first.at },
        stretches: [],
        count,
      }
    }),
    ...quotas.map((line): Trouble => {
      const words = `${line.namespace} needs ${excessWords(line)} (${line.quota})`
      return { kind: 'quota', words, jobs: line.jobs, at: line.peak, stretches: [], count: line.count }
    }),
    ...overCapacity.map((line): Trouble => {
      const { jobs, peak, stretches, count } = line
      return { kind: 'capacity', words: excessWords(line), jobs, at: peak, stretches, count }
    }),
  ]
}

function earlyWords({ stage, after, count, first, durationSeconds }: EarlyStartLine): string {
  const head = `${stage} starts ${times(count)} too early for ${after}, first at ${first.at}`
  if (first.gapSeconds === undefined) return `${head}, before the other has run on that date`
  return `${head}, ${first.gapSeconds} s after it, which takes ${durationSeconds ?? 0} s`
}

function excessWords({ resource, limit, most, count, totalSeconds, peak, jobs }: ExcessLine): string {
  const names = `${jobs.slice(0, 5).join(', ')}${jobs.length > 5 ? ', …' : ''}`
  return `${amount(most, resource)} of ${resource} where ${amount(limit, resource)} are allowed, ${times(count)}, ${totalSeconds} s in all, most ${peak.from} to ${peak.until}: ${names}`
}

/** Bytes as people read them; cores and pieces as they are. */
function amount(value: number, resource: string): string {
  if (!/memory|storage/.test(resource)) return String(value)
  return value % 2 ** 30 === 0 ? `${value / 2 ** 30}Gi` : `${Math.round(value / 2 ** 20)}Mi`
}
