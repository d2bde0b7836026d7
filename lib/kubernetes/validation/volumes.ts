import type { JsonObject } from '../verdict.ts'
import { FILE_VOLUMES } from './file-volumes.ts'
import { dnsLabel } from './names.ts'
import { validateProjected } from './projected-volume.ts'
import { PROVIDER_VOLUMES } from './provider-volumes.ts'
import { textIn, type Report } from './report.ts'
import { SOURCE_CHECKS } from './volume-sources.ts'

/** Volumes by name, with the source that decides how they may be mounted. */
export type Volumes = ReadonlyMap<string, string>

export function validateVolumes(volumes: readonly JsonObject[], path: string, report: Report): Volumes {
  const known = new Map<string, string>()
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`
    const name = textIn(volume, 'name')
    if (volume.image !== undefined && report.minor >= 31 && report.minor < 35) {
      // The gate of images is off: the volume is dropped whole, and with it what mounts it.
      known.set(name, 'image')
      return
    }
    const source = validateVolume(volume, at, report)
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
  const [first, ...others] = sourcesOf(volume)
  if (first === undefined) return 'emptyDir'
  ALL_CHECKS[first](volume[first] as JsonObject, `${path}.${first}`, report, volume)
  for (const source of others) report.forbidden(`${path}.${MISSPELT[source] ?? source}`, 'may not specify more than 1 volume type')
  return first
}

/** The sources that are given, in the server's order. */
function sourcesOf(volume: JsonObject): readonly Source[] {
  const given: Source[] = []
  for (const field in volume) if (PLACE.has(field as Source) && volume[field] !== undefined) given.push(field as Source)
  return given.length > 1 ? given.sort((a, b) => (PLACE.get(a) as number) - (PLACE.get(b) as number)) : given
}

type Source = keyof typeof ALL_CHECKS

const ALL_CHECKS = { ...FILE_VOLUMES, projected: validateProjected, ...SOURCE_CHECKS, ...PROVIDER_VOLUMES }

/** In the server's order: the first source that is given is the volume, any other one too much. */
const ORDER: readonly Source[] = [
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

const PLACE: ReadonlyMap<Source, number> = new Map(ORDER.map((source, index) => [source, index]))

/** Fields that the server spells otherwise when it forbids a second source. */
const MISSPELT: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' }
