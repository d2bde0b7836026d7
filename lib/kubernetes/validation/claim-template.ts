import { quantityValue } from '../quantity.ts'
import type { Json, JsonObject } from '../verdict.ts'
import { validateAnnotations, validateLabels } from './metadata.ts'
import { dnsLabel, dnsSubdomain } from './names.ts'
import { objectIn, structIn, textIn, textsIn, type Report } from './report.ts'
import { validateSelector } from './selector.ts'

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']

/** The claim of an ephemeral volume. */
export function validateClaimTemplate(template: JsonObject, path: string, report: Report): void {
  const metadata = structIn(template, 'metadata')
  validateAnnotations(objectIn(metadata, 'annotations'), `${path}.metadata.annotations`, report)
  validateLabels(objectIn(metadata, 'labels'), `${path}.metadata.labels`, report)
  for (const field in metadata)
    if (field !== 'annotations' && field !== 'labels' && isSet(metadata[field] ?? null))
      report.forbidden(`${path}.metadata.${field}`, 'cannot be set')
  validateClaim(structIn(template, 'spec'), `${path}.spec`, report)
}

function isSet(value: Json): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== '' && value !== 0 && value !== null
}

function validateClaim(spec: JsonObject, path: string, report: Report): void {
  const modes = textsIn(spec, 'accessModes')
  if (modes.length === 0) report.required(`${path}.accessModes`, 'at least 1 access mode is required')
  validateSelector(objectIn(spec, 'selector'), `${path}.selector`, report)
  for (const mode of modes) report.oneOf(`${path}.accessModes`, mode, ACCESS_MODES)
  const known = modes.filter((mode) => ACCESS_MODES.includes(mode))
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod'))
    report.forbidden(`${path}.accessModes`, 'may not use ReadWriteOncePod with other access modes')
  validateStorage(structIn(structIn(spec, 'resources'), 'requests').storage as string | undefined, `${path}.resources[storage]`, report)
  const storageClass = textIn(spec, 'storageClassName')
  if (storageClass !== '') report.invalidFor(`${path}.storageClassName`, storageClass, dnsSubdomain(storageClass))
  report.oneOf(`${path}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem'])
  validateSources(spec, path, report)
  // Its gate is on since 1.34.
  const attributesClass = textIn(spec, 'volumeAttributesClassName')
  if (attributesClass !== '' && report.minor >= 34)
    report.invalidFor(`${path}.volumeAttributesClassName`, attributesClass, dnsSubdomain(attributesClass))
}

function validateStorage(amount: string | undefined, path: string, report: Report): void {
  if (amount === undefined) report.required(path)
  else if ((quantityValue(String(amount)) ?? 0) <= 0) report.invalid(path, amount, 'must be greater than zero')
}

/** What the claim is filled from. */
function validateSources(spec: JsonObject, path: string, report: Report): void {
  const source = objectIn(spec, 'dataSource')
  const reference = objectIn(spec, 'dataSourceRef')
  if (source) validateSource(source, `${path}.dataSource`, report)
  if (reference) validateSource(reference, `${path}.dataSourceRef`, report)
  const namespace = textIn(reference ?? {}, 'namespace')
  if (namespace !== '') report.invalidFor(`${path}.dataSourceRef.namespace`, namespace, dnsLabel(namespace))
  if (!source || !reference) return
  if (namespace !== '') report.invalid(path, `${path}.dataSource`, 'may not be specified when dataSourceRef.namespace is specified')
  else if ((['apiGroup', 'kind', 'name'] as const).some((field) => source[field] !== reference[field]))
    report.invalid(path, `${path}.dataSource`, 'must match dataSourceRef')
}

function validateSource(source: JsonObject, path: string, report: Report): void {
  if (textIn(source, 'name') === '') report.required(`${path}.name`)
  const kind = textIn(source, 'kind')
  if (kind === '') report.required(`${path}.kind`)
  const group = textIn(source, 'apiGroup')
  if (group === '' && kind !== 'PersistentVolumeClaim')
    report.invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
  // Looked at since 1.29.
  if (group !== '' && report.minor >= 29) report.invalidFor(`${path}.apiGroup`, group, dnsSubdomain(group))
}
