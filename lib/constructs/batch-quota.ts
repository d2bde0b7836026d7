import { quantityValue } from '../kubernetes/index.ts'
import type { BatchSystemProps } from './batch-system.ts'
import { DEFAULT_RESOURCES } from './job-defaults.ts'
import { refuse } from './refuse.ts'

/** A clean-up that is due while the last one is ending. */
const CLEANUPS = 2

/** The quota of a batch system: no less than its workers, clean-up and claims take, so that no pod of its own waits for room that never comes. */
export function batchQuota({ worker, workers, quota }: BatchSystemProps, sizes: readonly string[]): Record<string, string> {
  const { requests = {}, limits = {} } = worker.resources ?? DEFAULT_RESOURCES
  const total = (resource: 'cpu' | 'memory', each: string | undefined, ofCleanup: string | undefined): number => {
    if (each === undefined)
      return refuse(`worker.resources.requests.${resource}`, 'given where there is a quota', 'the API server takes its pods', each)
    return workers * (quantityValue(each) ?? 0) + CLEANUPS * (quantityValue(ofCleanup ?? '0') ?? 0)
  }
  const needed: Record<string, number> = {
    pods: workers + CLEANUPS,
    'requests.cpu': total('cpu', requests.cpu ?? (limits as { cpu?: string }).cpu, DEFAULT_RESOURCES.requests.cpu),
    'requests.memory': total('memory', requests.memory ?? limits.memory, DEFAULT_RESOURCES.requests.memory),
    ...(limits.memory === undefined ? {} : { 'limits.memory': total('memory', limits.memory, DEFAULT_RESOURCES.limits.memory) }),
    persistentvolumeclaims: sizes.length,
    'requests.storage': sizes.reduce((sum, size) => sum + (quantityValue(size) ?? 0), 0),
  }
  for (const [resource, given] of Object.entries(quota || {})) {
    const value = quantityValue(given)
    if (value === undefined) refuse(`quota.${resource}`, 'a quantity', 'the API server reads it', given)
    if (resource in needed && value < needed[resource])
      refuse(`quota.${resource}`, `at least ${shown(resource, needed[resource])}`, 'workers and clean-up fit', given)
  }
  const computed = Object.entries(needed).map(([resource, value]) => [resource, shown(resource, value)])
  return { ...(Object.fromEntries(computed) as Record<string, string>), ...(quota || {}) }
}

function shown(resource: string, value: number): string {
  if (resource.endsWith('cpu')) return `${Math.ceil(value * 1000 - 1e-6)}m`
  return resource === 'pods' || resource === 'persistentvolumeclaims' ? String(value) : `${Math.ceil(value / 2 ** 20)}Mi`
}
