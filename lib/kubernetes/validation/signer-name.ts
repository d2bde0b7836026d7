import { dnsLabel, dnsSubdomain } from './names.ts'
import type { Report } from './report.ts'

const LONGEST_DOMAIN = 253
const LONGEST = LONGEST_DOMAIN + 1 + 253 + 1 + 63

/** `example.com/signer-name`: who signs certificates. */
export function validateSignerName(name: string, path: string, report: Report): void {
  if (name === '') {
    report.required(path)
    return
  }
  const parts = name.split('/')
  if (parts.length !== 2) {
    report.invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")
    return
  }
  const [domain, rest] = parts
  const labels = domain.split('.')
  if (domain.length > LONGEST_DOMAIN) report.tooLong(path, LONGEST_DOMAIN)
  report.invalidFor(path, domain, firstFault(labels, dnsLabel))
  if (labels.length < 2) report.invalid(path, domain, 'should be a domain with at least two segments separated by dots')
  report.invalidFor(path, rest, firstFault(rest.split('.'), dnsSubdomain))
  if (name.length > LONGEST) report.tooLong(path, LONGEST)
}

function firstFault(labels: readonly string[], faults: (label: string) => readonly string[]): readonly string[] {
  const label = labels.find((candidate) => faults(candidate).length > 0)
  return label === undefined ? [] : faults(label).map((message) => `validating label ${JSON.stringify(label)}: ${message}`)
}

export function isKubernetesSigner(name: string): boolean {
  const domain = name.split('/')[0]
  return domain === 'kubernetes.io' || domain.endsWith('.kubernetes.io')
}
