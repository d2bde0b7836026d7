import { quantityValue } from '../quantity.ts'
import type { JsonObject } from '../verdict.ts'
import { validateFieldRef, validateResourceFieldRef } from './env.ts'
import { listIn, numberIn, objectIn, textIn, type Report } from './report.ts'
import { validateLocalPath } from './security-context.ts'
import type { VolumeCheck } from './volume-check.ts'

/** Volumes that the kubelet fills with files. */
export const FILE_VOLUMES = {
  emptyDir(source, path, report) {
    const limit = source.sizeLimit as string | undefined
    if (limit !== undefined && (quantityValue(limit) ?? 0) < 0)
      report.forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')
  },
  secret(source, path, report) {
    if (textIn(source, 'secretName') === '') report.required(`${path}.secretName`)
    validateMode(numberIn(source, 'defaultMode'), `${path}.defaultMode`, report)
    validateItems(listIn(source, 'items'), `${path}.items`, report)
  },
  configMap(source, path, report) {
    if (textIn(source, 'name') === '') report.required(`${path}.name`)
    validateMode(numberIn(source, 'defaultMode'), `${path}.defaultMode`, report)
    validateItems(listIn(source, 'items'), `${path}.items`, report)
  },
  downwardAPI(source, path, report) {
    validateMode(numberIn(source, 'defaultMode'), `${path}.defaultMode`, report)
    listIn(source, 'items').forEach((item) => validateDownwardItem(item, path, report))
  },
} as const satisfies Readonly<Record<string, VolumeCheck>>

const MOST_MODE = 0o777

export function validateMode(mode: number | undefined, path: string, report: Report): void {
  if (mode !== undefined && (mode < 0 || mode > MOST_MODE))
    report.invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')
}

export function validateItems(items: readonly JsonObject[], path: string, report: Report): void {
  items.forEach((item, index) => {
    const at = `${path}[${index}]`
    if (textIn(item, 'key') === '') report.required(`${at}.key`)
    const target = textIn(item, 'path')
    if (target === '') report.required(`${at}.path`)
    else validateFilePath(target, `${at}.path`, report)
    validateMode(numberIn(item, 'mode'), `${at}.mode`, report)
  })
}

/** Names that begin with two points are kept for the kubelet. */
export function validateFilePath(path: string, field: string, report: Report): void {
  validateLocalPath(path, field, report)
  if (path.startsWith('..') && !path.startsWith('../')) report.invalid(field, path, "must not start with '..'")
}

const VOLUME_FIELDS = new Set(['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'])

export function validateDownwardItem(item: JsonObject, path: string, report: Report): void {
  const target = textIn(item, 'path')
  if (target === '') report.required(`${path}.path`)
  validateFilePath(target, `${path}.path`, report)
  const field = objectIn(item, 'fieldRef')
  const resource = objectIn(item, 'resourceFieldRef')
  if (field) {
    validateFieldRef(field, `${path}.fieldRef`, report, VOLUME_FIELDS)
    if (resource) report.invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously')
  } else if (resource) validateResourceFieldRef(resource, `${path}.resourceFieldRef`, report, true)
  else report.required(path, 'one of fieldRef and resourceFieldRef is required')
  validateMode(numberIn(item, 'mode'), `${path}.mode`, report)
}
