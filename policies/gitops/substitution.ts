import { valueAt, type Cluster, type FleetObject } from '../../lib/fleet/index.ts'

/** The variables that Flux replaces in the manifests of a cluster. */
export interface Substitution {
  readonly known: ReadonlySet<string>
  /** False where a ConfigMap or Secret that is not here brings more. */
  readonly complete: boolean
}

/** `undefined` where no Kustomization has a `postBuild`. */
export function mergesOf(cluster: Cluster, kustomizations: readonly FleetObject[]): Substitution | undefined {
  const builds = kustomizations
    .map(({ value }) => valueAt(value, 'spec.postBuild'))
    .filter((build) => build !== undefined && build !== null)
  if (builds.length === 0) return undefined
  const known = new Set<string>()
  let complete = true
  for (const build of builds) {
    for (const name of Object.keys(valueAt(build, 'substitute') ?? {})) known.add(name)
    const sources = valueAt(build, 'substituteFrom')
    for (const source of Array.isArray(sources) ? sources : []) {
      const found = cluster.objects.find(
        ({ object }) => object.kind === valueAt(source, 'kind') && object.name !== undefined && object.name === valueAt(source, 'name'),
      )
      if (!found?.keys) complete = false
      for (const key of found?.keys ?? []) known.add(key)
    }
  }
  return { known, complete }
}
