import { limitRangeFaults, withLimitRangeDefaults } from './limit-range.ts'
import { mappingOf, type CreationFault } from './loose.ts'
import { enforcedPodSecurity, podSecurityFaults } from './pod-security.ts'
import { jobQuotaFaults, quotaFaults } from './resource-quota.ts'
import type { JsonObject, Minor } from './verdict.ts'

/** The objects of one namespace that decide which pods may be created in it. */
export interface NamespaceObjects {
  readonly namespace?: JsonObject
  readonly limitRanges: readonly JsonObject[]
  readonly quotas: readonly JsonObject[]
}

/**
 * Why a namespace refuses every pod of the template that stands at `path` (`spec.template`), or the Job itself: Pod Security as the Namespace's labels enforce it,
 * LimitRanges, and quotas that even an empty namespace exceeds. The API server asks none of this when it accepts a CronJob or a Job.
 */
export function namespaceFaults(template: JsonObject, path: string, objects: NamespaceObjects, minor: Minor): readonly CreationFault[] {
  const pod = mappingOf(template.spec)
  const policy = enforcedPodSecurity(mappingOf(mappingOf(objects.namespace?.metadata).labels), minor)
  const filled = withLimitRangeDefaults(pod, objects.limitRanges)
  return [
    ...podSecurityFaults(template, policy.level, path, policy.minor).map(({ field, message }) => ({
      field,
      message: `the namespace enforces Pod Security ${policy.level}: ${message}`,
    })),
    ...objects.limitRanges.flatMap((limitRange) => limitRangeFaults(pod, limitRange, `${path}.spec`)),
    ...objects.quotas.flatMap((quota) => [...quotaFaults(filled, quota, `${path}.spec`), ...jobQuotaFaults(quota)]),
  ]
}
