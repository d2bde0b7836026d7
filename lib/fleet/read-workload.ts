import type { Json } from '../kubernetes/verdict.ts'
import { readJobSpec } from './read-job-spec.ts'
import { labelsOf, mappingOf, numberOf, switchOf, textOf } from './value.ts'
import type { ObjectReference, Workload, WorkloadComment } from './workload.ts'

/** What of an object the reader of manifests knows and its JSON does not say. */
export interface WorkloadSource {
  readonly object: ObjectReference
  readonly partial: boolean
  readonly comments: readonly WorkloadComment[]
}

/** The typed view of a CronJob or Job; `undefined` for other kinds. Wrong types never throw: see `Workload` for what becomes of them. */
export function readWorkload(value: Json, source: WorkloadSource): Workload | undefined {
  const root = mappingOf(value)
  const kind = source.object.kind
  if (kind !== 'CronJob' && kind !== 'Job') return undefined
  const metadata = mappingOf(root.metadata)
  const spec = mappingOf(root.spec)
  const { object, partial, comments } = source
  const name = textOf(metadata.name)
  const namespace = textOf(metadata.namespace)
  const labels = labelsOf(metadata.labels)
  const annotations = labelsOf(metadata.annotations)
  if (kind === 'Job')
    return { kind, object, name, namespace, labels, annotations, value: root, partial, comments, job: readJobSpec(root.spec, 'spec') }
  const jobMetadata = mappingOf(mappingOf(spec.jobTemplate).metadata)
  return {
    kind,
    object,
    name,
    namespace,
    labels,
    annotations,
    value: root,
    partial,
    comments,
    schedule: textOf(spec.schedule),
    timeZone: textOf(spec.timeZone),
    startingDeadlineSeconds: numberOf(spec.startingDeadlineSeconds),
    concurrencyPolicy: textOf(spec.concurrencyPolicy),
    suspend: switchOf(spec.suspend),
    successfulJobsHistoryLimit: numberOf(spec.successfulJobsHistoryLimit),
    failedJobsHistoryLimit: numberOf(spec.failedJobsHistoryLimit),
    job: readJobSpec(mappingOf(spec.jobTemplate).spec, 'spec.jobTemplate.spec'),
    jobLabels: labelsOf(jobMetadata.labels),
    jobAnnotations: labelsOf(jobMetadata.annotations),
  }
}
