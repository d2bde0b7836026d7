import { containersOf, mappingOf, textOf } from './loose.ts'
import { quantityValue } from './quantity.ts'
import type { Json, JsonObject } from './verdict.ts'

/** Amounts by resource name in base units: cores, bytes, pieces. */
export type Amounts = Readonly<Record<string, number>>

export interface PodResources {
  readonly requests: Amounts
  readonly limits: Amounts
}

/** What a pod as a whole may ask for; the rest is for its containers. */
const POD_LEVEL = new Set(['cpu', 'memory'])

/**
 * What the scheduler reserves for a pod and what quotas count (`k8s.io/component-helpers/resource`): containers and sidecars together, or the neediest init
 * container with the sidecars started before it, whichever is more; resources of the pod itself take the place of both; the overhead of its
 * runtime class is added, to limits only where there is one. A limit without a request is the request.
 */
export function podResources(pod: JsonObject): PodResources {
  const own = mappingOf(pod.resources)
  const overhead = amountsOf(pod.overhead)
  const podLimits = podLevel(amountsOf(own.limits))
  const requests = { ...aggregate(pod, requestsOf), ...podLevel(requestsOf(own)) }
  const limits = { ...aggregate(pod, (resources) => amountsOf(resources.limits)), ...podLimits }
  return {
    requests: sum(requests, overhead),
    limits: sum(
      limits,
      picked(overhead, (name) => (limits[name] ?? 0) > 0),
    ),
  }
}

/** The requests of one container: what it has no request for is asked for by its limit. */
export function requestsOf(resources: JsonObject): Amounts {
  return { ...amountsOf(resources.limits), ...amountsOf(resources.requests) }
}

/** A list of quantities; what is no quantity is left out. */
export function amountsOf(list: Json | undefined): Amounts {
  const amounts: Record<string, number> = {}
  for (const [name, quantity] of Object.entries(mappingOf(list))) {
    const amount = typeof quantity === 'string' || typeof quantity === 'number' ? quantityValue(String(quantity)) : undefined
    if (amount !== undefined) amounts[name] = amount
  }
  return amounts
}

function aggregate(pod: JsonObject, of: (resources: JsonObject) => Amounts): Amounts {
  let together: Amounts = {}
  let sidecars: Amounts = {}
  let starting: Amounts = {}
  for (const { container, init } of containersOf(pod, '')) {
    const own = of(mappingOf(container.resources))
    if (!init) together = sum(together, own)
    else if (textOf(container.restartPolicy) === 'Always') {
      sidecars = sum(sidecars, own)
      starting = most(starting, sidecars)
    } else starting = most(starting, sum(sidecars, own))
  }
  return most(sum(together, sidecars), starting)
}

function podLevel(amounts: Amounts): Amounts {
  return picked(amounts, (name) => POD_LEVEL.has(name))
}

function picked(amounts: Amounts, isPicked: (name: string) => boolean): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => isPicked(name)))
}

function sum(a: Amounts, b: Amounts): Amounts {
  const total: Record<string, number> = { ...a }
  for (const name in b) total[name] = (total[name] ?? 0) + b[name]
  return total
}

function most(a: Amounts, b: Amounts): Amounts {
  const larger: Record<string, number> = { ...a }
  for (const name in b) larger[name] = Math.max(larger[name] ?? 0, b[name])
  return larger
}
