import type { JsonObject } from '../verdict.ts'
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names.ts'
import { flagIn, listIn, objectIn, textIn, textsIn, type Report } from './report.ts'

const ANNOTATIONS_LIMIT = 256 * 1024

/** `metadata` of an object that is created. */
export function validateMetadata(metadata: JsonObject, report: Report): void {
  const name = textIn(metadata, 'name')
  const generateName = textIn(metadata, 'generateName')
  if (generateName !== '') report.invalidFor('metadata.generateName', generateName, dnsSubdomain(withoutLastDash(generateName)))
  if (name !== '') report.invalidFor('metadata.name', name, dnsSubdomain(name))
  else if (generateName === '') report.required('metadata.name', 'name or generateName is required')
  else report.invalidFor('metadata.name', generatedName(generateName), dnsSubdomain(generatedName(generateName)))
  const namespace = textIn(metadata, 'namespace')
  if (namespace !== '') report.invalidFor('metadata.namespace', namespace, dnsLabel(namespace))
  validateLabels(objectIn(metadata, 'labels'), 'metadata.labels', report)
  validateAnnotations(objectIn(metadata, 'annotations'), 'metadata.annotations', report)
  validateOwners(listIn(metadata, 'ownerReferences'), report)
  validateFinalizers(textsIn(metadata, 'finalizers'), report)
}

/** What the server makes of a prefix: at most 58 characters and five of its own. */
export function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}xxxxx`
}

/** A dash at the end of a prefix is no fault; the server takes the character before it along. */
function withoutLastDash(prefix: string): string {
  return prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix
}

export function validateLabels(labels: JsonObject | undefined, path: string, report: Report): void {
  for (const key in labels) {
    report.invalidFor(path, key, qualifiedName(key))
    report.invalidFor(path, labels[key], labelValue(labels[key] as string))
  }
}

export function validateAnnotations(annotations: JsonObject | undefined, path: string, report: Report): void {
  validateAnnotationKeys(annotations, path, report, false)
}

/** Annotations, or what is written like them; some need a domain before the name. */
export function validateAnnotationKeys(annotations: JsonObject | undefined, path: string, report: Report, needDomain: boolean): void {
  let size = 0
  for (const key in annotations) {
    // Only the form of the key counts: capitals are as good.
    const lower = key.toLowerCase()
    if (needDomain && key === '') report.required(path)
    else report.invalidFor(path, key, needDomain ? domainPrefixedKey(lower) : qualifiedName(lower))
    size += key.length + (annotations[key] as string).length
  }
  // Bytes are at most three times as many as UTF-16 units.
  if (size * 3 > ANNOTATIONS_LIMIT && utf8Size(annotations) > ANNOTATIONS_LIMIT) report.tooLong(path, ANNOTATIONS_LIMIT)
}

function domainPrefixedKey(key: string): readonly string[] {
  const messages = qualifiedName(key)
  return messages.length > 0 || key.includes('/') ? messages : ['must be a domain-prefixed key (such as "acme.io/foo")']
}

function utf8Size(annotations: JsonObject | undefined): number {
  const encoder = new TextEncoder()
  let size = 0
  for (const key in annotations) size += encoder.encode(key).length + encoder.encode(annotations[key] as string).length
  return size
}

function validateOwners(owners: readonly JsonObject[], report: Report): void {
  let controller = ''
  owners.forEach((owner, index) => {
    // Generated validation names the item since 1.37.
    const generated = report.minor >= 37
    const path = generated ? `metadata.ownerReferences[${index}]` : 'metadata.ownerReferences'
    if (textIn(owner, 'apiVersion') === 'v1' && textIn(owner, 'kind') === 'Event')
      report.invalid(path, owner, '/v1, Kind=Event is disallowed from being an owner')
    const apiVersion = textIn(owner, 'apiVersion')
    const parts = apiVersion.split('/')
    if (parts.length > 2 || apiVersion === '' || parts.at(-1) === '') {
      if (generated && apiVersion === '') report.required(`${path}.apiVersion`, 'must not be empty')
      else report.invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty')
    }
    for (const field of ['kind', 'name', 'uid'])
      if (textIn(owner, field) === '') {
        if (generated) report.required(`${path}.${field}`, 'must not be empty')
        else report.invalid(`${path}.${field}`, '', 'must not be empty')
      }
    if (flagIn(owner, 'controller') !== true) return
    if (controller !== '')
      report.invalid(
        'metadata.ownerReferences',
        null,
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${textIn(owner, 'name')}`,
      )
    else controller = `${textIn(owner, 'kind')}/${textIn(owner, 'name')}`
  })
}

const STANDARD_FINALIZERS = new Set(['orphan', 'foregroundDeletion', 'kubernetes'])

function validateFinalizers(finalizers: readonly string[], report: Report): void {
  finalizers.forEach((finalizer, index) => {
    report.invalidFor('metadata.finalizers', finalizer, qualifiedName(finalizer))
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
      report.invalid(`metadata.finalizers[${index}]`, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')
    }
  })
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    report.invalid('metadata.finalizers', [...finalizers], 'finalizer orphan and foregroundDeletion cannot be both set')
}
