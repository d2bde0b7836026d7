import type { JsonObject } from '../kubernetes/verdict.ts'
import type { ObjectReference, Workload } from './workload.ts'

/**
 * All objects that run in one place, as fleet rules see them. Objects of different clusters neither overlap nor conflict.
 */
export interface Cluster {
  /** From the config, or the path of the overlay, Application or Kustomization that makes it; empty for what is left. */
  readonly name: string
  readonly workloads: readonly Workload[]
  /** Every other object in these files: ConfigMaps, Secrets, claims, quotas, namespaces, Applications, kustomizations … */
  readonly objects: readonly FleetObject[]
  /** True where these are all objects of the cluster as far as the repository tells; false when single files were handed over without context. */
  readonly complete: boolean
  /** The Argo CD Applications and Flux Kustomizations that apply these files, as far as they are in the repository. */
  readonly deliveredBy?: readonly FleetObject[]
  /** Those in these files of which it is not known what they apply, HelmReleases among them: they speak for the folder that they stand in. */
  readonly unplaced?: readonly FleetObject[]
}

/** An object that is no workload, reduced to what rules may ask: never the data of a Secret, only its keys. */
export interface FleetObject {
  readonly object: ObjectReference
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** `spec` and other fields; for Secrets and ConfigMaps `keys` instead of `data`. */
  readonly value: JsonObject
  /** Keys of `data`, `stringData` and `binaryData` of a Secret or ConfigMap. */
  readonly keys?: readonly string[]
  /** Fields of a Secret whose values anybody can read: neither encrypted nor a placeholder. */
  readonly readable?: readonly string[]
}
