import { DurationsError, LONGEST_DURATION, type Durations } from './durations.ts'

export interface Measured {
  readonly durations: Durations
  /** Samples that belong to no CronJob, have not ended, or cannot be: a run of no time, of negative time or of more than a year. */
  readonly left: number
}

interface Sample {
  readonly cronJob: string
  readonly seconds: number
}

/**
 * Durations by CronJob from the JSON of `kubectl get jobs -A -o json` (Jobs that completed, by the CronJob that owns them) or of a Prometheus query whose samples are
 * seconds, with the labels `namespace` and `cronjob` (or `owner_name`, as kube-state-metrics has it). Throws a DurationsError for anything else.
 */
export function measureDurations(value: unknown): Measured {
  const samples = samplesOf(value)
  const byCronJob = new Map<string, number[]>()
  let left = 0
  for (const sample of samples) {
    if (!sample || !(sample.seconds > 0) || sample.seconds > LONGEST_DURATION) left++
    else {
      const known = byCronJob.get(sample.cronJob)
      if (known) known.push(Math.ceil(sample.seconds))
      else byCronJob.set(sample.cronJob, [Math.ceil(sample.seconds)])
    }
  }
  const sorted = [...byCronJob].sort(([a], [b]) => (a < b ? -1 : 1))
  return { durations: Object.fromEntries(sorted.map(([name, seconds]) => [name, quantiles(seconds)])), left }
}

/** The nearest rank: a run that really took so long. */
function quantiles(seconds: readonly number[]) {
  const sorted = [...seconds].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  return { p50: at(0.5), p95: at(0.95), max: at(1), runs: sorted.length }
}

function samplesOf(value: unknown): readonly (Sample | undefined)[] {
  const items = field(value, 'items')
  if (Array.isArray(items)) return items.map(sampleOfJob)
  if (field(value, 'kind') === 'Job') return [sampleOfJob(value)]
  const result = field(field(value, 'data'), 'result')
  if (field(value, 'status') === 'success' && Array.isArray(result)) return result.flatMap(samplesOfSeries)
  if (field(value, 'status') === 'error') throw new DurationsError(`is the answer to a query that failed: ${String(field(value, 'error'))}`)
  throw new DurationsError('is neither the JSON of kubectl get jobs -o json nor of a Prometheus query')
}

function sampleOfJob(job: unknown): Sample | undefined {
  const owners = field(field(job, 'metadata'), 'ownerReferences')
  const owner: unknown = Array.isArray(owners) ? owners.find((one) => field(one, 'kind') === 'CronJob') : undefined
  const [start, end] = ['startTime', 'completionTime'].map((name) => Date.parse(String(field(field(job, 'status'), name))))
  const name = field(owner, 'name')
  if (typeof name !== 'string' || Number.isNaN(start) || Number.isNaN(end)) return undefined
  return { cronJob: `${String(field(field(job, 'metadata'), 'namespace') ?? 'default')}/${name}`, seconds: (end - start) / 1000 }
}

function samplesOfSeries(series: unknown): readonly (Sample | undefined)[] {
  const metric = field(series, 'metric')
  const name = field(metric, 'cronjob') ?? field(metric, 'owner_name')
  const single = field(series, 'value')
  const many = field(series, 'values')
  const points: readonly unknown[] = Array.isArray(many) ? many : [single]
  if (typeof name !== 'string') return points.map(() => undefined)
  const cronJob = `${String(field(metric, 'namespace') ?? 'default')}/${name}`
  return points.map((point) => (Array.isArray(point) ? { cronJob, seconds: Number(point[1]) } : undefined))
}

function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
