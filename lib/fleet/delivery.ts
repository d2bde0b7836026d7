import type { FleetObject } from './cluster.ts'
import { listOf, mappingOf, textOf } from './value.ts'

/** The tool that applies what is in Git. */
export type DeliveryTool = 'argo' | 'flux'

/** Which tool an object belongs to: an Argo CD Application, ApplicationSet or AppProject, a Flux Kustomization or HelmRelease. */
export function deliveryTool({ object }: FleetObject): DeliveryTool | undefined {
  if (object.apiVersion.startsWith('argoproj.io/') && /^(?:Application|ApplicationSet|AppProject)$/.test(object.kind)) return 'argo'
  if (/^(?:kustomize|helm)\.toolkit\.fluxcd\.io\//.test(object.apiVersion)) return 'flux'
  return undefined
}

/** The folders of the repository that it applies, as it writes them; globs for an ApplicationSet over folders. */
export function deliveredPaths(object: FleetObject): readonly string[] {
  const { apiVersion, kind } = object.object
  const spec = mappingOf(object.value.spec)
  if (kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) return clean([textOf(spec.path)])
  if (!apiVersion.startsWith('argoproj.io/')) return []
  if (kind === 'Application')
    return clean(
      [spec.source, ...listOf(spec.sources)].map((source) => (mappingOf(source).chart ? undefined : textOf(mappingOf(source).path))),
    )
  if (kind !== 'ApplicationSet') return []
  const folders = listOf(spec.generators).flatMap((generator) => listOf(mappingOf(mappingOf(generator).git).directories))
  return clean(folders.map((folder) => (mappingOf(folder).exclude === true ? undefined : textOf(mappingOf(folder).path))))
}

/** Without `./` and `/` around them; the whole repository divides nothing. */
function clean(paths: readonly (string | undefined)[]): readonly string[] {
  return paths
    .map((path) => (path ?? '').replace(/^(?:\.?\/)+|\/+$/g, ''))
    .filter((path) => path !== '' && path !== '.' && !/[{}$]/.test(path))
}
