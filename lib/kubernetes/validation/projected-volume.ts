import type { JsonObject } from '../verdict.ts'
import { validateDownwardItem, validateFilePath, validateItems, validateMode } from './file-volumes.ts'
import { validateAnnotationKeys } from './metadata.ts'
import { dnsSubdomain } from './names.ts'
import { listIn, numberIn, objectIn, structIn, textIn, type Report } from './report.ts'
import { validateSelector } from './selector.ts'
import { isKubernetesSigner, validateSignerName } from './signer-name.ts'

/** A volume of files from several sources; no two may write the same path. */
export function validateProjected(volume: JsonObject, path: string, report: Report): void {
  validateMode(numberIn(volume, 'defaultMode'), `${path}.defaultMode`, report)
  const targets = new Set<string>()
  /** The server blames the volume, and the name that it has at hand. */
  const takePath = (target: string, blamed: string): void => {
    if (targets.has(target)) report.invalid(path, blamed, 'conflicting duplicate paths')
    targets.add(target)
  }
  listIn(volume, 'sources').forEach((source, index) => {
    const at = `${path}.sources[${index}]`
    let given = 0
    for (const [kind, check] of PROJECTIONS) {
      const projection = objectIn(source, kind)
      if (!projection || !isProjected(kind, report.minor)) continue
      given++
      check(projection, `${at}.${kind}`, { report, volume: path, takePath })
    }
    if (given > 1) report.forbidden(at, 'may not specify more than 1 volume type per source')
  })
}

interface Scene {
  readonly report: Report
  /** Path of the volume. */
  readonly volume: string
  readonly takePath: (target: string, blamed: string) => void
}

type CheckProjection = (projection: JsonObject, path: string, scene: Scene) => void

const SINCE_137 = new Set(['clusterTrustBundle', 'podCertificate'])

/** Whether a source is looked at: the gates of some are off before 1.37, and they are dropped. */
export function isProjected(kind: string, minor: number): boolean {
  return minor >= 37 || !SINCE_137.has(kind)
}

/** In the server's order. */
const PROJECTIONS: readonly (readonly [kind: string, check: CheckProjection])[] = [
  ['secret', validateKeys],
  ['configMap', validateKeys],
  [
    'downwardAPI',
    (projection, path, { report, takePath }) => {
      for (const item of listIn(projection, 'items')) {
        validateDownwardItem(item, path, report)
        const target = textIn(item, 'path')
        if (target !== '') takePath(target, target)
      }
    },
  ],
  ['serviceAccountToken', validateToken],
  ['clusterTrustBundle', validateTrustBundle],
  ['podCertificate', validateCertificate],
]

/** Keys of a Secret or a ConfigMap. */
function validateKeys(projection: JsonObject, path: string, { report, takePath }: Scene): void {
  const name = textIn(projection, 'name')
  if (name === '') report.required(`${path}.name`)
  validateItems(listIn(projection, 'items'), `${path}.items`, report)
  for (const item of listIn(projection, 'items')) if (textIn(item, 'path') !== '') takePath(textIn(item, 'path'), name)
}

function validateToken(token: JsonObject, path: string, { report, volume }: Scene): void {
  const seconds = numberIn(token, 'expirationSeconds') ?? 3600
  if (seconds < 600) report.invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')
  if (seconds > 2 ** 32) report.invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')
  const target = textIn(token, 'path')
  if (target === '') report.required(`${volume}.path`)
  else if (report.minor >= 30) validateFilePath(target, `${volume}.path`, report)
}

function validateTrustBundle(bundle: JsonObject, path: string, { report, takePath }: Scene): void {
  const name = bundle.name as string | undefined
  const signer = bundle.signerName as string | undefined
  if (name !== undefined && signer !== undefined) report.invalid(path, bundle, 'only one of name and signerName may be used')
  else if (name !== undefined) {
    if (name === '') report.required(`${path}.name`, 'must be a valid object name')
    // `signer:name` is that signer's bundle: what follows the last colon is the name.
    report.invalidFor(
      `${path}.name`,
      name,
      dnsSubdomain(name.slice(name.lastIndexOf(':') + 1)).map((message) => `not a valid clustertrustbundlename: ${message}`),
    )
    if (bundle.labelSelector !== undefined)
      report.invalid(`${path}.labelSelector`, bundle.labelSelector, 'labelSelector must be unset if name is specified')
  } else if (signer !== undefined) {
    if (signer === '') report.required(`${path}.signerName`, 'must be a valid signer name')
    validateSignerName(signer, `${path}.signerName`, report)
    validateSelector(objectIn(bundle, 'labelSelector'), `${path}.labelSelector`, report)
  } else report.required(path, 'either name or signerName must be specified')
  const target = textIn(bundle, 'path')
  if (target === '') report.required(`${path}.path`)
  validateFilePath(target, `${path}.path`, report)
  takePath(target, target)
}

const KEY_TYPES = ['ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', 'RSA3072', 'RSA4096']
const SHORTEST_SECONDS = 3600
const LONGEST_SECONDS = 91 * 86_400
const LONGEST_OF_KUBERNETES = 86_400

function validateCertificate(certificate: JsonObject, path: string, { report, takePath }: Scene): void {
  const signer = textIn(certificate, 'signerName')
  validateSignerName(signer, `${path}.signerName`, report)
  validateAnnotationKeys(structIn(certificate, 'userAnnotations'), `${path}.userAnnotations`, report, true)
  report.oneOf(`${path}.keyType`, textIn(certificate, 'keyType'), KEY_TYPES)
  const seconds = numberIn(certificate, 'maxExpirationSeconds')
  const longest = isKubernetesSigner(signer) ? LONGEST_OF_KUBERNETES : LONGEST_SECONDS
  if (seconds !== undefined && seconds < SHORTEST_SECONDS)
    report.invalid(`${path}.maxExpirationSeconds`, seconds, 'if provided, maxExpirationSeconds must be >= 3600')
  if (seconds !== undefined && seconds > longest)
    report.invalid(`${path}.maxExpirationSeconds`, seconds, `if provided, maxExpirationSeconds must be <= ${longest}`)
  const files = (['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const).filter((field) => textIn(certificate, field) !== '')
  for (const field of files) {
    const target = textIn(certificate, field)
    validateFilePath(target, `${path}.${field}`, report)
    takePath(target, target)
  }
  if (files.length === 0) report.required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath')
}
