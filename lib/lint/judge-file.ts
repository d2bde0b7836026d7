import { readWorkload, type FleetObject, type ObjectReference, type Workload } from '../fleet/index.ts'
import { reduceObject } from '../fleet/reduce-object.ts'
import { isJudged, type Problem } from '../kubernetes/index.ts'
import { readManifestFile, toKnownValue, type Manifest, type ManifestFile } from '../manifest/index.ts'
import type { CheckContext, CheckRule, Violation } from '../rule/index.ts'
import { collectComments } from './collect-comments.ts'
import { suppressionAnnotations, suppressionComments } from './collect-suppressions.ts'
import type { Finding, Unchecked } from './finding.ts'
import { makeFinding, objectOf, openFile, placeViolation, type OpenFile, type RawFinding } from './place.ts'
import { makeFix } from './make-fix.ts'
import { mends, problemsOf } from './problems.ts'
import { firstLine, ruleFailure } from './rule-failure.ts'
import type { Session } from './session.ts'
import type { Suppression } from './suppression.ts'

/** What one file tells: findings, and the facts that the fleet needs. Plain data, so that a worker can make it. */
export interface FileJudgement {
  readonly path: string
  readonly findings: readonly Finding[]
  readonly workloads: readonly Workload[]
  readonly objects: readonly FleetObject[]
  readonly suppressions: readonly Suppression[]
  readonly unchecked: readonly Unchecked[]
  readonly documents: number
}

/** Judges the objects of one file, each for itself. `patches` are the documents that a kustomization applies as patches. */
export function judgeFile(path: string, text: string, session: Session, isPatch: boolean): FileJudgement {
  const file = openFile(path, text)
  const read = readManifestFile({ path, text }, { markdown: session.markdown, patch: isPatch, whole: session.whole })
  const findings: Finding[] = []
  const workloads: Workload[] = []
  const objects: FleetObject[] = []
  const suppressions: Suppression[] = []
  let commented = -1
  for (const manifest of read.manifests) {
    const raw: RawFinding[] = []
    if (manifest.document !== commented) {
      commented = manifest.document
      suppressions.push(...suppressionComments(file, manifest))
    }
    judgeObject(file, manifest, session, { raw, workloads, objects, suppressions })
    for (const finding of raw) findings.push(makeFinding(file, finding))
  }
  for (const { document, start, end, message, help } of read.broken) {
    findings.push(
      makeFinding(file, {
        rule: 'syntax',
        family: 'cronwright',
        level: 'error',
        message,
        ...(help === undefined ? {} : { help }),
        document,
        path: '',
        start,
        end,
      }),
    )
  }
  return {
    path,
    findings,
    workloads,
    objects,
    suppressions,
    unchecked: uncheckedOf(file, read),
    documents: read.manifests.length + read.broken.length,
  }
}

interface Collected {
  readonly raw: RawFinding[]
  readonly workloads: Workload[]
  readonly objects: FleetObject[]
  readonly suppressions: Suppression[]
}

function judgeObject(file: OpenFile, manifest: Manifest, session: Session, collected: Collected): void {
  if (manifest.shape === 'json-patch' || manifest.shape === 'delete-patch') return
  collected.suppressions.push(...suppressionAnnotations(file, manifest))
  const value = toKnownValue(manifest, file.text)
  const reference = referenceOf(file.path, manifest)
  const workload = readWorkload(value, { object: reference, partial: manifest.shape === 'patch', comments: collectComments(manifest) })
  if (!workload) {
    const object = reduceObject(value, reference)
    if (object) collected.objects.push(object)
    if (!isJudged(manifest.apiVersion, manifest.kind)) return
  }
  const labels = workload?.labels ?? {}
  const problems = problemsOf(file, manifest, session, value)
  const refused = new Set<string>()
  for (const problem of problems) {
    const finding = explain(file, manifest, problem, { labels, session, problems: problems.length })
    if (finding) collected.raw.push(finding)
    if (problem.stage === 'validation' || problem.reason === 'WrongType') refused.add(problem.field)
    for (const path of meantFields(problem)) refused.add(path)
  }
  if (!workload) return
  collected.workloads.push(workload)
  collected.raw.push(...checkWorkload(file, manifest, workload, refused, session))
}

