import { canonicalQuantity } from '../canonical-quantity.ts'
import type { JsonObject } from '../verdict.ts'
import { dnsLabel } from './names.ts'
import { APPARMOR_PREFIX, SECCOMP_POD, SECCOMP_PREFIX } from './profile-annotations.ts'
import { listIn, numberIn, objectIn, structIn, textIn, textsIn, type Report } from './report.ts'
import { warnOfVolumes } from './volume-warnings.ts'

/** The texts of the server's `Warning:` headers for an accepted object. */
export function warnOf(object: JsonObject, kind: 'CronJob' | 'Job', report: Report): void {
  warnOfName(textIn(structIn(object, 'metadata'), 'name'), report)
  const spec = structIn(object, 'spec')
  if (kind === 'CronJob' && report.minor < 29 && textIn(spec, 'schedule').includes('TZ')) {
    report.warn(
      'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
    )
  }
  const job = kind === 'CronJob' ? structIn(structIn(spec, 'jobTemplate'), 'spec') : spec
  const path = kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec'
  if (
    textIn(job, 'completionMode') === 'Indexed' &&
    (numberIn(job, 'completions') ?? 0) > 100_000 &&
    (numberIn(job, 'parallelism') ?? 0) > 10_000
  ) {
    report.warn(
      `${path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
    )
  }
  const template = structIn(job, 'template')
  warnOfAnnotations(structIn(structIn(template, 'metadata'), 'annotations'), `${path}.template.metadata.annotations`, report)
  warnOfPod(structIn(template, 'spec'), `${path}.template.spec`, report)
}

function warnOfName(name: string, report: Report): void {
  const messages = name === '' ? [] : dnsLabel(name)
  if (messages.length === 0) return
  const dotsOnly = name.includes('.') && name.length <= 63 && dnsLabel(name.replaceAll('.', '-')).length === 0
  report.warn(
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${dotsOnly ? 'must not contain dots' : messages.join(', ')}]`,
  )
}

function warnOfAnnotations(annotations: JsonObject, path: string, report: Report): void {
  for (const key in annotations) {
    if (key.startsWith(APPARMOR_PREFIX) && report.minor >= 30)
      report.warn(`${path}[${key}]: deprecated since v1.30; use the "appArmorProfile" field instead`)
    if (key === SECCOMP_POD || key.startsWith(SECCOMP_PREFIX))
      report.warn(`${path}[${key}]: non-functional in v1.27+; use the "seccompProfile" field instead`)
    if (key === 'scheduler.alpha.kubernetes.io/critical-pod')
      report.warn(`${path}[${key}]: non-functional in v1.16+; use the "priorityClassName" field instead`)
  }
}

const OLD_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'is deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'is deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'is deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'is deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'is deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
}

function warnOfPod(pod: JsonObject, path: string, report: Report): void {
  for (const key in structIn(pod, 'nodeSelector'))
    if (OLD_LABELS[key]) report.warn(`${path}.nodeSelector[${key}]: ${OLD_LABELS[key].replace(/^is /, '')}`)
  warnOfAffinity(structIn(pod, 'affinity'), `${path}.affinity`, report)
  listIn(pod, 'topologySpreadConstraints').forEach((constraint, index) => {
    const key = textIn(constraint, 'topologyKey')
    if (OLD_LABELS[key]) report.warn(`${path}.topologySpreadConstraints[${index}].topologyKey: ${key} ${OLD_LABELS[key]}`)
    if (!objectIn(constraint, 'labelSelector'))
      report.warn(`${path}.topologySpreadConstraints[${index}].labelSelector: a null labelSelector results in matching no pod`)
  })
  listIn(pod, 'hostAliases').forEach((alias, index) => warnOfAddress(textIn(alias, 'ip'), `${path}.hostAliases[${index}].ip`, report))
  textsIn(structIn(pod, 'dnsConfig'), 'nameservers').forEach((server, index) =>
    warnOfAddress(server, `${path}.dnsConfig.nameservers[${index}]`, report),
  )
  listIn(pod, 'imagePullSecrets').forEach((secret, index) => {
    if (textIn(secret, 'name') === '') report.warn(`${path}.imagePullSecrets[${index}].name: invalid empty name ""`)
  })
  const grace = numberIn(pod, 'terminationGracePeriodSeconds')
  if (grace !== undefined && grace < 0)
    report.warn(`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`)
  warnOfVolumes(listIn(pod, 'volumes'), `${path}.volumes`, report)
  for (const field of ['initContainers', 'containers'] as const)
    listIn(pod, field).forEach((container, index) => warnOfContainer(container, `${path}.${field}[${index}]`, report))
}

