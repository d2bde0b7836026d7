import type { ClusterCalendar, Entry, LoadPeak, OffsetSegment, Timeline } from '../calendar/index.ts'
import type { ClusterData, JobData, OverlapData, PageData, PeakData, ScheduleData, ZoneData } from '../page/page-data.ts'

/** A timeline as the page reads it: schedules and labels once, however many jobs share them. */
export function timelineData(timeline: Timeline, zone: string): PageData {
  const zoneNames = [...timeline.zones.keys()]
  const schedules = indexed<ScheduleData>(([expression, index]) => `${index} ${expression}`)
  const labels = indexed<string>((label) => label)
  const place = (entry: Entry): JobData['schedule'] =>
    entry.schedule ? schedules.indexOf([entry.cronJob.schedule ?? '', zoneNames.indexOf(entry.timeZone)]) : (entry.cronJob.schedule ?? '')
  const clusters = timeline.calendar.clusters.map((cluster, index) => clusterData(cluster, timeline.entries[index], place, labels))
  return {
    version: 1,
    from: timeline.from,
    until: timeline.until,
    zone,
    zones: [...timeline.zones].map(zoneData),
    schedules: schedules.values,
    labels: labels.values,
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
  { name, jobs, overlaps, load }: ClusterCalendar,
  entries: readonly Entry[],
  place: (entry: Entry) => JobData['schedule'],
  labels: Indexed<string>,
): ClusterData {
  const byName = new Map(entries.map(({ key }, index) => [key, index]))
  const indexOf = (job: string): number => byName.get(job) ?? -1
  const peakOf = (peak: LoadPeak | undefined): PeakData | undefined =>
    peak && { ...peak, from: seconds(peak.from), until: seconds(peak.until), jobs: peak.jobs.map(indexOf) }
  const [peak, peakCpu, peakMemory] = [load.peak, load.peakCpu, load.peakMemory].map(peakOf)
  return {
    name,
    jobs: jobs.map((job, index): JobData => {
      const { cronJob, demand } = entries[index]
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
      }
    }),
    overlaps: overlaps.map(({ a, b, reason, count, totalSeconds, first }): OverlapData => ({
      a: indexOf(a),
      b: indexOf(b),
      reason,
      count,
      seconds: totalSeconds,
      from: seconds(first.from),
      until: seconds(first.until),
    })),
    ...(peak ? { peak } : {}),
    ...(peakCpu ? { peakCpu } : {}),
    ...(peakMemory ? { peakMemory } : {}),
  }
}

function seconds(instant: string): number {
  return Date.parse(instant) / 1000
}
