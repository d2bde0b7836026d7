import type { JsonObject } from '../verdict.ts'
import { generatedName, validateAnnotations, validateLabels, validateMetadata } from './metadata.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { validatePodFailurePolicy } from './pod-failure-policy.ts'
import { validatePodTemplate } from './pod-template.ts'
import { validateProfileAnnotations } from './profile-annotations.ts'
import { flagIn, listIn, numberIn, objectIn, structIn, textIn, type Report } from './report.ts'
import { matchesLabels, validateSelector } from './selector.ts'
import { validateSuccessPolicy } from './success-policy.ts'

/** With an index for each completion, so many pods may run side by side. */
const MOST_PARALLEL = 100_000
const MOST_FAILED_INDEXES = 100_000

export function validateJob(object: JsonObject, report: Report): void {
  const metadata = structIn(object, 'metadata')
  const spec = withDefaults(structIn(object, 'spec'))
  const name = textIn(metadata, 'name') || (textIn(metadata, 'generateName') === '' ? '' : generatedName(textIn(metadata, 'generateName')))
  const template = withGeneratedLabels(spec, name)
  const labels = objectIn(structIn(template, 'metadata'), 'labels')
  // A Job without labels of its own takes those of its template.
  validateMetadata(
    {
      ...metadata,
      labels: metadata.labels ?? (objectIn(structIn(structIn(spec, 'template'), 'metadata'), 'labels') as JsonObject | undefined),
    },
    report,
  )
  validateGeneratedSelector(spec, labels, report)
  validateJobSpec({ ...spec, template }, 'spec', report)
  validateIndexedName(spec, name, report)
}

/** One pod, where nothing is said; what a CronJob holds gets no such defaults before its Jobs are made. */
function withDefaults(spec: JsonObject): JsonObject {
  if (spec.parallelism !== undefined) return spec
  return { ...spec, parallelism: 1, completions: spec.completions ?? 1 }
}

/** The labels by which a Job finds its pods; the server adds them unless the selector is the author's. */
function withGeneratedLabels(spec: JsonObject, name: string): JsonObject {
  const template = structIn(spec, 'template')
  if (flagIn(spec, 'manualSelector') === true) return template
  const metadata = structIn(template, 'metadata')
  const generated = {
    'batch.kubernetes.io/controller-uid': 'uid',
    'batch.kubernetes.io/job-name': name,
    'controller-uid': 'uid',
    'job-name': name,
  }
  return { ...template, metadata: { ...metadata, labels: { ...generated, ...objectIn(metadata, 'labels') } as JsonObject } }
}

/** A selector that is not the author's to choose must be the generated one, and its labels must be what the server made them. */
function validateGeneratedSelector(spec: JsonObject, labels: JsonObject | undefined, report: Report): void {
  const selector = objectIn(spec, 'selector')
  const found = labels ?? {}
  const before = report.causes.length
  const manual = flagIn(spec, 'manualSelector') === true
  if (manual && !selector) report.required('spec.selector')
  validateSelector(selector, 'spec.selector', report)
  if (!manual) {
    const given = objectIn(structIn(structIn(spec, 'template'), 'metadata'), 'labels') ?? {}
    for (const key of GENERATED_LABELS)
      if (given[key] !== undefined) report.invalid(`spec.template.metadata.labels[${key}]`, found, `must be '${String(found[key])}'`)
    const generated =
      Object.keys(structIn(selector ?? {}, 'matchLabels')).length === 0 && listIn(selector ?? {}, 'matchExpressions').length === 0
    if (!generated && report.causes.length === before) report.invalid('spec.selector', selector, '`selector` not auto-generated')
    if (given['batch.kubernetes.io/controller-uid'] !== undefined)
      report.invalid('spec.template.metadata.labels', found, '`selector` does not match template `labels`')
  }
  const malformed = report.causes.slice(before).some(({ field }) => field.startsWith('spec.selector.'))
  if (!malformed && (manual || selector) && !matchesLabels(selector ?? NO_SELECTOR, found))
    report.invalid('spec.template.metadata.labels', found, '`selector` does not match template `labels`')
}

const GENERATED_LABELS = ['batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name', 'controller-uid', 'job-name']
/** A selector that is required and absent matches nothing. */
const NO_SELECTOR: JsonObject = { matchLabels: { '': '' } }

function validateIndexedName(spec: JsonObject, name: string, report: Report): void {
  const completions = numberIn(spec, 'completions')
  if (textIn(spec, 'completionMode') !== 'Indexed' || completions === undefined || completions <= 0) return
  const host = `${name}-${completions - 1}`
  report.invalidFor(
    'metadata.name',
    host,
    dnsLabel(host).map((message) => `will not able to create pod with invalid DNS label: ${message}`),
  )
}

/** While its gate is off a field is dropped from a Job, but kept, and validated, in the template of a CronJob. */
function isDropped(path: string, onSince: number, report: Report): boolean {
  return path === 'spec' && report.minor < onSince
}

