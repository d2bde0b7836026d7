import type { JsonObject } from '../verdict.ts'
import { configMapKey, dnsLabel, dnsSubdomain, envVarName } from './names.ts'
import { objectIn, textIn, type Report } from './report.ts'

const FIELD_PATHS = new Set([
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.hostIPs',
  'status.podIPs',
])
/** Resources whose amounts a container can ask for. */
const RESOURCES = new Set([
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
])

export function validateEnv(variables: readonly JsonObject[], path: string, volumes: ReadonlyMap<string, string>, report: Report): void {
  variables.forEach((variable, index) => {
    const at = `${path}[${index}]`
    const name = textIn(variable, 'name')
    if (name === '') report.required(`${at}.name`)
    else report.invalidFor(`${at}.name`, name, envVarName(name, report.minor))
    const source = objectIn(variable, 'valueFrom')
    if (source) validateSource(source, `${at}.valueFrom`, textIn(variable, 'value'), volumes, report)
  })
}

function validateSource(source: JsonObject, path: string, value: string, volumes: ReadonlyMap<string, string>, report: Report): void {
  const fieldRef = objectIn(source, 'fieldRef')
  const resource = objectIn(source, 'resourceFieldRef')
  const configMap = objectIn(source, 'configMapKeyRef')
  const secret = objectIn(source, 'secretKeyRef')
  let sources = 0
  if (fieldRef) {
    sources++
    validateFieldRef(fieldRef, `${path}.fieldRef`, report)
    if (report.minor < 29 && textIn(fieldRef, 'fieldPath') === 'status.hostIPs')
      report.forbidden(`${path}.fieldRef`, "may not be set when feature gate 'PodHostIPs' is not enabled")
  }
  if (resource) {
    sources++
    validateResourceFieldRef(resource, `${path}.resourceFieldRef`, report, false)
  }
  if (configMap) {
    sources++
    validateKeyRef(configMap, `${path}.configMapKeyRef`, report)
  }
  if (secret) {
    sources++
    validateKeyRef(secret, `${path}.secretKeyRef`, report)
  }
  const fileKey = report.minor >= 35 ? objectIn(source, 'fileKeyRef') : undefined
  if (fileKey) {
    sources++
    validateFileKey(fileKey, `${path}.fileKeyRef`, volumes, report)
  }
  if (sources === 0) report.invalid(path, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`')
  else if (value !== '') report.invalid(path, '', 'may not be specified when `value` is not empty')
  else if (sources > 1) report.invalid(path, '', 'may not have more than one field specified at a time')
}

/** A variable from a file of a volume: on since 1.35. */
function validateFileKey(reference: JsonObject, path: string, volumes: ReadonlyMap<string, string>, report: Report): void {
  const key = textIn(reference, 'key')
  if (key === '') report.required(`${path}.key`)
  else report.invalidFor(`${path}.key`, key, envVarName(key, report.minor))
  const volume = textIn(reference, 'volumeName')
  if (volume === '') report.required(`${path}.volumeName`)
  else report.invalidFor(`${path}.volumeName`, volume, dnsLabel(volume))
  const file = textIn(reference, 'path')
  if (file === '') report.required(`${path}.path`)
  else if (file.split('/').includes('..')) report.invalid(`${path}.path`, file, "must not contain '..'")
  const source = volumes.get(volume)
  if (source === undefined) report.notFound(`${path}.volumeName`, volume)
  else if (source !== 'emptyDir') report.invalid(`${path}.volumeName`, volume, 'referenced volume must be of type emptyDir')
}

/** A field of the pod: a fixed list, and single labels and annotations. */
export function validateFieldRef(reference: JsonObject, path: string, report: Report, allowed: ReadonlySet<string> = FIELD_PATHS): void {
  const version = textIn(reference, 'apiVersion')
  const field = textIn(reference, 'fieldPath')
  if (field === '') {
    report.required(`${path}.fieldPath`)
    return
  }
  if (version !== '' && version !== 'v1') {
    report.invalid(`${path}.fieldPath`, field, `error converting fieldPath: unsupported pod version: ${version}`)
    return
  }
  const subscript = /^(.*)\['(.*)'\]$/.exec(field)
  if (subscript) {
    const [, base, key] = subscript
    if (base !== 'metadata.annotations' && base !== 'metadata.labels')
      report.invalid(`${path}.fieldPath`, field, 'error converting fieldPath: field label does not support subscript')
    else report.invalidFor(path, key, key === '' ? ['name part must be non-empty'] : subscriptKey(key))
    return
  }
  if (allowed.has(field)) return
  if (FIELD_PATHS.has(field) || KNOWN_LABELS.has(field)) report.notSupported(`${path}.fieldPath`, field, [...allowed])
  else report.invalid(`${path}.fieldPath`, field, `error converting fieldPath: field label not supported: ${field}`)
}

const KNOWN_LABELS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.hostNetwork',
  'status.phase',
  'status.nominatedNodeName',
])

function subscriptKey(key: string): readonly string[] {
  return /^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?\/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(key) &&
    (key.split('/').at(-1) as string).length <= 63
    ? []
    : ['name part must consist of alphanumeric characters']
}

export function validateResourceFieldRef(reference: JsonObject, path: string, report: Report, volume: boolean): void {
  if (volume && textIn(reference, 'containerName') === '') {
    report.required(`${path}.containerName`)
    return
  }
  const resource = textIn(reference, 'resource')
  if (resource === '') {
    report.required(`${path}.resource`)
    return
  }
  if (!RESOURCES.has(resource) && !/^(limits|requests)\.hugepages-/.test(resource)) {
    report.notSupported(`${path}.resource`, resource, [...RESOURCES])
    return
  }
  const divisor = reference.divisor
  if (divisor === undefined || divisor === '0') return
  const cpu = resource.endsWith('.cpu')
  const allowed = cpu ? ['1', '1m'] : ['1', '1E', '1Ei', '1G', '1Gi', '1K', '1Ki', '1k', '1M', '1Mi', '1P', '1Pi', '1T', '1Ti']
  if (!allowed.includes(String(divisor)))
    report.invalid(
      `${path}.divisor`,
      divisor,
      `only divisor's values ${cpu ? '1m and 1 are supported with the cpu resource' : '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource'}`,
    )
}

function validateKeyRef(reference: JsonObject, path: string, report: Report): void {
  const name = textIn(reference, 'name')
  report.invalidFor(`${path}.name`, name, dnsSubdomain(name))
  const key = textIn(reference, 'key')
  if (key === '') report.required(`${path}.key`)
  else report.invalidFor(`${path}.key`, key, configMapKey(key))
}

export function validateEnvFrom(sources: readonly JsonObject[], path: string, report: Report): void {
  sources.forEach((source, index) => {
    const at = `${path}[${index}]`
    const prefix = textIn(source, 'prefix')
    if (prefix !== '') report.invalidFor(`${at}.prefix`, prefix, envVarName(prefix, report.minor))
    const given = (['configMapRef', 'secretRef'] as const).filter((kind) => objectIn(source, kind))
    for (const kind of given) {
      const name = textIn(objectIn(source, kind) as JsonObject, 'name')
      if (name === '') report.required(`${at}.${kind}.name`)
      else report.invalidFor(`${at}.${kind}.name`, name, dnsSubdomain(name))
    }
    if (given.length === 0) report.invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')
    else if (given.length > 1) report.invalid(path, '', 'may not have more than one field specified at a time')
  })
}
