import type { JsonObject } from '../kubernetes/verdict.ts'
import type { FleetObject } from './cluster.ts'
import { folderOf, resolveIn } from './folder.ts'
import { listOf, mappingOf, textOf, textsOf } from './value.ts'

/** A `kustomization.yaml`: what it takes together and what it does to names. */
export interface Kustomization {
  readonly object: FleetObject
  readonly folder: string
  /** Files and folders that it takes in, relative to where file paths are relative. */
  readonly resources: readonly string[]
  /** It also takes in what is not in this repository: URLs, Helm charts. */
  readonly remote: boolean
  readonly component: boolean
  readonly namespace?: string
  readonly renames: boolean
  readonly generated: readonly Generated[]
}

/** A ConfigMap or Secret that kustomize makes; its name gets a hash, and the references to it with it. */
export interface Generated {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  /** Absent where a file brings keys that are not known here. */
  readonly keys?: readonly string[]
}

const GENERATORS = [
  ['ConfigMap', 'configMapGenerator'],
  ['Secret', 'secretGenerator'],
] as const
const REMOTE = /^(?:https?:|git@|git::|ssh:|github\.com\/|oci:)|\?ref=/

/** The typed view of a kustomization; `undefined` for any other object. */
export function readKustomization(object: FleetObject): Kustomization | undefined {
  const { kind, apiVersion, file } = object.object
  if ((kind !== 'Kustomization' && kind !== 'Component') || apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) return undefined
  const { value } = object
  const folder = folderOf(file)
  const taken = ['resources', 'bases', 'components', 'crds'].flatMap((field) => textsOf(value[field]) ?? [])
  const charts = ['helmCharts', 'helmChartInflationGenerator', 'generators'].some((field) => listOf(value[field]).length > 0)
  return {
    object,
    folder,
    resources: taken.filter((path) => path !== '' && !REMOTE.test(path)).map((path) => resolveIn(folder, path)),
    remote: charts || taken.some((path) => REMOTE.test(path)),
    component: kind === 'Component',
    namespace: textOf(value.namespace),
    renames: ['namePrefix', 'nameSuffix'].some((field) => (textOf(value[field]) ?? '') !== ''),
    generated: GENERATORS.flatMap(([made, field]) => listOf(value[field]).map((entry) => readGenerated(made, mappingOf(entry)))),
  }
}

function readGenerated(kind: Generated['kind'], entry: JsonObject): Generated {
  const literals = (textsOf(entry.literals) ?? []).map((literal) => literal.split('=', 1)[0])
  const files = (textsOf(entry.files) ?? []).map((file) =>
    file.includes('=') ? file.split('=', 1)[0] : file.slice(file.lastIndexOf('/') + 1),
  )
  const fromEnv = textOf(entry.env) !== undefined || listOf(entry.envs).length > 0 || textOf(entry.behavior) === 'merge'
  return { kind, name: textOf(entry.name) ?? '', ...(fromEnv ? {} : { keys: [...literals, ...files] }) }
}
