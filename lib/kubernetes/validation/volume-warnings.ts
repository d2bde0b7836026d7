import type { JsonObject } from '../verdict.ts'
import { listIn, objectIn, structIn, textIn, type Report } from './report.ts'
import { isProjected } from './projected-volume.ts'
import { warnOfBytes } from './warnings.ts'

const OLD_SOURCES: Readonly<Record<string, { readonly since: number; readonly text: string }>> = {
  gitRepo: { since: 27, text: 'deprecated in v1.11' },
  photonPersistentDisk: { since: 27, text: 'deprecated in v1.11, non-functional in v1.16+' },
  scaleIO: { since: 27, text: 'deprecated in v1.16, non-functional in v1.22+' },
  flocker: { since: 27, text: 'deprecated in v1.22, non-functional in v1.25+' },
  storageos: { since: 27, text: 'deprecated in v1.22, non-functional in v1.25+' },
  quobyte: { since: 27, text: 'deprecated in v1.22, non-functional in v1.25+' },
  glusterfs: { since: 27, text: 'deprecated in v1.25, non-functional in v1.26+' },
  cephfs: { since: 28, text: 'deprecated in v1.28, non-functional in v1.31+' },
  rbd: { since: 28, text: 'deprecated in v1.28, non-functional in v1.31+' },
}

export function warnOfVolumes(volumes: readonly JsonObject[], path: string, report: Report): void {
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`
    for (const source in OLD_SOURCES) {
      const old = OLD_SOURCES[source]
      if (!objectIn(volume, source) || report.minor < old.since) continue
      const off = source === 'gitRepo' && report.minor >= 33 ? ', and disabled by default in v1.33+' : ''
      report.warn(`${at}.${source === 'storageos' ? 'storageOS' : source}: ${old.text}${off}`)
    }
    if (report.minor >= 32) warnOfPaths(volume, report)
    const claim = structIn(structIn(structIn(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec')
    for (const kind of ['requests', 'limits'] as const)
      warnOfBytes(
        structIn(structIn(claim, 'resources'), kind),
        `${at}.ephemeral.volumeClaimTemplate.spec.resources.${kind}`,
        ['storage'],
        report,
      )
  })
}

/** Two files at one path, or one inside another: the last written wins. */
function warnOfPaths(volume: JsonObject, report: Report): void {
  const name = textIn(volume, 'name')
  const configMap = objectIn(volume, 'configMap')
  const secret = objectIn(volume, 'secret')
  if (configMap)
    warnOfOverlap(pathsOf(configMap), `volume ${JSON.stringify(name)} (ConfigMap ${JSON.stringify(textIn(configMap, 'name'))})`, report)
  if (secret)
    warnOfOverlap(pathsOf(secret), `volume ${JSON.stringify(name)} (Secret ${JSON.stringify(textIn(secret, 'secretName'))})`, report)
  const projected = objectIn(volume, 'projected')
  if (!projected) return
  const sources = listIn(projected, 'sources')
  const given = sources.filter((source) => Object.keys(source).some((kind) => isProjected(kind, report.minor)))
  if (sources.length > 0 && given.length < sources.length) report.warn(`volume ${JSON.stringify(name)} (Projected) has no sources provided`)
}

function pathsOf(source: JsonObject): readonly string[] {
  return listIn(source, 'items').map((item) => textIn(item, 'path'))
}

function warnOfOverlap(paths: readonly string[], subject: string, report: Report): void {
  paths.forEach((path, index) => {
    for (const earlier of paths.slice(0, index)) {
      if (path === earlier || path.startsWith(`${earlier}/`))
        report.warn(`${subject}: overlapping paths: ${JSON.stringify(path)} with ${JSON.stringify(earlier)}`)
      else if (earlier.startsWith(`${path}/`))
        report.warn(`${subject}: overlapping paths: ${JSON.stringify(earlier)} with ${JSON.stringify(path)}`)
    }
  })
}
