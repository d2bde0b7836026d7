import type { ClusterCalendar, Entry, LoadPeak, OffsetSegment, TimeRange, Timeline } from '../calendar/index.ts'
import type { ClusterData, JobData, OverlapData, PageData, PeakData, ScheduleData, ZoneData } from '../page/page-data.ts'
import { troublesOf } from './trouble-words.ts'

/** A timeline as the page reads it: schedules and labels once, however many jobs share them. */
export function timelineData(timeline: Timeline, zone: string): PageData {
  const zoneNames = [...timeline.zones.keys()]
  const schedules = indexed<ScheduleData>(([expression, index]) => `${index} ${expression}`)
  const labels = indexed<string>((label) => label)
  const place = (entry: Entry): JobData['schedule'] =>
    entry.schedule ? schedules.indexOf([entry.cronJob.schedule ?? '', zoneNames.indexOf(entry.timeZone)]) : (entry.cronJob.schedule ?? '')
  const { empty, notes } = timeline.calendar
  const clusters = timeline.calendar.clusters.map((cluster, index) => clusterData(cluster, timeline, index, place, labels))
  return {
    version: 1,
    from: timeline.from,
    until: timeline.until,
    zone,
    zones: [...timeline.zones].map(zoneData),
    schedules: schedules.values,
    labels: labels.values,
    blackouts: timeline.blackouts.map(({ name, stretches }) => ({ name, stretches: stretches.flatMap((one) => [one.from, one.until]) })),
    notes: empty === undefined ? notes : [empty, ...notes],
    clusters,
  }
}

interface Indexed<T> {
  readonly values: readonly T[]
  readonly indexOf: (value: T) => number
}

/** Keeps every value once and knows it by its place. */
function indexed<T>(keyOf: (value: T) => string): Indexed<T> {
  const values: T[] = []
  const known = new Map<string, number>()
  return {
    values,
    indexOf(value) {
      const key = keyOf(value)
      const place = known.get(key) ?? values.push(value) - 1
      known.set(key, place)
      return place
    },
  }
}

function zoneData([name, segments]: readonly [string, readonly OffsetSegment[]]): ZoneData {
  return { name, ends: segments.slice(0, -1).map(({ until }) => until), offsets: segments.map(({ offset }) => offset) }
}

function clusterData(
  cluster: ClusterCalendar,
  timeline: Timeline,
  clusterIndex: number,
  place: (entry: Entry) => JobData['schedule'],
  labels: Indexed<string>,
): ClusterData {
  const { name, jobs, overlaps, load, overCapacity } = cluster
  const entries = timeline.entries[clusterIndex]
  const byName = new Map(entries.map(({ key }, index) => [key, index]))
  const indexOf = (job: string): number => byName.get(job) ?? -1
  const peakOf = (peak: LoadPeak | undefined): PeakData | undefined => peak && { ...peak, ...secondsOf(peak), jobs: peak.jobs.map(indexOf) }
  const [peak, peakCpu, peakMemory] = [load.peak, load.peakCpu, load.peakMemory].map(peakOf)
  return {
    name,
    jobs: jobs.map((job, index): JobData => {
      const { cronJob, demand } = entries[index]
      const held = timeline.blackoutsOf.get(entries[index])
      return {
        namespace: job.namespace,
        name: job.name,
        file: job.file,
        schedule: place(entries[index]),
        ...(entries[index].schedule ? {} : { zone: job.timeZone }),
        runs: job.runs,
        ...(job.durationSeconds === undefined ? {} : { takes: job.durationSeconds }),
        source: job.durationSource,
        ...(job.suspended ? { suspended: true } : {}),
        ...(job.phase === 'assumed' ? { assumedPhase: true } : {}),
        ...(job.problem === undefined ? {} : { problem: job.problem }),
        ...(cronJob.concurrencyPolicy === undefined ? {} : { policy: cronJob.concurrencyPolicy }),
        ...demand,
        labels: Object.entries(cronJob.labels).map(([key, value]) => labels.indexOf(`${key}=${value}`)),
        ...(held === undefined ? {} : { blackouts: held.map((blackout) => timeline.blackouts.indexOf(blackout)) }),
      }
    }),
    overlaps: overlaps.map((overlap): OverlapData => {
      const { a, b, reason, count, totalSeconds, first } = overlap
      return { a: indexOf(a), b: indexOf(b), reason, count, seconds: totalSeconds, ...secondsOf(first) }
    }),
    troubles: troublesOf(cluster).map(({ kind, words, jobs: concerned, at }) => ({
      ...{ kind, words, jobs: concerned.map(indexOf) },
      ...secondsOf(at),
    })),
    limits: overCapacity.map(({ resource, limit }) => ({ resource, limit })),
    ...(peak ? { peak } : {}),
    ...(peakCpu ? { peakCpu } : {}),
    ...(peakMemory ? { peakMemory } : {}),
  }
}

/** Unix seconds. */
function secondsOf({ from, until }: TimeRange): { readonly from: number; readonly until: number } {
  return { from: Date.parse(from) / 1000, until: Date.parse(until) / 1000 }
}
