import type { Cluster, ObjectReference } from '../fleet/index.ts'
import { readManifestFile, type Manifest } from '../manifest/index.ts'
import type { CheckContext, FleetRule, FleetViolation } from '../rule/index.ts'
import type { Finding } from './finding.ts'
import type { SourceFile } from './judge-source.ts'
import { makeFinding, openFile, placeViolation, type OpenFile, type RawFinding } from './place.ts'
import { firstLine, ruleFailure } from './rule-failure.ts'
import type { Session } from './session.ts'

/** Findings of the rules on clusters, by file. Trees are gone by then: the few files that get a finding are read again. */
export function judgeFleet(
  clusters: readonly Cluster[],
  named: readonly SourceFile[],
  session: Session,
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  const reopen = reopener(named, session)
  const paths = new Set(named.map(({ path }) => path))
  const isNamed = ({ object }: { readonly object: ObjectReference }): boolean => paths.has(object.file)
  for (const rule of session.fleetRules) {
    for (const cluster of clusters) {
      const shown = clusters.length > 1 ? cluster.name : ''
      const settings = ({ object }: FleetViolation) => session.settings.at(rule, object.file, labelsOf(cluster, object))
      const { options } = session.settings.at(rule, '', {})
      const { now, minor, calendar, shellcheck } = session
      const context = { now, minor, options, calendar, ...(shellcheck ? { shellcheck } : {}) }
      for (const violation of askFleet(rule, cluster, context, isNamed)) {
        const { level } = settings(violation)
        const opened = level === 'off' ? undefined : reopen(violation.object)
        if (level === 'off' || !opened) continue
        const raw = violation.failed
          ? ruleFailure(rule, opened.manifest, violation.failed, `cluster${cluster.name === '' ? '' : ` ${cluster.name}`}`)
          : placeViolation(opened.file, opened.manifest, rule, level, violation)
        if (!raw) continue
        const list = found.get(violation.object.file) ?? []
        if (isTold(list, raw, shown)) continue
        list.push(makeFinding(opened.file, raw, shown))
        found.set(violation.object.file, list)
      }
    }
  }
  return found
}

const labels = new WeakMap<Cluster, ReadonlyMap<string, Readonly<Record<string, string>>>>()

/** Of the object that a violation is told at, for overrides by label. */
function labelsOf(cluster: Cluster, object: ObjectReference): Readonly<Record<string, string>> {
  let byPlace = labels.get(cluster)
  if (!byPlace) {
    const all = [...cluster.objects, ...cluster.workloads]
    labels.set(cluster, (byPlace = new Map(all.map((known) => [placeOf(known.object), known.labels]))))
  }
  return byPlace.get(placeOf(object)) ?? {}
}

function placeOf({ file, document, item }: ObjectReference): string {
  return `${file}\n${document}\n${item ?? ''}`
}

interface Failed extends FleetViolation {
  readonly failed?: string
}

/** A rule that throws is itself an error finding, at the first object of the cluster that is reported on, and the others still run. */
function* askFleet(
  rule: FleetRule,
  cluster: Cluster,
  context: CheckContext,
  isNamed: (known: { readonly object: ObjectReference }) => boolean,
): Iterable<Failed> {
  try {
    yield* rule.checkFleet(cluster, context)
  } catch (error) {
    const object = (cluster.workloads.find(isNamed) ?? cluster.objects.find(isNamed))?.object
    if (object) yield { object, at: '', message: '', failed: firstLine(error) }
  }
}

/** A base runs in several clusters: what is wrong with it is told at the first. */
function isTold(findings: readonly Finding[], { rule, path, start, document }: RawFinding, cluster: string): boolean {
  return findings.some(
    (told) =>
      told.cluster !== cluster && told.rule === rule && told.path === path && told.start.offset === start && told.document === document,
  )
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
