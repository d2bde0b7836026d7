import type { CalendarDifference, MergeStart, Overlap } from '../calendar/index.ts'
import { howOften, whoMeets } from './overlap-words.ts'

/** What a change does to a fleet in time. Instants are RFC 3339 in UTC. */
export interface FleetDiff extends Omit<CalendarDifference, 'moved'> {
  readonly version: 1
  readonly from: string
  readonly until: string
  readonly moved: readonly MovedJob[]
  /** What starts as soon as the change arrives, because a slot of the new schedule is past. */
  readonly startsAtMerge: readonly MergeStart[]
}

export interface MovedJob {
  readonly job: string
  /** Expression and zone. */
  readonly before: string
  readonly after: string
  /** The first runs of the range. */
  readonly runsBefore: readonly string[]
  readonly runsAfter: readonly string[]
}

/** One change in words. `kind` says to which heading it belongs. */
export interface DiffLine {
  readonly kind: 'starts' | 'overlap' | 'gone' | 'moved' | 'added' | 'removed' | 'suspended' | 'resumed' | 'peak'
  readonly words: string
  readonly details: readonly string[]
}

/** Every change, the ones that hurt first. */
export function diffLines(diff: FleetDiff): readonly DiffLine[] {
  const plain = (kind: DiffLine['kind'], names: readonly string[]): readonly DiffLine[] =>
    names.map((words) => ({ kind, words, details: [] }))
  return [
    ...diff.startsAtMerge.map(startLine),
    ...diff.newOverlaps.map((overlap) => overlapLine('overlap', overlap)),
    ...diff.vanishedOverlaps.map((overlap) => overlapLine('gone', overlap)),
    ...diff.moved.map(movedLine),
    ...plain('added', diff.added),
    ...plain('removed', diff.removed),
    ...plain('suspended', diff.suspended),
    ...plain('resumed', diff.resumed),
    ...diff.peaks.map(({ cluster, before, after }): DiffLine => ({
      kind: 'peak',
      words: `${cluster === '' ? '' : `${cluster}: `}${before} pod${before === 1 ? '' : 's'} at once before, ${after} after`,
      details: [],
    })),
  ]
}

function startLine({ job, slot, why }: MergeStart): DiffLine {
  const reason = why === 'resumed' ? 'it is no longer suspended, the slot' : 'the slot'
  return {
    kind: 'starts',
    words: `${job} runs as soon as this is merged`,
    details: [`${reason} ${minute(slot)} UTC of its schedule is past, and startingDeadlineSeconds does not forbid to make up for it`],
  }
}

function overlapLine(kind: 'overlap' | 'gone', overlap: Overlap): DiffLine {
  const { first, reason } = overlap
  const often = `${howOften(overlap)}, first ${minute(first.from)} to ${minute(first.until)} UTC`
  return { kind, words: whoMeets(overlap), details: [`${reason}; ${often}`] }
}

function movedLine({ job, before, after, runsBefore, runsAfter }: MovedJob): DiffLine {
  const dates = (runs: readonly string[]): string => (runs.length === 0 ? 'no run' : runs.map(minute).join(', '))
  return {
    kind: 'moved',
    words: `${job}: ${before} becomes ${after}`,
    details: [`${dates(runsBefore)} before; ${dates(runsAfter)} after (UTC)`],
  }
}

function minute(instant: string): string {
  return instant.replace('T', ' ').replace(/:00Z$|Z$/, '')
}
