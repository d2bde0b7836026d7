import type { JsonObject } from '../verdict.ts'
import { dnsLabel } from './names.ts'
import { flagIn, numberIn, objectIn, textIn, textsIn, type Report } from './report.ts'
import { required, requiredSecret, type VolumeCheck } from './volume-check.ts'

/** Volumes of single makers of storage, most of them without a driver today: the server checks them all the same. */
export const PROVIDER_VOLUMES = {
  gcePersistentDisk(source, path, report) {
    // The server's own slip: the cause names a field that does not exist.
    const at = path.replace(/gcePersistentDisk$/, 'persistentDisk')
    required(source, ['pdName'], at, report)
    validateRange(source, 'partition', at, report)
  },
  awsElasticBlockStore(source, path, report) {
    required(source, ['volumeID'], path, report)
    validateRange(source, 'partition', path, report)
  },
  iscsi(source, path, report, volume) {
    required(source, ['targetPortal'], path, report)
    const name = textIn(source, 'iqn')
    if (name === '') report.required(`${path}.iqn`)
    else for (const message of initiatorFaults(name).slice(0, 1)) report.invalid(`${path}.iqn`, name, message)
    validateRange(source, 'lun', path, report)
    const authenticates = flagIn(source, 'chapAuthDiscovery') === true || flagIn(source, 'chapAuthSession') === true
    if (authenticates && !objectIn(source, 'secretRef')) report.required(`${path}.secretRef`)
    const initiator = source.initiatorName as string | undefined
    if (initiator === undefined) return
    report.invalidFor(`${path}.initiatorname`, initiator, initiatorFaults(initiator))
    if (`${textIn(volume, 'name')}:${textIn(source, 'targetPortal')}`.length > 64)
      report.invalid(`${path.replace(/iscsi$/, 'name')}`, textIn(volume, 'name'), PORTAL_TOO_LONG)
  },
  glusterfs: (source, path, report) => required(source, ['endpoints', 'path'], path, report),
  flocker(source, path, report) {
    const name = textIn(source, 'datasetName')
    const id = textIn(source, 'datasetUUID')
    if (name === '' && id === '') report.required(path, 'one of datasetName and datasetUUID is required')
    if (name !== '' && id !== '') report.invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')
    if (name.includes('/')) report.invalid(`${path}.datasetName`, name, "must not contain '/'")
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
  quobyte(source, path, report) {
    const registry = textIn(source, 'registry')
    const detail = 'must be a host:port pair or multiple pairs separated by commas'
    if (registry === '') report.required(`${path}.registry`, detail)
    else if (textIn(source, 'tenant').length >= 65)
      report.required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters')
    else for (const pair of registry.split(',')) if (!HOST_AND_PORT.test(pair)) report.invalid(`${path}.registry`, registry, detail)
    required(source, ['volume'], path, report)
  },
  fc(source, path, report) {
    const names = textsIn(source, 'targetWWNs')
    const ids = textsIn(source, 'wwids')
    if (names.length === 0 && ids.length === 0)
      report.required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both')
    if (names.length > 0 && ids.length > 0)
      report.invalid(`${path}.targetWWNs`, names, 'targetWWNs and wwids can not be specified simultaneously')
    if (names.length === 0) return
    if (source.lun === undefined) report.required(`${path}.lun`, 'lun is required if targetWWNs is specified')
    else validateRange(source, 'lun', path, report)
  },
  azureFile: (source, path, report) => required(source, ['secretName', 'shareName'], path, report),
  vsphereVolume: (source, path, report) => required(source, ['volumePath'], path, report),
  photonPersistentDisk: (source, path, report) => required(source, ['pdID'], path, report),
  portworxVolume: (source, path, report) => required(source, ['volumeID'], path, report),
  azureDisk(source, path, report) {
    required(source, ['diskName', 'diskURI'], path, report)
    report.oneOf(`${path}.cachingMode`, source.cachingMode, ['None', 'ReadOnly', 'ReadWrite'])
    report.oneOf(`${path}.kind`, source.kind, ['Dedicated', 'Managed', 'Shared'])
    const [start, form] = source.kind === 'Managed' ? MANAGED_DISK : BLOB_DISK
    const address = textIn(source, 'diskURI')
    if (!address.startsWith(start)) report.notSupported(`${path}.diskURI`, address, [form])
  },
  storageos(source, path, report) {
    const name = textIn(source, 'volumeName')
    if (name === '') report.required(`${path}.volumeName`)
    else report.invalidFor(`${path}.volumeName`, name, dnsLabel(name))
    const namespace = textIn(source, 'volumeNamespace')
    if (namespace !== '') report.invalidFor(`${path}.volumeNamespace`, namespace, dnsLabel(namespace))
    requiredSecret(source, path, report)
  },
  scaleIO: (source, path, report) => required(source, ['gateway', 'system', 'volumeName'], path, report),
} as const satisfies Readonly<Record<string, VolumeCheck>>

const PORTAL_TOO_LONG =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'
const HOST_AND_PORT = /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/
const MANAGED_DISK = [
  '/subscriptions/',
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
] as const
const BLOB_DISK = ['https://', 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'] as const

/** Forms of iSCSI names: RFC 3721 and what the server makes of it. */
const INITIATORS: readonly (readonly [start: string, form: RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
]

function initiatorFaults(name: string): readonly string[] {
  const form = INITIATORS.find(([start]) => name.startsWith(start))?.[1]
  if (!form) return ['must be valid format starting with iqn, eui, or naa']
  return form.test(name) ? [] : ['must be valid format']
}

function validateRange(source: JsonObject, field: string, path: string, report: Report): void {
  const value = numberIn(source, field) ?? 0
  if (value < 0 || value > 255) report.invalid(`${path}.${field}`, value, 'must be between 0 and 255, inclusive')
}