/** The spec of a Job, also of the template of a CronJob. */
export function validateJobSpec(spec: JsonObject, path: string, report: Report): void {
  for (const field of ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'] as const) {
    report.notNegative(`${path}.${field}`, numberIn(spec, field))
  }
  const mode = textIn(spec, 'completionMode') || (spec.completionMode === '' ? '' : 'NonIndexed')
  const indexed = mode === 'Indexed'
  if (spec.completionMode !== undefined) report.oneOf(`${path}.completionMode`, spec.completionMode, ['NonIndexed', 'Indexed'])
  validateIndexes(spec, path, mode, report)
  if (!isDropped(path, 32, report)) validateManagedBy(spec.managedBy as string | undefined, `${path}.managedBy`, report)
  const template = structIn(spec, 'template')
  const pod = structIn(template, 'spec')
  const policy = objectIn(spec, 'podFailurePolicy')
  if (policy) {
    validatePodFailurePolicy(policy, spec, pod, `${path}.podFailurePolicy`, report)
  }
  if (objectIn(spec, 'successPolicy') && !isDropped(path, 31, report))
    validateSuccessPolicy(structIn(spec, 'successPolicy'), spec, indexed, `${path}.successPolicy`, report)
  if (spec.podReplacementPolicy !== undefined && !isDropped(path, 29, report)) {
    const supported = policy ? ['Failed'] : ['Failed', 'TerminatingOrFailed']
    report.oneOf(`${path}.podReplacementPolicy`, spec.podReplacementPolicy, supported)
  }
  validateTemplateMetadata(structIn(template, 'metadata'), `${path}.template`, report)
  validateProfileAnnotations(structIn(structIn(template, 'metadata'), 'annotations'), pod, `${path}.template.annotations`, report)
  validatePodTemplate(pod, `${path}.template.spec`, report)
  validateRestartPolicy(textIn(pod, 'restartPolicy'), policy !== undefined, `${path}.template.spec.restartPolicy`, report)
}

function validateTemplateMetadata(metadata: JsonObject, path: string, report: Report): void {
  validateLabels(objectIn(metadata, 'labels'), `${path}.labels`, report)
  validateAnnotations(objectIn(metadata, 'annotations'), `${path}.annotations`, report)
}

function validateRestartPolicy(policy: string, withFailurePolicy: boolean, field: string, report: Report): void {
  if (policy === '' || policy === 'Always') {
    report.required(field, 'valid values: "OnFailure", "Never"')
  } else if (policy !== 'OnFailure' && policy !== 'Never') report.notSupported(field, policy, ['OnFailure', 'Never'])
  else if (withFailurePolicy && policy !== 'Never')
    report.invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')
}

function validateIndexes(spec: JsonObject, path: string, mode: string, report: Report): void {
  const completions = numberIn(spec, 'completions')
  const parallelism = numberIn(spec, 'parallelism')
  const off = isDropped(path, 29, report)
  const perIndex = off ? undefined : numberIn(spec, 'backoffLimitPerIndex')
  const maxFailed = off ? undefined : numberIn(spec, 'maxFailedIndexes')
  if (mode === 'Indexed') {
    if (completions === undefined) report.required(`${path}.completions`, 'when completion mode is Indexed')
    if (parallelism !== undefined && parallelism > MOST_PARALLEL)
      report.invalid(`${path}.parallelism`, parallelism, `must be less than or equal to ${MOST_PARALLEL} when completion mode is Indexed`)
    if (completions !== undefined && maxFailed !== undefined && maxFailed > completions)
      report.invalid(`${path}.maxFailedIndexes`, maxFailed, 'must be less than or equal to completions')
    if (maxFailed !== undefined && maxFailed > MOST_FAILED_INDEXES)
      report.invalid(`${path}.maxFailedIndexes`, maxFailed, `must be less than or equal to ${MOST_FAILED_INDEXES}`)
    if (completions !== undefined && completions > 100_000 && perIndex !== undefined) {
      if (maxFailed === undefined) report.required(`${path}.maxFailedIndexes`, 'must be specified when completions is above 100000')
      else if (maxFailed > 10_000)
        report.invalid(
          `${path}.maxFailedIndexes`,
          maxFailed,
          'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index',
        )
      if ((parallelism ?? 1) > 10_000)
        report.invalid(
          `${path}.parallelism`,
          parallelism ?? 1,
          'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index',
        )
    }
  }
  report.notNegative(`${path}.backoffLimitPerIndex`, perIndex)
  if (perIndex !== undefined && mode === 'NonIndexed')
    report.invalid(`${path}.backoffLimitPerIndex`, perIndex, 'requires indexed completion mode')
  if (maxFailed === undefined) return
  report.notNegative(`${path}.maxFailedIndexes`, maxFailed)
  if (perIndex === undefined) report.required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')
  if (mode === 'NonIndexed') report.invalid(`${path}.maxFailedIndexes`, maxFailed, 'requires indexed completion mode')
}

function validateManagedBy(managedBy: string | undefined, field: string, report: Report): void {
  if (managedBy === undefined) return
  const slash = managedBy.indexOf('/')
  const domain = managedBy.slice(0, Math.max(0, slash))
  const rest = managedBy.slice(slash + 1)
  if (managedBy === '') report.required(field)
  else if (slash < 0 || domain === '' || rest === '')
    report.invalid(field, managedBy, 'must be a domain-prefixed path (such as "acme.io/foo")')
  else {
    report.invalidFor(field, domain, dnsSubdomain(domain))
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest)) report.invalid(field, rest, 'Invalid path')
  }
  if (managedBy.length > 63) report.tooLong(field, 63)
}