/** Fields that a misspelt or misplaced one was meant to be: they are not missing as well. */
function meantFields({ field, detail }: Problem): readonly string[] {
  if (detail?.kind !== 'unknown-field') return []
  const parent = field.slice(0, field.length - detail.name.length)
  return [...(detail.suggestion === undefined ? [] : [parent + detail.suggestion]), ...(detail.belongs ?? [])]
}

/** The word for a problem belongs to the first rule that explains it. */
function explain(
  file: OpenFile,
  manifest: Manifest,
  problem: Problem,
  {
    labels,
    session,
    problems,
  }: { readonly labels: Readonly<Record<string, string>>; readonly session: Session; readonly problems: number },
): RawFinding | undefined {
  const rule = session.explains(problem)
  if (!rule) return undefined
  const { level } = session.settings.at(rule, file.path, labels)
  if (level === 'off') return undefined
  const help = rule.help?.(problem)
  const fix = rule.fix?.(problem)
  const planned = fix && makeFix(file, manifest, fix)
  // A renamed or rewritten value stays where it was judged; a moved one meets the rules of another place.
  const moves = fix?.edits.some(({ kind }) => kind === 'move') === true
  const mended = planned && (!moves || mends(file, manifest, planned, problems, session))
  return {
    rule: rule.id,
    family: rule.family,
    level,
    message: rule.message?.(problem) ?? problem.message,
    ...(help === undefined ? {} : { help }),
    document: manifest.document,
    object: objectOf(manifest),
    path: problem.field,
    start: problem.start,
    end: problem.end,
    ...(mended ? { fix: planned } : {}),
  }
}

function checkWorkload(
  file: OpenFile,
  manifest: Manifest,
  workload: Workload,
  refused: ReadonlySet<string>,
  session: Session,
): RawFinding[] {
  const found: RawFinding[] = []
  for (const { rule, level, context } of session.checks(workload, file.path)) {
    for (const violation of ask(rule, workload, context)) {
      if (refused.has(violation.at) || violation.restsOn?.some((path) => refused.has(path))) continue
      const finding = violation.failed
        ? ruleFailure(rule, manifest, violation.failed, 'object')
        : placeViolation(file, manifest, rule, level, violation)
      if (finding) found.push(finding)
    }
  }
  return silenceSuperseded(found, session)
}

interface Failed extends Violation {
  readonly failed?: string
}

const SILENT: readonly Failed[] = []

/** A rule that throws is itself an error finding, after what it said before, never a silent pass. */
function ask(rule: CheckRule, workload: Workload, context: CheckContext): readonly Failed[] {
  const said: Failed[] = []
  try {
    const answer = rule.check(workload as never, context)
    if (answer === undefined) return SILENT
    if (!(Symbol.iterator in answer)) return [answer]
    for (const violation of answer) said.push(violation)
  } catch (error) {
    said.push({ at: '', message: '', failed: firstLine(error) })
  }
  return said
}

/** One fault is told once: a rule that supersedes others silences them at the same object. */
function silenceSuperseded(found: RawFinding[], session: Session): RawFinding[] {
  const silent = new Set<string>()
  for (const { rule } of found) for (const other of session.supersededBy(rule)) silent.add(other)
  return silent.size === 0 ? found : found.filter(({ rule }) => !silent.has(rule))
}

function referenceOf(path: string, { document, item, apiVersion, kind, namespace, name }: Manifest): ObjectReference {
  return {
    file: path,
    document,
    ...(item === undefined ? {} : { item }),
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  }
}

function uncheckedOf(file: OpenFile, read: ManifestFile): Unchecked[] {
  return read.unchecked.map(({ document, start, reason, message }) => ({
    file: file.path,
    ...(document === undefined ? {} : { document }),
    line: makeFinding(file, { rule: '', family: 'cronwright', level: 'note', message, document: 0, path: '', start, end: start }).start
      .line,
    reason,
    message,
  }))
}
