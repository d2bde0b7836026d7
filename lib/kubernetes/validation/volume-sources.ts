import { validateClaimTemplate } from './claim-template.ts'
import { dnsSubdomain } from './names.ts'
import { objectIn, textIn, type Report } from './report.ts'
import { validateLocalPath } from './security-context.ts'
import { required, type VolumeCheck } from './volume-check.ts'

/** Volume sources with simple checks. */
export const SOURCE_CHECKS = {
  hostPath(source, path, report) {
    const host = textIn(source, 'path')
    if (host === '') {
      report.required(`${path}.path`)
      return
    }
    if (host.split('/').includes('..')) report.invalid(`${path}.path`, host, "must not contain '..'")
    report.oneOf(`${path}.type`, source.type, HOST_PATH_TYPES)
  },
  gitRepo(source, path, report) {
    required(source, ['repository'], path, report)
    validateLocalPath(textIn(source, 'directory'), `${path}.directory`, report)
  },
  nfs(source, path, report) {
    required(source, ['server', 'path'], path, report)
    const exported = textIn(source, 'path')
    if (!exported.startsWith('/')) report.invalid(`${path}.path`, exported, 'must be an absolute path')
  },
  persistentVolumeClaim: (source, path, report) => required(source, ['claimName'], path, report),
  flexVolume(source, path, report) {
    required(source, ['driver'], path, report)
    for (const option in objectIn(source, 'options')) {
      const domain = option.split('/')[0].toLowerCase()
      if (/(^|\.)(kubernetes|k8s)\.io$/.test(domain))
        report.invalid(`${path}.options[${option}]`, option, 'kubernetes.io and k8s.io namespaces are reserved')
    }
  },
  csi(source, path, report) {
    validateDriver(textIn(source, 'driver'), `${path}.driver`, report)
    const secret = objectIn(source, 'nodePublishSecretRef')
    if (!secret) return
    const name = textIn(secret, 'name')
    if (name === '') report.required(`${path}.nodePublishSecretRef.name`)
    else report.invalidFor(`${path}.name`, name, dnsSubdomain(name))
  },
  ephemeral(source, path, report) {
    const template = objectIn(source, 'volumeClaimTemplate')
    if (!template) report.required(`${path}.volumeClaimTemplate`)
    else validateClaimTemplate(template, `${path}.volumeClaimTemplate`, report)
  },
  image(source, path, report) {
    // A template may leave the image to whoever makes the pod, until 1.36.
    if (report.minor >= 37) required(source, ['reference'], path, report)
    const pull = textIn(source, 'pullPolicy')
    if (pull !== '') report.oneOf(`${path}.pullPolicy`, pull, ['Always', 'IfNotPresent', 'Never'])
  },
} as const satisfies Readonly<Record<string, VolumeCheck>>

const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket']

function validateDriver(driver: string, path: string, report: Report): void {
  if (driver === '') report.required(path)
  // Until 1.34 an empty name was told twice.
  if (driver === '' && report.minor >= 35) return
  if (driver.length > 63) report.tooLong(path, 63)
  report.invalidFor(path, driver, dnsSubdomain(driver.toLowerCase()))
}
