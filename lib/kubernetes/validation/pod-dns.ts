import type { JsonObject } from '../verdict.ts'
import { dnsSubdomain } from './names.ts'
import { listIn, objectIn, textIn, textsIn, type Report } from './report.ts'

const POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']
const MOST_SERVERS = 3
const MOST_SEARCHES = 32
const LONGEST_SEARCH = 2048

export function validateDns(pod: JsonObject, path: string, report: Report): void {
  const policy = textIn(pod, 'dnsPolicy')
  if (policy !== '') report.oneOf(`${path}.dnsPolicy`, policy, POLICIES)
  const config = objectIn(pod, 'dnsConfig')
  const at = `${path}.dnsConfig`
  if (policy === 'None' && !config) report.required(at, 'must provide `dnsConfig` when `dnsPolicy` is None')
  if (!config) return
  const servers = textsIn(config, 'nameservers')
  if (policy === 'None' && servers.length === 0)
    report.required(`${at}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')
  if (servers.length > MOST_SERVERS)
    report.invalid(`${at}.nameservers`, [...servers], `must not have more than ${MOST_SERVERS} nameservers`)
  servers.forEach((server, index) => {
    validateAddress(server, `${at}.nameservers[${index}]`, report)
  })
  const searches = textsIn(config, 'searches')
  if (searches.length > MOST_SEARCHES)
    report.invalid(`${at}.searches`, [...searches], `must not have more than ${MOST_SEARCHES} search paths`)
  if (searches.join(' ').length > LONGEST_SEARCH)
    report.invalid(
      `${at}.searches`,
      [...searches],
      `must not have more than ${LONGEST_SEARCH} characters (including spaces) in the search list`,
    )
  searches.forEach((search, index) => {
    const name = search.endsWith('.') ? search.slice(0, -1) : search
    // A lone dot and names with underscores are taken since 1.33.
    const relaxed = report.minor >= 33
    if (relaxed && search === '.') return
    report.invalidFor(`${at}.searches[${index}]`, search, dnsSubdomain(relaxed ? name.replaceAll('_', 'a') : name))
  })
  listIn(config, 'options').forEach((option, index) => {
    if (textIn(option, 'name') === '') report.required(`${at}.options[${index}]`, 'must not be empty')
  })
}

const SINCE_INDEXED = 30

export function validateHostAliases(aliases: readonly JsonObject[], path: string, report: Report): void {
  aliases.forEach((alias, index) => {
    // Before 1.30 the server did not say which one.
    const named = report.minor >= SINCE_INDEXED
    const at = named ? `${path}[${index}]` : path
    validateAddress(textIn(alias, 'ip'), `${at}.ip`, report)
    textsIn(alias, 'hostnames').forEach((name, which) =>
      report.invalidFor(named ? `${at}.hostnames[${which}]` : `${at}.hostnames`, name, dnsSubdomain(name)),
    )
  })
}

function validateAddress(address: string, field: string, report: Report): void {
  if (!isAddress(address)) report.invalid(field, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')
  else if (report.minor >= 36 && /(^|\.)0\d/.test(address)) report.invalid(field, address, 'must not have leading 0s')
}

/** Leading zeros are taken up to 1.35, with a warning. */
export function isAddress(text: string): boolean {
  if (/^\d{1,10}(\.\d{1,10}){3}$/.test(text)) return text.split('.').every((part) => Number(part) <= 255)
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return false
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const embedded = last.includes('.')
  if (embedded && !isAddress(last)) return false
  const plain = embedded ? groups.slice(0, -1) : groups
  const count = plain.length + (embedded ? 2 : 0)
  return plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? count < 8 : count === 8)
}
