import type { JsonObject } from '../verdict.ts'
import { dnsLabel } from './names.ts'
import { listIn, numberIn, structIn, textIn, type Report } from './report.ts'

/** The texts of the server's `Warning:` headers for an accepted object. */
export function warnOf(object: JsonObject, kind: 'CronJob' | 'Job', report: Report): void {
  const name = textIn(structIn(object, 'metadata'), 'name')
  const messages = name === '' ? [] : dnsLabel(name)
  if (messages.length > 0) {
    const shown =
      name.includes('.') && messages.length === 1 && dnsLabel(name.replaceAll('.', '-')).length === 0 ? ['must not contain dots'] : messages
    report.warn(
      `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${shown.join(', ')}]`,
    )
  }
  const spec = structIn(object, 'spec')
  const job = kind === 'CronJob' ? structIn(structIn(spec, 'jobTemplate'), 'spec') : spec
  const path = kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec'
  const completions = numberIn(job, 'completions') ?? 0
  if (textIn(job, 'completionMode') === 'Indexed' && completions > 100_000 && (numberIn(job, 'parallelism') ?? 0) > 10_000) {
    report.warn(
      `${path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
    )
  }
  warnOfPod(structIn(structIn(job, 'template'), 'spec'), `${path}.template.spec`, report)
}

function warnOfPod(pod: JsonObject, path: string, report: Report): void {
  const grace = numberIn(pod, 'terminationGracePeriodSeconds')
  if (grace !== undefined && grace < 0)
    report.warn(`${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`)
  listIn(pod, 'imagePullSecrets').forEach((secret, index) => {
    if (textIn(secret, 'name') === '') report.warn(`${path}.imagePullSecrets[${index}].name: invalid empty name ""`)
  })
  for (const field of ['initContainers', 'containers'] as const)
    listIn(pod, field).forEach((container, index) => warnOfContainer(container, `${path}.${field}[${index}]`, report))
}

function warnOfContainer(container: JsonObject, path: string, report: Report): void {
  for (const kind of ['limits', 'requests'] as const) {
    const amounts = structIn(structIn(container, 'resources'), kind)
    for (const name of ['memory', 'ephemeral-storage']) {
      const amount = amounts[name]
      if (typeof amount === 'string' && isFractional(amount))
        report.warn(`${path}.resources.${kind}[${name}]: fractional byte value ${JSON.stringify(amount)} is invalid, must be an integer`)
    }
  }
  const seen = new Set<string>()
  listIn(container, 'env').forEach((variable, index) => {
    const name = textIn(variable, 'name')
    if (seen.has(name))
      report.warn(`${path}.env[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`)
    seen.add(name)
  })
}

function isFractional(amount: string): boolean {
  return /^[+-]?\d*\.?\d*m$/.test(amount) && !/000m$/.test(amount)
}
