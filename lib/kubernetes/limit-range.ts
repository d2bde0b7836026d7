import { containersOf, mappingOf, mappingsOf, textOf, type CreationFault } from './loose.ts'
import { amountsOf, podResources, requestsOf, type Amounts, type PodResources } from './pod-requests.ts'
import type { JsonObject } from './verdict.ts'

/** An item of a LimitRange with its defaults: the limit from the maximum, the request from the limit or the minimum. */
interface Item {
  readonly type: string
  readonly min: Amounts
  readonly max: Amounts
  readonly ratio: Amounts
  readonly limits: Amounts
  readonly requests: Amounts
}

function itemsOf(limitRange: JsonObject): readonly Item[] {
  return mappingsOf(mappingOf(limitRange.spec).limits).map((item) => {
    const min = amountsOf(item.min)
    const max = amountsOf(item.max)
    const limits = { ...max, ...amountsOf(item.default) }
    const requests = { ...min, ...limits, ...amountsOf(item.defaultRequest) }
    return { type: textOf(item.type), min, max, ratio: amountsOf(item.maxLimitRequestRatio), limits, requests }
  })
}

/** The pod after the namespace's LimitRanges have given its containers what they do not say themselves. */
export function withLimitRangeDefaults(pod: JsonObject, limitRanges: readonly JsonObject[]): JsonObject {
  const items = limitRanges.flatMap(itemsOf).filter(({ type }) => type === 'Container')
  if (items.length === 0) return pod
  const fill = (container: JsonObject): JsonObject => {
    const resources = mappingOf(container.resources)
    const limits: Record<string, number> = { ...amountsOf(resources.limits) }
    const requests: Record<string, number> = { ...requestsOf(resources) }
    for (const item of items) {
      for (const name in item.limits) limits[name] ??= item.limits[name]
      for (const name in item.requests) requests[name] ??= item.requests[name]
    }
    return { ...container, resources: { ...resources, limits, requests } }
  }
  return { ...pod, initContainers: mappingsOf(pod.initContainers).map(fill), containers: mappingsOf(pod.containers).map(fill) }
}

/** Why a LimitRange of the namespace refuses every pod of a template that stands at `path`. The pod is taken as it is written, before defaults. */
export function limitRangeFaults(pod: JsonObject, limitRange: JsonObject, path: string): readonly CreationFault[] {
  const filled = withLimitRangeDefaults(pod, [limitRange])
  const faults: CreationFault[] = []
  const containers = containersOf(filled, path).map(({ container, name, at }) => {
    const resources = mappingOf(container.resources)
    return { what: `container ${name}`, at: `${at}.resources`, requests: requestsOf(resources), limits: amountsOf(resources.limits) }
  })
  for (const { what, at, requests, limits } of containers) {
    // The default limit may be less than what the author asks for.
    for (const name in requests)
      if (name in limits && requests[name] > limits[name])
        faults.push({
          field: `${at}.requests`,
          message: `${what} asks for ${shown(requests[name], name)} but its limit is ${shown(limits[name], name)}`,
        })
  }
  for (const item of itemsOf(limitRange)) {
    if (item.type === 'Container') for (const { what, at, ...resources } of containers) check(item, resources, what, at, faults)
    if (item.type === 'Pod') check(item, podResources(withoutOverhead(filled)), 'the pod', path, faults)
  }
  return faults
}

/** LimitRanges look at what containers ask for; the overhead is the runtime's. */
function withoutOverhead(pod: JsonObject): JsonObject {
  return { ...pod, overhead: undefined }
}

function check({ min, max, ratio }: Item, { requests, limits }: PodResources, what: string, field: string, faults: CreationFault[]): void {
  const add = (message: string): number => faults.push({ field, message })
  for (const name in min) {
    const least = `at least ${shown(min[name], name)} is asked for`
    if (!(name in requests)) add(`${what} has no request where ${least}`)
    else if (requests[name] < min[name]) add(`${what} asks for ${shown(requests[name], name)} where ${least}`)
    else if (limits[name] < min[name]) add(`${what} is limited to ${shown(limits[name], name)} where ${least}`)
  }
  for (const name in max) {
    const most = `at most ${shown(max[name], name)} is allowed`
    if (!(name in limits)) add(`${what} has no limit where ${most}`)
    else if (limits[name] > max[name]) add(`${what} is limited to ${shown(limits[name], name)} where ${most}`)
    else if (requests[name] > max[name]) add(`${what} asks for ${shown(requests[name], name)} where ${most}`)
  }
  for (const name in ratio) {
    const bound = `the limit may be ${ratio[name]} times the request at most`
    if (!requests[name] || !limits[name]) add(`${what} has no request or no limit of ${name} where ${bound}`)
    else if (limits[name] / requests[name] > ratio[name])
      add(`${what} has a limit of ${shown(limits[name], name)} to a request of ${shown(requests[name], name)} where ${bound}`)
  }
}

/** An amount as its reader would write it. */
export function shown(amount: number, name: string): string {
  if (name.endsWith('cpu')) return `${Number.isInteger(amount) ? amount : `${Math.round(amount * 1000)}m`} cpu`
  const unit =
    name.endsWith('memory') || name.endsWith('storage')
      ? UNITS.find(([, size]) => amount >= size && Number.isInteger((amount / size) * 4))
      : undefined
  return `${unit ? `${amount / unit[1]}${unit[0]}` : amount} ${name}`
}

const UNITS: readonly (readonly [name: string, size: number])[] = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
]
