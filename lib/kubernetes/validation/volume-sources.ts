import type { JsonObject } from '../verdict.ts'
import { dnsSubdomain } from './names.ts'
import { numberIn, objectIn, structIn, textIn, textsIn, type Report } from './report.ts'
import { validateLabels } from './metadata.ts'

type Check = (source: JsonObject, path: string, report: Report) => void

function required(source: JsonObject, fields: readonly string[], path: string, report: Report): void {
  for (const field of fields) if (textIn(source, field) === '') report.required(`${path}.${field}`)
}

function requiredSecret(source: JsonObject, path: string, report: Report): void {
  const secret = objectIn(source, 'secretRef')
  if (secret && textIn(secret, 'name') === '') report.required(`${path}.secretRef.name`)
}

/** Volume sources with simple checks, in the server's order. */
export const SOURCE_CHECKS: Readonly<Record<string, Check>> = {
  gitRepo(source, path, report) {
    required(source, ['repository'], path, report)
    const directory = textIn(source, 'directory')
    if (directory.startsWith('/')) report.invalid(`${path}.directory`, directory, 'must be a relative path')
    if (directory.split('/').includes('..')) report.invalid(`${path}.directory`, directory, "must not contain '..'")
  },
  gcePersistentDisk(source, path, report) {
    required(source, ['pdName'], path, report)
    validatePartition(source, path, report)
  },
  awsElasticBlockStore(source, path, report) {
    required(source, ['volumeID'], path, report)
    validatePartition(source, path, report)
  },
  nfs(source, path, report) {
    required(source, ['server', 'path'], path, report)
    const exported = textIn(source, 'path')
    if (!exported.startsWith('/')) report.invalid(`${path}.path`, exported, 'must be an absolute path')
  },
  iscsi(source, path, report) {
    required(source, ['targetPortal'], path, report)
    const name = textIn(source, 'iqn')
    if (name === '') report.required(`${path}.iqn`)
    else if (!/^(iqn|eui|naa)\./.test(name)) report.invalid(`${path}.iqn`, name, 'must be valid format')
    const lun = numberIn(source, 'lun') ?? 0
    if (lun < 0 || lun > 255) report.invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive')
  },
  glusterfs: (source, path, report) => required(source, ['endpoints', 'path'], path, report),
  flocker(source, path, report) {
    if (textIn(source, 'datasetName') === '' && textIn(source, 'datasetUUID') === '')
      report.required(path, 'one of datasetName and datasetUUID is required')
  },
  rbd(source, path, report) {
    if (textsIn(source, 'monitors').length === 0) report.required(`${path}.monitors`)
    required(source, ['image'], path, report)
  },
  cinder(source, path, report) {
    required(source, ['volumeID'], path, report)
    requiredSecret(source, path, report)
  },
  cephfs(source, path, report) {
    if (textsIn(source, 'monitors').length === 0) report.required(`${path}.monitors`)
  },
  quobyte: (source, path, report) => required(source, ['registry', 'volume'], path, report),
  fc(source, path, report) {
    if (textsIn(source, 'targetWWNs').length === 0 && textsIn(source, 'wwids').length === 0)
      report.required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both')
  },
  persistentVolumeClaim: (source, path, report) => required(source, ['claimName'], path, report),
  azureFile: (source, path, report) => required(source, ['secretName', 'shareName'], path, report),
  flexVolume: (source, path, report) => required(source, ['driver'], path, report),
  vsphereVolume: (source, path, report) => required(source, ['volumePath'], path, report),
  photonPersistentDisk: (source, path, report) => required(source, ['pdID'], path, report),
  portworxVolume: (source, path, report) => required(source, ['volumeID'], path, report),
  azureDisk: (source, path, report) => required(source, ['diskName', 'diskURI'], path, report),
  storageos(source, path, report) {
    requiredSecret(source, path, report)
  },
  csi(source, path, report) {
    const driver = textIn(source, 'driver')
    if (driver === '') report.required(`${path}.driver`)
    if (driver !== '' || report.minor < 35) report.invalidFor(`${path}.driver`, driver, dnsSubdomain(driver.toLowerCase()))
    const secret = objectIn(source, 'nodePublishSecretRef')
    if (secret && textIn(secret, 'name') === '') report.required(`${path}.nodePublishSecretRef.name`)
  },
  ephemeral(source, path, report) {
    const template = objectIn(source, 'volumeClaimTemplate')
    if (!template) report.required(`${path}.volumeClaimTemplate`)
    else validateClaimTemplate(template, `${path}.volumeClaimTemplate`, report)
  },
  image(source, path, report) {
    if (report.minor < 31) return
    if (textIn(source, 'reference') === '' && report.minor >= 33) report.required(`${path}.reference`)
    const pull = textIn(source, 'pullPolicy')
    if (pull !== '') report.oneOf(`${path}.pullPolicy`, pull, ['Always', 'IfNotPresent', 'Never'])
  },
}

function validatePartition(source: JsonObject, path: string, report: Report): void {
  const partition = numberIn(source, 'partition') ?? 0
  if (partition < 0 || partition > 255) report.invalid(`${path}.partition`, partition, 'must be between 0 and 255, inclusive')
}

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']

function validateClaimTemplate(template: JsonObject, path: string, report: Report): void {
  const metadata = structIn(template, 'metadata')
  for (const field of ['name', 'namespace', 'generateName'] as const)
    if (textIn(metadata, field) !== '') report.forbidden(`${path}.metadata.${field}`, 'cannot be set')
  validateLabels(objectIn(metadata, 'labels'), `${path}.metadata.labels`, report)
  const spec = structIn(template, 'spec')
  const modes = textsIn(spec, 'accessModes')
  if (modes.length === 0) report.required(`${path}.spec.accessModes`, 'at least 1 access mode is required')
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) report.notSupported(`${path}.spec.accessModes`, mode, ACCESS_MODES)
  const requests = structIn(structIn(spec, 'resources'), 'requests')
  if (requests.storage === undefined) report.required(`${path}.spec.resources[storage]`)
}
