import type { Cluster } from '../fleet/index.ts'
import { quotaHard, quotaUse, withLimitRangeDefaults, type JsonObject } from '../kubernetes/index.ts'
import { excessesOf, type Excess } from './excess.ts'
import type { Taking } from './load-days.ts'
import { CPU_UNITS } from './load.ts'
import { rhythmOf } from './rhythm.ts'
import { podsOf, type Entry } from './timetable.ts'
import { openAt } from './windows.ts'

/** A namespace whose CronJobs together take more than a ResourceQuota allows. */
export interface QuotaExcess extends Omit<Excess, 'most'> {
  readonly namespace: string
  readonly quota: string
  /** As the quota names it: `requests.cpu`, `pods`, `count/jobs.batch`. */
  readonly resource: string
  /** Cores, bytes, pieces. */
  readonly limit: number
  readonly most: number
  /** Those that are open at the busiest instant and count. */
  readonly entries: readonly Entry[]
}

const JOBS = 'count/jobs.batch'
/** What runs take and give back. Claims, Services and Secrets are none of a run's business. */
const COUNTED = new Set([
  ...['cpu', 'memory', 'ephemeral-storage', 'pods', 'count/pods', JOBS],
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
])

/**
 * The quotas that the CronJobs of their namespace exceed at their busiest instant. A job takes part for as long as `durationOf` says. Finished Jobs and pods of other workloads are not
 * counted: what is told is exceeded for certain.
 */
export function quotaExcesses(
  cluster: Cluster,
  entries: readonly Entry[],
  length: number,
  durationOf: (entry: Entry) => number | undefined,
): readonly QuotaExcess[] {
  return cluster.objects
    .filter(({ object }) => object.kind === 'ResourceQuota')
    .flatMap(({ object, value }) => {
      const namespace = object.namespace ?? 'default'
      const inside = entries.filter(({ cronJob, runs }) => (cronJob.namespace ?? 'default') === namespace && runs.length > 0)
      return excessesOfQuota(value, inside, limitRangesIn(cluster, namespace), length, durationOf).map((excess) => ({
        namespace,
        quota: object.name ?? '',
        ...excess,
      }))
    })
}

function limitRangesIn({ objects }: Cluster, namespace: string): readonly JsonObject[] {
  return objects
    .filter(({ object }) => object.kind === 'LimitRange' && (object.namespace ?? 'default') === namespace)
    .map(({ value }) => value)
}

function excessesOfQuota(
  quota: JsonObject,
  inside: readonly Entry[],
  limitRanges: readonly JsonObject[],
  length: number,
  durationOf: (entry: Entry) => number | undefined,
): readonly Omit<QuotaExcess, 'namespace' | 'quota'>[] {
  const hard = quotaHard(quota)
  const resources = Object.keys(hard).filter((resource) => COUNTED.has(resource))
  if (resources.length === 0 || inside.length === 0) return []
  const takers = inside.flatMap((entry) => {
    const duration = durationOf(entry)
    return duration === undefined ? [] : [{ entry, ...takingOf(entry, duration, quota, limitRanges, resources) }]
  })
  const limits = resources.map((resource) => ({ limit: Math.floor(hard[resource] * unitsOf(resource) + 1e-6) }))
  return excessesOf(takers, limits, length).flatMap((excess, index) => {
    if (!excess) return []
    const open = takers.filter((taker) => taker.amounts[index] > 0 && openAt(taker, excess.peak.from) > 0)
    const resource = resources[index]
    return [
      {
        ...excess,
        resource,
        limit: limits[index].limit / unitsOf(resource),
        most: excess.most / unitsOf(resource),
        entries: open.map(({ entry }) => entry),
      },
    ]
  })
}

function takingOf(
  entry: Entry,
  duration: number,
  quota: JsonObject,
  limitRanges: readonly JsonObject[],
  resources: readonly string[],
): Taking {
  const { cronJob, runs } = entry
  const use = quotaUse(withLimitRangeDefaults(cronJob.job.pod.value, limitRanges), quota)
  const pods = podsOf(cronJob.job)
  const amounts = resources.map((resource) => (resource === JOBS ? 1 : pods * Math.round((use?.[resource] ?? 0) * unitsOf(resource))))
  return { runs, duration: atOnce(entry, duration), amounts }
}

/** Forbid and Replace let one run be active at a time. */
function atOnce({ cronJob: { concurrencyPolicy }, runs }: Entry, duration: number): number {
  return concurrencyPolicy === 'Forbid' || concurrencyPolicy === 'Replace' ? Math.min(duration, rhythmOf(runs).shortestGap) : duration
}

/** Amounts are counted in whole units: millionths of a core, bytes, pieces. */
function unitsOf(resource: string): number {
  return resource.endsWith('cpu') ? CPU_UNITS : 1
}
