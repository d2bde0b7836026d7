import { shown } from './limit-range.ts'
import { containersOf, isGiven, mappingOf, mappingsOf, textOf, textsOf, type CreationFault } from './loose.ts'
import { amountsOf, podResources, requestsOf, type Amounts } from './pod-requests.ts'
import type { JsonObject } from './verdict.ts'

/** A quota on one of these makes every container say how much of it it wants. */
const DEMANDED = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const

/**
 * Why a ResourceQuota of the namespace refuses every pod of a template that stands at `path`, however empty the namespace is. The pod has the defaults of the
 * namespace's LimitRanges already.
 */
export function quotaFaults(pod: JsonObject, quota: JsonObject, path: string): readonly CreationFault[] {
  const hard = amountsOf(mappingOf(quota.spec).hard)
  if (!isInScope(pod, mappingOf(quota.spec))) return []
  const faults: CreationFault[] = []
  const podLevel = isGiven(pod.resources)
  for (const { container, name, at } of podLevel ? [] : containersOf(pod, path)) {
    const resources = mappingOf(container.resources)
    const said = {
      ...named('requests.', requestsOf(resources)),
      ...requestsOf(resources),
      ...named('limits.', amountsOf(resources.limits)),
    }
    const missing = DEMANDED.filter((resource) => resource in hard && !(resource in said))
    if (missing.length > 0)
      faults.push({
        field: `${at}.resources`,
        message: `the quota ${nameOf(quota)} makes every container set ${missing.join(' and ')}, container ${name} does not`,
      })
  }
  const used = podUse(pod)
  for (const resource in hard)
    if (used[resource] > hard[resource])
      faults.push({
        field: path,
        message: `one pod takes ${shown(used[resource], resource)}, the quota ${nameOf(quota)} allows ${shown(hard[resource], resource)}`,
      })
  return faults
}

/** What a quota allows in its namespace, by resource name in base units. */
export function quotaHard(quota: JsonObject): Amounts {
  return amountsOf(mappingOf(quota.spec).hard)
}

/** What one pod of a template takes of a quota, by resource name in base units; `undefined` for a pod that its scopes leave out, or whose scopes nobody can judge here. */
export function quotaUse(pod: JsonObject, quota: JsonObject): Amounts | undefined {
  return isInScope(pod, mappingOf(quota.spec)) ? podUse(pod) : undefined
}

function podUse(pod: JsonObject): Amounts {
  const { requests, limits } = podResources(pod)
  return { ...requests, ...named('requests.', requests), ...named('limits.', limits), pods: 1, 'count/pods': 1 }
}

/** Why a quota refuses the Job itself. */
export function jobQuotaFaults(quota: JsonObject): readonly CreationFault[] {
  const allowed = amountsOf(mappingOf(quota.spec).hard)['count/jobs.batch']
  return allowed !== undefined && allowed < 1 ? [{ field: 'spec', message: `the quota ${nameOf(quota)} allows no Job at all` }] : []
}

function nameOf(quota: JsonObject): string {
  return textOf(mappingOf(quota.metadata).name)
}

function named(prefix: string, amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}${name}`, amount]))
}

function isInScope(pod: JsonObject, spec: JsonObject): boolean {
  return (
    textsOf(spec.scopes).every((scope) => matchesScope(pod, scope, 'Exists', [])) &&
    mappingsOf(mappingOf(spec.scopeSelector).matchExpressions).every(({ scopeName, operator, values }) =>
      matchesScope(pod, textOf(scopeName), textOf(operator), textsOf(values)),
    )
  )
}

function matchesScope(pod: JsonObject, scope: string, operator: string, values: readonly string[]): boolean {
  const priority = textOf(pod.priorityClassName)
  switch (scope) {
    // The pod's own deadline counts, not the Job's.
    case 'Terminating':
      return isGiven(pod.activeDeadlineSeconds)
    case 'NotTerminating':
      return !isGiven(pod.activeDeadlineSeconds)
    case 'BestEffort':
      return isBestEffort(pod)
    case 'NotBestEffort':
      return !isBestEffort(pod)
    case 'PriorityClass':
      if (operator === 'In') return values.includes(priority)
      if (operator === 'NotIn') return !values.includes(priority)
      return (priority !== '') === (operator === 'Exists')
    // Who reaches across namespaces by affinity is not known here.
    default:
      return false
  }
}

function isBestEffort(pod: JsonObject): boolean {
  const asks = (resources: JsonObject): boolean => {
    const amounts = { ...requestsOf(resources) }
    return (amounts.cpu ?? 0) > 0 || (amounts.memory ?? 0) > 0
  }
  return !asks(mappingOf(pod.resources)) && !containersOf(pod, '').some(({ container }) => asks(mappingOf(container.resources)))
}
