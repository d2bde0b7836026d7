import { parseDuration, LONGEST_DURATION, type Durations } from './durations.ts'
import { scriptBound } from './expected-duration-of-script.ts'
import type { CronJob, JobSpec } from './workload.ts'

/** Says in a manifest how long a run usually takes. */
export const EXPECTED_DURATION = 'cronwright.dev/expected-duration'

export type DurationSource = 'annotation' | 'file' | 'bound' | 'unknown'

export interface ExpectedDuration {
  /** Absent where nothing tells it: it is never invented. */
  readonly seconds?: number
  /** `bound` is a worst case: the manifest ends a run by then. */
  readonly source: DurationSource
}

/** `namespace/name`; without a namespace kubectl would take `default`. */
export function nameOf({ namespace, name }: { readonly namespace?: string; readonly name?: string }): string {
  return `${namespace ?? 'default'}/${name ?? ''}`
}

/** How long a run is expected to take: what the manifest says, what was measured (p95), what the manifest bounds, or nothing. */
export function expectedDuration(cronJob: CronJob, durations: Durations = {}): ExpectedDuration {
  const declared = declaredDuration(cronJob)
  if (declared !== undefined) return { seconds: declared, source: 'annotation' }
  const key = nameOf(cronJob)
  const measured = Object.hasOwn(durations, key) ? durations[key] : undefined
  const seconds = measured && (measured.p95 ?? measured.max ?? measured.p50)
  if (seconds !== undefined) return { seconds, source: 'file' }
  const bound = boundOf(cronJob.job)
  return bound === undefined ? { source: 'unknown' } : { seconds: bound, source: 'bound' }
}

/** Seconds of the annotation, where it is there and reads as a duration. */
export function declaredDuration({ annotations }: Pick<CronJob, 'annotations'>): number | undefined {
  const text = annotations[EXPECTED_DURATION]
  return text === undefined ? undefined : parseDuration(text)
}

/** The latest end of a run that the manifest itself guarantees. */
function boundOf(job: JobSpec): number | undefined {
  const bounds = [job.activeDeadlineSeconds, scriptBound(job.pod)].filter(
    (bound): bound is number => bound !== undefined && bound > 0 && bound <= LONGEST_DURATION,
  )
  return bounds.length > 0 ? Math.ceil(Math.min(...bounds)) : undefined
}