/** Leading zeros are octal for some readers and decimal for others. */
function warnOfAddress(address: string, field: string, report: Report): void {
  if (report.minor < 33 || !/^\d+(\.\d+){3}$/.test(address)) return
  const plain = address.split('.').map(Number).join('.')
  if (plain !== address)
    report.warn(
      `${field}: non-standard IP address ${JSON.stringify(address)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(plain)}`,
    )
}

function warnOfAffinity(affinity: JsonObject, path: string, report: Report): void {
  const node = structIn(affinity, 'nodeAffinity')
  const terms = listIn(structIn(node, REQUIRED), 'nodeSelectorTerms').map(
    (term, index) => [term, `${path}.nodeAffinity.${REQUIRED}.nodeSelectorTerms[${index}]`] as const,
  )
  const preferred = listIn(node, PREFERRED).map(
    (term, index) => [structIn(term, 'preference'), `${path}.nodeAffinity.${PREFERRED}[${index}].preference`] as const,
  )
  for (const [term, at] of [...terms, ...preferred]) {
    listIn(term, 'matchExpressions').forEach((expression, index) => {
      const key = textIn(expression, 'key')
      if (OLD_LABELS[key]) report.warn(`${at}.matchExpressions[${index}].key: ${key} ${OLD_LABELS[key]}`)
    })
  }
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const pods = structIn(affinity, kind)
    const required = listIn(pods, REQUIRED).map((term, index) => [term, `${path}.${kind}.${REQUIRED}[${index}]`] as const)
    const wished = listIn(pods, PREFERRED).map(
      (term, index) => [structIn(term, 'podAffinityTerm'), `${path}.${kind}.${PREFERRED}[${index}].podAffinityTerm`] as const,
    )
    for (const [term, at] of [...required, ...wished])
      if (!objectIn(term, 'labelSelector')) report.warn(`${at}.labelSelector: a null labelSelector results in matching no pod`)
  }
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

function warnOfContainer(container: JsonObject, path: string, report: Report): void {
  for (const kind of ['limits', 'requests'] as const)
    warnOfBytes(structIn(structIn(container, 'resources'), kind), `${path}.resources.${kind}`, ['memory', 'ephemeral-storage'], report)
  const seen = new Set<string>()
  listIn(container, 'env').forEach((variable, index) => {
    const name = textIn(variable, 'name')
    if (seen.has(name))
      report.warn(
        `${path}.env[${index}]: hides previous definition of ${JSON.stringify(name)}${report.minor < 30 ? '' : ', which may be dropped when using apply'}`,
      )
    seen.add(name)
  })
  const ports = listIn(container, 'ports')
  ports.forEach((port, index) => {
    const earlier = ports.findIndex(
      (other) =>
        numberIn(other, 'containerPort') === numberIn(port, 'containerPort') &&
        (textIn(other, 'protocol') || 'TCP') === (textIn(port, 'protocol') || 'TCP') &&
        numberIn(other, 'hostPort') === numberIn(port, 'hostPort') &&
        textIn(other, 'hostIP') === textIn(port, 'hostIP'),
    )
    if (earlier < index) report.warn(`${path}.ports[${index}]: duplicate port definition with ${path}.ports[${earlier}]`)
  })
}

/** Bytes come in whole numbers; the server rounds, and says so. */
export function warnOfBytes(amounts: JsonObject, path: string, names: readonly string[], report: Report): void {
  for (const name of names) {
    const amount = amounts[name]
    if (amount === undefined) continue
    const canonical = canonicalQuantity(String(amount))
    // 1Ei is beyond what the server counts in thousandths.
    if (canonical.fractional)
      report.warn(`${path}[${name}]: fractional byte value ${JSON.stringify(canonical.text)} is invalid, must be an integer`)
  }
}
