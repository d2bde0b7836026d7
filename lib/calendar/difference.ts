import type { Calendar, JobLine, Overlap } from './calendar.ts'
import { inCluster } from './cron-jobs.ts'

/** What changes between two calendars of one range. Names are `namespace/name`, with the cluster before it where it has a name. */
export interface CalendarDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly suspended: readonly string[]
  readonly resumed: readonly string[]
  /** Another schedule or another zone. */
  readonly moved: readonly { readonly job: string; readonly before: string; readonly after: string }[]
  readonly newOverlaps: readonly Overlap[]
  readonly vanishedOverlaps: readonly Overlap[]
  readonly peaks: readonly { readonly cluster: string; readonly before: number; readonly after: number }[]
}

export function differenceOf(before: Calendar, after: Calendar): CalendarDifference {
  const [old, now] = [jobsOf(before), jobsOf(after)]
  const common = [...now].flatMap(([job, line]) => {
    const earlier = old.get(job)
    return earlier ? [{ job, earlier, line }] : []
  })
  const [oldOverlaps, newOverlaps] = [overlapsOf(before), overlapsOf(after)]
  return {
    added: [...now.keys()].filter((job) => !old.has(job)),
    removed: [...old.keys()].filter((job) => !now.has(job)),
    suspended: common.filter(({ earlier, line }) => !earlier.suspended && line.suspended).map(({ job }) => job),
    resumed: common.filter(({ earlier, line }) => earlier.suspended && !line.suspended).map(({ job }) => job),
    moved: common
      .filter(({ earlier, line }) => timeOf(earlier) !== timeOf(line))
      .map(({ job, earlier, line }) => ({ job, before: timeOf(earlier), after: timeOf(line) })),
    newOverlaps: [...newOverlaps].filter(([key]) => !oldOverlaps.has(key)).map(([, overlap]) => overlap),
    vanishedOverlaps: [...oldOverlaps].filter(([key]) => !newOverlaps.has(key)).map(([, overlap]) => overlap),
    peaks: peaksOf(before, after),
  }
}

function timeOf({ schedule, timeZone }: JobLine): string {
  return `${schedule} ${timeZone}`
}

function jobsOf({ clusters }: Calendar): ReadonlyMap<string, JobLine> {
  return new Map(
    clusters.flatMap((cluster) => cluster.jobs.map((job) => [inCluster(cluster, `${job.namespace}/${job.name}`), job] as const)),
  )
}

function overlapsOf({ clusters }: Calendar): ReadonlyMap<string, Overlap> {
  return new Map(
    clusters.flatMap((cluster) => cluster.overlaps.map((overlap) => [inCluster(cluster, `${overlap.a} ${overlap.b}`), overlap] as const)),
  )
}

function peaksOf(before: Calendar, after: Calendar): CalendarDifference['peaks'] {
  const podsIn = ({ clusters }: Calendar, name: string): number => clusters.find((cluster) => cluster.name === name)?.load.peak?.pods ?? 0
  const names = new Set([...before.clusters, ...after.clusters].map(({ name }) => name))
  return [...names]
    .map((cluster) => ({ cluster, before: podsIn(before, cluster), after: podsIn(after, cluster) }))
    .filter((peak) => peak.before !== peak.after)
}
