import type { JsonObject } from '../verdict.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { listIn, textIn, type Report } from './report.ts'

/** `spec.resourceClaims` of a pod: dynamic resource allocation, on since 1.34. Before, it is dropped. */
export function validatePodClaims(claims: readonly JsonObject[], path: string, report: Report): void {
  if (report.minor < 34) return
  const names = new Set<string>()
  claims.forEach((claim, index) => {
    const at = `${path}[${index}]`
    const name = textIn(claim, 'name')
    if (name === '') report.required(`${at}.name`)
    else if (names.has(name)) report.duplicate(`${at}.name`, name)
    else report.invalidFor(`${at}.name`, name, dnsLabel(name))
    names.add(name)
    const sources = CLAIM_SOURCES.filter((source) => claim[source] !== undefined)
    if (sources.length > 1) report.invalid(at, claim, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified')
    if (sources.length === 0) report.invalid(at, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`')
    for (const source of sources) report.invalidFor(`${at}.${source}`, claim[source], dnsSubdomain(textIn(claim, source)))
  })
}

const CLAIM_SOURCES = ['resourceClaimName', 'resourceClaimTemplateName'] as const

export function claimNames(pod: JsonObject): ReadonlySet<string> {
  return new Set(listIn(pod, 'resourceClaims').map((claim) => textIn(claim, 'name')))
}

/** `resources.claims` of a container: a claim as a whole, or requests of it, none twice. `known` are the claims of the pod. */
export function validateClaimsUsed(claims: readonly JsonObject[], path: string, known: ReadonlySet<string>, report: Report): void {
  if (report.minor < 34) return
  const taken = new Set<string>()
  claims.forEach((claim, index) => {
    const at = `${path}[${index}]`
    const name = textIn(claim, 'name')
    if (name === '') {
      report.required(at)
      return
    }
    validateUse(name, textIn(claim, 'request'), at, taken, report)
    if (!known.has(name)) report.notFound(at, name)
  })
}

function validateUse(name: string, request: string, path: string, taken: Set<string>, report: Report): void {
  if (taken.has(name)) {
    report.duplicate(path, name)
    return
  }
  if (request !== '') report.invalidFor(`${path}.request`, request, dnsLabel(request))
  const use = request === '' ? name : `${name}/${request}`
  if (taken.has(use)) report.duplicate(path, use)
  else if (request === '') for (const other of taken) if (other.startsWith(`${name}/`)) report.duplicate(path, name)
  taken.add(use)
}
