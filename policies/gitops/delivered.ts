import { deliveryTool, folderOf, type Cluster, type DeliveryTool, type FleetObject, type Workload } from '../../lib/fleet/index.ts'

export const HOOK = 'argocd.argoproj.io/hook'
export const HOOK_DELETE_POLICY = 'argocd.argoproj.io/hook-delete-policy'
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options'
export const FLUX = 'kustomize.toolkit.fluxcd.io'

/** The words of a list in an annotation. */
export function listed(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** A hook of Argo CD, or of Helm, which Argo CD translates. */
export function isHook({ annotations }: Pick<Workload, 'annotations'>): boolean {
  return annotations[HOOK] !== undefined || annotations['helm.sh/hook'] !== undefined
}

/** A Flux setting, which may stand in an annotation or a label. */
export function fluxSetting({ annotations, labels }: Pick<Workload, 'annotations' | 'labels'>, name: string): string | undefined {
  return (annotations[`${FLUX}/${name}`] ?? labels[`${FLUX}/${name}`])?.toLowerCase()
}

/** A Job that a tool applies again and again: no hook, nobody's child, not left out. */
export function isAppliedJob(workload: Workload): boolean {
  const metadata = workload.value.metadata as { readonly ownerReferences?: unknown; readonly generateName?: unknown } | undefined
  return (
    workload.kind === 'Job' &&
    !workload.partial &&
    !isHook(workload) &&
    metadata?.ownerReferences === undefined &&
    metadata?.generateName === undefined &&
    fluxSetting(workload, 'reconcile') !== 'disabled' &&
    fluxSetting(workload, 'ssa') !== 'ignore'
  )
}

/** The tool that applies a workload, told by what applies its cluster or by its own annotations. */
export function toolOf(cluster: Cluster, { annotations, labels, object }: Workload): DeliveryTool | undefined {
  const keys = [...Object.keys(annotations), ...Object.keys(labels)]
  if (keys.some((key) => key.startsWith('argocd.argoproj.io/'))) return 'argo'
  if (keys.some((key) => key.startsWith(`${FLUX}/`))) return 'flux'
  return deliverers(cluster, object.file)
    .map(deliveryTool)
    .find((tool) => tool !== undefined)
}

/** What applies the files of the cluster, and what stands beside this one without saying what it applies. */
export function deliverers({ deliveredBy = [], unplaced = [] }: Cluster, file: string): readonly FleetObject[] {
  const folder = folderOf(file)
  return [...deliveredBy, ...unplaced.filter(({ object }) => folderOf(object.file) === folder)]
}

/** The Flux Kustomizations that apply a file of the cluster. */
export function fluxKustomizations(cluster: Cluster, file: string): readonly FleetObject[] {
  return deliverers(cluster, file).filter(({ object }) => object.kind === 'Kustomization' && object.apiVersion.startsWith(FLUX))
}
