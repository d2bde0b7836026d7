import type { Container, PodSpec } from '../../lib/fleet/workload.ts'
import type { Json } from '../../lib/kubernetes/verdict.ts'

/** A setting of the security context that holds for a container: its own, else the pod's, and where it stands. */
export function securityOf(pod: PodSpec, container: Container, field: string): { readonly value: Json | undefined; readonly path: string } {
  const own = container.securityContext?.[field]
  return own !== undefined && own !== null
    ? { value: own, path: `${container.path}.securityContext.${field}` }
    : { value: pod.securityContext?.[field], path: `${pod.path}.securityContext.${field}` }
}
