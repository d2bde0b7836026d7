import { nameOf, type Cluster, type CronJob } from '../fleet/index.ts'

/** The CronJobs of a cluster that have a place on a calendar: whole and named. */
export function cronJobsOf({ workloads }: Cluster): readonly CronJob[] {
  return workloads.filter(
    (workload): workload is CronJob => workload.kind === 'CronJob' && !workload.partial && workload.name !== undefined,
  )
}

/** `namespace/name`, with the cluster before it where it has a name. */
export function inCluster({ name }: { readonly name: string }, job: string): string {
  return name === '' ? job : `${name}: ${job}`
}

/** Every CronJob by its name in its cluster. */
export function cronJobsByName(clusters: readonly Cluster[]): ReadonlyMap<string, CronJob> {
  return new Map(
    clusters.flatMap((cluster) => cronJobsOf(cluster).map((cronJob) => [inCluster(cluster, nameOf(cronJob)), cronJob] as const)),
  )
}
