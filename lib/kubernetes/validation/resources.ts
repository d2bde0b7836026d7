import { quantityValue } from '../quantity.ts'
import type { JsonObject } from '../verdict.ts'
import { qualifiedName } from './names.ts'
import { listIn, objectIn, structIn, type Report } from './report.ts'
import { claimNames, validateClaimsUsed } from './resource-claims.ts'

const NATIVE = new Set(['cpu', 'memory', 'ephemeral-storage'])

type CheckName = (name: string, path: string, report: Report) => void

/** `resources` of a container, or of a pod by other names. */
export function validateResources(resources: JsonObject, path: string, report: Report, checkName: CheckName = validateName): void {
  const limits = structIn(resources, 'limits')
  const requests = structIn(resources, 'requests')
  for (const name in limits) {
    checkName(name, `${path}.limits[${name}]`, report)
    validateAmount(name, limits[name] as string, `${path}.limits[${name}]`, report)
  }
  for (const name in requests) {
    const at = `${path}.requests[${name}]`
    checkName(name, at, report)
    validateAmount(name, requests[name] as string, at, report)
    const limit = limits[name] as string | undefined
    const overcommits = isNative(name) && !name.startsWith('hugepages-')
    if (limit === undefined) {
      if (!overcommits) report.required(`${path}.limits`, 'Limit must be set for non overcommitable resources')
      continue
    }
    const asked = amountOf(requests[name] as string)
    const allowed = amountOf(limit)
    if (!overcommits && asked !== allowed) report.invalid(`${path}.requests`, requests[name], `must be equal to ${name} limit of ${limit}`)
    else if (overcommits && asked > allowed)
      report.invalid(`${path}.requests`, requests[name], `must be less than or equal to ${name} limit of ${limit}`)
  }
  const pages = hasPages(limits) || hasPages(requests)
  if (pages && [limits, requests].every((amounts) => amounts.cpu === undefined && amounts.memory === undefined))
    report.forbidden(path, 'HugePages require cpu or memory')
}

function hasPages(amounts: JsonObject): boolean {
  for (const name in amounts) if (name.startsWith('hugepages-')) return true
  return false
}

function amountOf(text: string): number {
  return quantityValue(String(text)) ?? 0
}

/** Kubernetes' own: without a domain, or with its. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** A resource of Kubernetes itself, huge pages, or an extended one with a domain. */
function validateName(name: string, path: string, report: Report): void {
  if (NATIVE.has(name)) return
  const messages = qualifiedName(name)
  report.invalidFor(path, name, messages)
  if (messages.length > 0) return
  if (name.includes('/')) {
    if (!isNative(name) && (name.startsWith('requests.') || qualifiedName(`requests.${name}`).length > 0))
      report.invalid(path, name, "doesn't follow extended resource name standard")
    return
  }
  if (name.startsWith('hugepages-')) return
  report.invalid(path, name, 'must be a standard resource type or fully qualified')
  report.invalid(path, name, 'must be a standard resource for containers')
}

function validateAmount(name: string, amount: string, path: string, report: Report): void {
  const value = amountOf(amount)
  if (value < 0) report.invalid(path, amount, 'must be greater than or equal to 0')
  if (name.startsWith('hugepages-')) {
    const page = quantityValue(name.slice(10)) ?? 0
    if (!(page > 0 && value > 0 && value % page === 0))
      report.invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)
  }
  // Extended resources come in whole pieces.
  else if (!isNative(name) && !Number.isInteger(value)) report.invalid(path, amount, 'must be an integer')
}

/** `resources` of the whole pod: alpha in 1.32, on since 1.34; before, they are dropped. */
export function validatePodResources(pod: JsonObject, path: string, report: Report): void {
  const resources = objectIn(pod, 'resources')
  if (!resources || report.minor < 34) return
  validateResources(resources, `${path}.resources`, report, validatePodLevelName)
  if (resources.claims !== undefined) {
    validateClaimsUsed(listIn(resources, 'claims'), `${path}.resources.claims`, claimNames(pod), report)
    report.forbidden(`${path}.resources.claims`, 'claims cannot be set for resources at pod-level')
  }
  validateAggregates(pod, resources, `${path}.resources`, report)
}

/** Names that mean something in a quota, and nothing to a pod. */
const QUOTA_ONLY =
  /^((requests|limits)\.(cpu|memory|ephemeral-storage)|requests\.storage|pods|resourcequotas|services|services\.(nodeports|loadbalancers)|replicationcontrollers|secrets|configmaps|persistentvolumeclaims|storage)$/

function validatePodLevelName(name: string, path: string, report: Report): void {
  const messages = qualifiedName(name)
  report.invalidFor(path, name, messages)
  if (messages.length > 0 || name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) return
  if (NATIVE.has(name) || name.includes('/') || QUOTA_ONLY.test(name)) report.notSupported(path, name, ['cpu', 'hugepages-', 'memory'])
  else report.invalid(path, name, 'must be a standard resource type or fully qualified')
}

/** The pod's request covers what its containers ask for together. */
function validateAggregates(pod: JsonObject, resources: JsonObject, path: string, report: Report): void {
  const requests = structIn(resources, 'requests')
  const limits = structIn(resources, 'limits')
  for (const name of ['cpu', 'memory']) {
    const containers = listIn(pod, 'containers')
    const asked = containers.reduce(
      (sum, container) =>
        sum +
        amountOf(
          (structIn(structIn(container, 'resources'), 'requests')[name] ??
            structIn(structIn(container, 'resources'), 'limits')[name] ??
            '0') as string,
        ),
      0,
    )
    const amount = requests[name] as string | undefined
    if (amount !== undefined && asked > amountOf(amount))
      report.invalid(`${path}.requests[${name}]`, amount, `must be greater than or equal to aggregate container requests of ${asked}`)
    const limit = limits[name] as string | undefined
    if (limit === undefined) continue
    containers.forEach((container, index) => {
      const own = structIn(structIn(container, 'resources'), 'limits')[name] as string | undefined
      if (own !== undefined && amountOf(own) > amountOf(limit))
        report.invalid(`${path}.containers[${index}][${name}].limits`, own, `must be less than or equal to pod limits of ${limit}`)
    })
  }
}
