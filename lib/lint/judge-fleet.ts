import type { Cluster, ObjectReference } from '../fleet/index.ts'
import { readManifestFile, type Manifest } from '../manifest/index.ts'
import type { FleetViolation } from '../rule/index.ts'
import type { Finding } from './finding.ts'
import type { SourceFile } from './lint.ts'
import { makeFinding, openFile, placeViolation, type OpenFile } from './place.ts'
import type { Session } from './session.ts'

/** Findings of the rules on clusters, by file. Trees are gone by then: the few files that get a finding are read again. */
export function judgeFleet(
  clusters: readonly Cluster[],
  named: readonly SourceFile[],
  session: Session,
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  const reopen = reopener(named, session)
  for (const rule of session.fleetRules) {
    for (const cluster of clusters) {
      const settings = (violation: FleetViolation) => session.settings.at(rule, violation.object.file, {})
      const { options } = session.settings.at(rule, '', {})
      for (const violation of rule.checkFleet(cluster, { now: session.now, minor: session.minor, options })) {
        const { level } = settings(violation)
        const opened = level === 'off' ? undefined : reopen(violation.object)
        if (level === 'off' || !opened) continue
        const raw = placeViolation(opened.file, opened.manifest, rule, level, violation)
        if (!raw) continue
        const list = found.get(violation.object.file) ?? []
        // A base runs in several clusters: what is wrong with it is told at the first.
        if (
          list.some(
            ({ rule: id, path, start, document }) =>
              id === raw.rule && path === raw.path && start.offset === raw.start && document === raw.document,
          )
        )
          continue
        list.push(makeFinding(opened.file, raw, clusters.length > 1 ? cluster.name : ''))
        found.set(violation.object.file, list)
      }
    }
  }
  return found
}

interface Reopened {
  readonly file: OpenFile
  readonly manifests: readonly Manifest[]
}

/** Objects of context files have no finding: they are not among the named. */
function reopener(named: readonly SourceFile[], session: Session) {
  const sources = new Map(named.map((file) => [file.path, file]))
  const opened = new Map<string, Reopened>()
  return ({ file: path, document, item }: ObjectReference): { readonly file: OpenFile; readonly manifest: Manifest } | undefined => {
    const source = sources.get(path)
    if (!source) return undefined
    let reopened = opened.get(path)
    if (!reopened) {
      const { text } = source
      reopened = {
        file: openFile(path, text),
        manifests: readManifestFile({ path, text }, { markdown: session.markdown, whole: session.whole }).manifests,
      }
      opened.set(path, reopened)
    }
    const manifest = reopened.manifests.find((candidate) => candidate.document === document && candidate.item === item)
    return manifest && { file: reopened.file, manifest }
  }
}
