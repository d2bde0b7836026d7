import type { Json, JsonObject } from '../kubernetes/verdict.ts'

/**
 * A CronJob or a Job as rules see it: read once from the manifest, typed, plain data that can be cloned to a worker.
 *
 * `undefined` means absent. A number that is given but not known (a placeholder, a wrong type) is NaN: it is not missing, and every comparison
 * with it is false. A string that is given but not known is its raw text; the engine drops violations at such fields.
 */
export type Workload = CronJob | Job

export interface ObjectReference {
  /** Path of the file as it was given. */
  readonly file: string
  /** Number of the document in the file, from 0. */
  readonly document: number
  /** Number of the item in a `kind: List` or an OpenShift Template. */
  readonly item?: number
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name?: string
}

interface WorkloadHead {
  readonly object: ObjectReference
  readonly name?: string
  readonly namespace?: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** The whole object as JSON, for fields without a name here. */
  readonly value: JsonObject
  /** A kustomize patch: nothing in it is missing. */
  readonly partial: boolean
  readonly comments: readonly WorkloadComment[]
}

/** A comment inside or right above the object. */
export interface WorkloadComment {
  readonly text: string
  /** Offsets into the text of the file. */
  readonly start: number
  readonly end: number
  readonly ownLine: boolean
  /** The field on whose line the comment stands, or, for a comment on its own line, the next field below. */
  readonly field?: string
}

export interface CronJob extends WorkloadHead {
  readonly kind: 'CronJob'
  readonly schedule?: string
  readonly timeZone?: string
  readonly startingDeadlineSeconds?: number
  readonly concurrencyPolicy?: string
  readonly suspend?: boolean
  readonly successfulJobsHistoryLimit?: number
  readonly failedJobsHistoryLimit?: number
  /** The Job that each run creates; its `path` is `spec.jobTemplate.spec`. */
  readonly job: JobSpec
  readonly jobLabels: Readonly<Record<string, string>>
  readonly jobAnnotations: Readonly<Record<string, string>>
}

export interface Job extends WorkloadHead {
  readonly kind: 'Job'
  /** The Job's own spec; its `path` is `spec`. */
  readonly job: JobSpec
}

export interface JobSpec {
  readonly path: string
  /** False where the manifest has no such mapping. */
  readonly given: boolean
  readonly parallelism?: number
  readonly completions?: number
  readonly completionMode?: string
  readonly activeDeadlineSeconds?: number
  readonly backoffLimit?: number
  readonly backoffLimitPerIndex?: number
  readonly maxFailedIndexes?: number
  readonly ttlSecondsAfterFinished?: number
  readonly suspend?: boolean
  readonly managedBy?: string
  readonly podReplacementPolicy?: string
  readonly podFailurePolicy?: JsonObject
  readonly successPolicy?: JsonObject
  readonly pod: PodSpec
}

export interface PodSpec {
  /** `spec.jobTemplate.spec.template.spec` or `spec.template.spec`. */
  readonly path: string
  readonly given: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly restartPolicy?: string
  readonly activeDeadlineSeconds?: number
  readonly terminationGracePeriodSeconds?: number
  readonly serviceAccountName?: string
  readonly automountServiceAccountToken?: boolean
  readonly hostNetwork?: boolean
  readonly hostPID?: boolean
  readonly hostIPC?: boolean
  readonly priorityClassName?: string
  readonly securityContext?: JsonObject
  /** Init containers first, as the kubelet runs them. */
  readonly initContainers: readonly Container[]
  readonly containers: readonly Container[]
  readonly volumes: readonly Volume[]
  readonly imagePullSecrets: readonly string[]
  readonly value: JsonObject
}

export interface Container {
  /** `spec.template.spec.containers[0]` */
  readonly path: string
  readonly name?: string
  readonly image?: string
  readonly imagePullPolicy?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly workingDir?: string
  readonly env: readonly EnvVar[]
  readonly envFrom: readonly EnvFrom[]
  readonly volumeMounts: readonly VolumeMount[]
  readonly resources?: JsonObject
  readonly securityContext?: JsonObject
  readonly restartPolicy?: string
  readonly init: boolean
  /** An init container with restartPolicy Always: it runs beside the containers and does not keep the Job from completing. */
  readonly sidecar: boolean
  readonly value: JsonObject
}

export interface EnvVar {
  readonly path: string
  readonly name?: string
  /** Absent for `valueFrom`. */
  readonly value?: string
  readonly secret?: KeyReference
  readonly configMap?: KeyReference
  readonly valueFrom?: JsonObject
}

/** A key of a Secret or ConfigMap. */
export interface KeyReference {
  readonly path: string
  readonly name?: string
  readonly key?: string
  readonly optional: boolean
}

export interface EnvFrom {
  readonly path: string
  readonly prefix?: string
  readonly secret?: string
  readonly configMap?: string
  readonly optional: boolean
}

export interface VolumeMount {
  readonly path: string
  readonly name?: string
  readonly mountPath?: string
  readonly subPath?: string
  readonly readOnly: boolean
}

export interface Volume {
  readonly path: string
  readonly name?: string
  /** The key of its source: `emptyDir`, `configMap`, `persistentVolumeClaim`, …; `emptyDir` where none is given, as the server defaults it. */
  readonly source: string
  readonly value: JsonObject
  readonly claimName?: string
  readonly secretName?: string
  readonly configMapName?: string
  readonly optional: boolean
}

/** Reads a value of unknown shape step by step: `valueAt(cronJob.value, 'spec.suspend')`. Quoted steps (`labels[a.b/c]`) are keys. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  let current: Json | undefined = value
  for (const step of path.match(/[^.[\]]+|\[[^\]]*\]/g) ?? []) {
    if (current === null || typeof current !== 'object') return undefined
    const name = step.startsWith('[') ? step.slice(1, -1) : step
    current = Array.isArray(current) ? (current as readonly Json[])[Number(name)] : (current as JsonObject)[name]
  }
  return current
}
