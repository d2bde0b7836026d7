import type { JsonObject } from '../verdict.ts'
import { validateFieldRef, validateResourceFieldRef } from './env.ts'
import { dnsLabel } from './names.ts'
import { objectIn, listIn, numberIn, textIn, type Report } from './report.ts'
import { validateLocalPath } from './security-context.ts'
import { PROVIDER_VOLUMES } from './provider-volumes.ts'
import type { VolumeCheck } from './volume-check.ts'
import { SOURCE_CHECKS } from './volume-sources.ts'
import { quantityValue } from '../quantity.ts'

/** Volumes by name, with the source that decides how they may be mounted. */
export type Volumes = ReadonlyMap<string, string>

const MOST_MODE = 0o777

export function validateVolumes(volumes: readonly JsonObject[], path: string, report: Report): Volumes {
  const known = new Map<string, string>()
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`
    const source = validateVolume(volume, at, report)
    const name = textIn(volume, 'name')
    if (name === '') report.required(`${at}.name`)
    else {
      report.invalidFor(`${at}.name`, name, dnsLabel(name))
      if (known.has(name)) report.duplicate(`${at}.name`, name)
      known.set(name, source)
    }
  })
  return known
}

/** A volume without a source is an emptyDir. */
function validateVolume(volume: JsonObject, path: string, report: Report): string {
  let first: string | undefined
  for (const [source, check] of CHECKS) {
    const given = objectIn(volume, source)
    if (!given) continue
    if (first !== undefined) {
      report.forbidden(`${path}.${MISSPELT[source] ?? source}`, 'may not specify more than 1 volume type')
      continue
    }
    first = source
    check(given, `${path}.${source}`, report, volume)
  }
  return first ?? 'emptyDir'
}

const OWN_CHECKS = {
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
  projected(source, path, report) {
    validateMode(numberIn(source, 'defaultMode'), `${path}.defaultMode`, report)
    listIn(source, 'sources').forEach((projection, index) => validateProjection(projection, `${path}.sources[${index}]`, report))
  },
} as const satisfies Readonly<Record<string, VolumeCheck>>

const ALL_CHECKS = { ...OWN_CHECKS, ...SOURCE_CHECKS, ...PROVIDER_VOLUMES }

/** In the server's order: the first source that is given is the volume, any other one too much. */
const ORDER: readonly (keyof typeof ALL_CHECKS)[] = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
]

const CHECKS: readonly (readonly [source: string, check: VolumeCheck])[] = ORDER.map((source) => [source, ALL_CHECKS[source]])

/** Fields that the server spells otherwise when it forbids a second source. */
const MISSPELT: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' }

function validateMode(mode: number | undefined, path: string, report: Report): void {
  if (mode !== undefined && (mode < 0 || mode > MOST_MODE))
    report.invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')
}

function validateItems(items: readonly JsonObject[], path: string, report: Report): void {
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
function validateFilePath(path: string, field: string, report: Report): void {
  validateLocalPath(path, field, report)
  if (path.startsWith('..') && !path.startsWith('../')) report.invalid(field, path, "must not start with '..'")
}

const VOLUME_FIELDS = new Set(['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'])

function validateDownwardItem(item: JsonObject, path: string, report: Report): void {
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

function validateProjection(projection: JsonObject, path: string, report: Report): void {
  let sources = 0
  const take = (kind: string): JsonObject | undefined => {
    const given = objectIn(projection, kind)
    if (!given) return undefined
    if (sources++ > 0) {
      report.forbidden(path, 'may not specify more than 1 volume type per source')
      return undefined
    }
    return given
  }
  for (const kind of ['secret', 'configMap'] as const) {
    const given = take(kind)
    if (!given) continue
    if (textIn(given, 'name') === '') report.required(`${path}.${kind}.name`)
    validateItems(listIn(given, 'items'), `${path}.${kind}.items`, report)
  }
  const downward = take('downwardAPI')
  if (downward) listIn(downward, 'items').forEach((item) => validateDownwardItem(item, `${path}.downwardAPI`, report))
  const token = take('serviceAccountToken')
  if (token) {
    const seconds = numberIn(token, 'expirationSeconds') ?? 3600
    if (seconds < 600)
      report.invalid(`${path}.serviceAccountToken.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')
    if (seconds > 2 ** 32)
      report.invalid(`${path}.serviceAccountToken.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')
    const target = textIn(token, 'path')
    const at = path.replace(/\.sources\[\d+\]$/, '.path')
    if (target === '') report.required(at)
    else if (report.minor >= 30) validateFilePath(target, at, report)
  }
}
