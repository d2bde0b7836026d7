import type { JsonObject } from '../verdict.ts'
import { listIn, textIn, type Report } from './report.ts'
import { validateLocalPath } from './security-context.ts'
import type { Volumes } from './volumes.ts'

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None']
/** What can be a raw device. */
const BLOCK_SOURCES = new Set(['persistentVolumeClaim', 'ephemeral'])

export function validateVolumeMounts(
  mounts: readonly JsonObject[],
  path: string,
  volumes: Volumes,
  container: JsonObject,
  report: Report,
): void {
  const points = new Set<string>()
  const devices = new Set(listIn(container, 'volumeDevices').map((device) => textIn(device, 'name')))
  const devicePaths = new Set(listIn(container, 'volumeDevices').map((device) => textIn(device, 'devicePath')))
  mounts.forEach((mount, index) => {
    const at = `${path}[${index}]`
    const name = textIn(mount, 'name')
    if (name === '') report.required(`${at}.name`)
    if (!volumes.has(name)) report.notFound(`${at}.name`, name)
    const point = textIn(mount, 'mountPath')
    if (point === '') report.required(`${at}.mountPath`)
    if (points.has(point)) report.invalid(`${at}.mountPath`, point, 'must be unique')
    points.add(point)
    if (devices.has(name)) report.invalid(`${at}.name`, name, 'must not already exist in volumeDevices')
    if (devicePaths.has(point)) report.invalid(`${at}.mountPath`, point, 'must not already exist as a path in volumeDevices')
    const subPath = textIn(mount, 'subPath')
    const expression = textIn(mount, 'subPathExpr')
    if (subPath !== '') validateLocalPath(subPath, `${path}.subPath`, report)
    if (expression !== '') {
      if (subPath !== '') report.invalid(`${at}.subPathExpr`, expression, 'subPathExpr and subPath are mutually exclusive')
      validateLocalPath(expression, `${path}.subPathExpr`, report)
    }
    validatePropagation(mount, path, container, report)
    validateRecursiveReadOnly(mount, path, report)
  })
}

function validatePropagation(mount: JsonObject, path: string, container: JsonObject, report: Report): void {
  if (mount.mountPropagation === undefined) return
  report.oneOf(`${path}.mountPropagation`, mount.mountPropagation, PROPAGATIONS)
  const privileged = (container.securityContext as JsonObject | undefined)?.privileged === true
  if (mount.mountPropagation === 'Bidirectional' && !privileged)
    report.forbidden(`${path}.mountPropagation`, 'Bidirectional mount propagation is available only to privileged containers')
}

function validateRecursiveReadOnly(mount: JsonObject, path: string, report: Report): void {
  const value = mount.recursiveReadOnly
  if (value === undefined || value === 'Disabled' || report.minor < 31) return
  if (value !== 'Enabled' && value !== 'IfPossible') {
    report.notSupported(`${path}.recursiveReadOnly`, value, ['Disabled', 'Enabled', 'IfPossible'])
    return
  }
  if (mount.readOnly !== true) report.forbidden(`${path}.recursiveReadOnly`, 'may only be specified when readOnly is true')
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None')
    report.forbidden(`${path}.recursiveReadOnly`, 'may only be specified when mountPropagation is None or not specified')
}

export function validateVolumeDevices(
  devices: readonly JsonObject[],
  path: string,
  volumes: Volumes,
  container: JsonObject,
  report: Report,
): void {
  const paths = new Set<string>()
  const names = new Set<string>()
  const mounted = new Set(listIn(container, 'volumeMounts').map((mount) => textIn(mount, 'name')))
  const points = new Set(listIn(container, 'volumeMounts').map((mount) => textIn(mount, 'mountPath')))
  devices.forEach((device, index) => {
    const at = `${path}[${index}]`
    const name = textIn(device, 'name')
    const devicePath = textIn(device, 'devicePath')
    if (name === '') report.required(`${at}.name`)
    else if (names.has(name)) report.invalid(`${at}.name`, name, 'must be unique')
    names.add(name)
    const source = volumes.get(name)
    if (source === undefined) report.notFound(`${at}.name`, name)
    else if (!BLOCK_SOURCES.has(source))
      report.invalid(`${at}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode')
    if (devicePath === '') report.required(`${at}.devicePath`)
    else {
      if (paths.has(devicePath)) report.invalid(`${at}.devicePath`, devicePath, 'must be unique')
      if (devicePath.split('/').includes('..')) report.invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')")
    }
    paths.add(devicePath)
    if (mounted.has(name)) report.invalid(`${at}.name`, name, 'must not already exist in volumeMounts')
    if (points.has(devicePath)) report.invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts')
  })
}
