import { nameOf, type Cluster } from '../fleet/index.ts'
import {
  checkRange,
  instantText,
  type Calendar,
  type CalendarOptions,
  type ClusterCalendar,
  type JobLine,
  type LoadPeak,
  type Overlap,
} from './calendar.ts'
import { blackoutLines, capacityLines, earlyStartLines, quotaLines, rangeText } from './calendar-lines.ts'
import { conflictsOf, type Conflict } from './conflicts.ts'
import { loadOf, type Peak } from './load.ts'
import { notesOn, whyEmpty } from './notes.ts'
import { outcomeOf, outcomeWords } from './outcome.ts'
import { pairOverlap } from './pair-overlap.ts'
import { selfOverlap, type Meeting } from './self-overlap.ts'
import { timetable, windowsOf, type Entry } from './timetable.ts'
import { countWithin, openAt } from './windows.ts'

/**
 * The runs, overlaps and load of every cluster in a range. Throws a RangeError for a range that is empty, too long, or holds too many runs.
 * What the manifests say wrongly never throws: such a job has no runs and a `problem`.
 */
export function calendarOf(clusters: readonly Cluster[], options: CalendarOptions): Calendar {
  checkRange(options.from, options.until)
  return calendarOfTables(clusters, timetable(clusters, options), options)
}

/** The calendar of runs that are written down already, cluster by cluster. */
export function calendarOfTables(clusters: readonly Cluster[], tables: readonly (readonly Entry[])[], options: CalendarOptions): Calendar {
  const empty = whyEmpty(tables.flat(), options.until - options.from)
  return {
    version: 1,
    from: instantText(options.from),
    until: instantText(options.until),
    clusters: clusters.map((cluster, index) => clusterCalendar(cluster, tables[index], options)),
    ...(empty === undefined ? {} : { empty }),
    notes: notesOn(clusters, tables, options.durations),
  }
}

function clusterCalendar(cluster: Cluster, entries: readonly Entry[], options: CalendarOptions): ClusterCalendar {
  const { from, until, settings } = options
  const length = until - from
  return {
    name: cluster.name,
    jobs: entries.map((entry) => jobLine(entry, length)),
    overlaps: [...selfOverlaps(entries, from, length), ...pairOverlaps(conflictsOf(cluster, settings), entries, from, length)],
    load: load(entries, from, length),
    blackouts: blackoutLines(cluster, entries, options),
    earlyStarts: earlyStartLines(entries, options),
    quotas: quotaLines(cluster, entries, options),
    overCapacity: capacityLines(entries, options),
  }
}

function jobLine({ cronJob, timeZone, suspended, runs, expected, schedule, problem }: Entry, length: number): JobLine {
  return {
    namespace: cronJob.namespace ?? 'default',
    name: cronJob.name ?? '',
    file: cronJob.object.file,
    schedule: cronJob.schedule ?? '',
    timeZone,
    suspended,
    runs: countWithin(runs, length),
    ...(expected.seconds === undefined ? {} : { durationSeconds: expected.seconds }),
    durationSource: expected.source,
    ...(schedule?.kind === 'interval' ? { phase: 'assumed' as const } : {}),
    ...(problem === undefined ? {} : { problem }),
  }
}

function* selfOverlaps(entries: readonly Entry[], from: number, length: number): Generator<Overlap> {
  for (const entry of entries) {
    const windows = windowsOf(entry)
    const meeting = windows && selfOverlap(windows, length)
    if (!windows || !meeting) continue
    const outcome = outcomeOf(entry.cronJob, windows, length)
    yield { kind: 'self', a: entry.key, b: entry.key, reason: outcomeWords(outcome), ...placed(meeting, from), outcome }
  }
}

function* pairOverlaps(conflicts: readonly Conflict[], entries: readonly Entry[], from: number, length: number): Generator<Overlap> {
  const windows = new Map(entries.map((entry) => [entry.cronJob, windowsOf(entry)]))
  const found: Overlap[] = []
  for (const { a, b, reason } of conflicts) {
    const [one, other] = [windows.get(a), windows.get(b)]
    const meeting = one && other && pairOverlap(one, other, length)
    if (meeting) found.push({ kind: 'pair', a: nameOf(a), b: nameOf(b), reason, ...placed(meeting, from) })
  }
  yield* found.sort((x, y) => (x.a === y.a ? (x.b < y.b ? -1 : 1) : x.a < y.a ? -1 : 1))
}

function placed({ count, totalSeconds, first }: Meeting, from: number): Pick<Overlap, 'count' | 'totalSeconds' | 'first'> {
  return { count, totalSeconds, first: rangeText(first, from) }
}

function load(entries: readonly Entry[], from: number, length: number): ClusterCalendar['load'] {
  const loaded = entries.flatMap((entry) => windowsOf(entry) ?? [])
  const { pods, cpu, memory, days } = loadOf(loaded, length)
  const named = (peak: Peak | undefined): LoadPeak | undefined =>
    peak && {
      ...peak,
      from: instantText(from + peak.from),
      until: instantText(from + peak.until),
      jobs: entries.filter((entry) => isOpenAt(entry, peak.from)).map(({ key }) => key),
    }
  const peaks = { peak: named(pods), peakCpu: named(cpu), peakMemory: named(memory) }
  return {
    ...(peaks.peak ? { peak: peaks.peak } : {}),
    ...(peaks.peakCpu ? { peakCpu: peaks.peakCpu } : {}),
    ...(peaks.peakMemory ? { peakMemory: peaks.peakMemory } : {}),
    withoutDuration: entries.filter(({ runs, expected }) => runs.length > 0 && expected.seconds === undefined).length,
    days,
  }
}

function isOpenAt(entry: Entry, at: number): boolean {
  const windows = windowsOf(entry)
  return windows !== undefined && openAt(windows, at) > 0
}
