import { clustersOf } from '../fleet/index.ts'
import { isKustomization, patchTargets } from '../manifest/index.ts'
import { applyBaseline, type Baseline } from './baseline.ts'
import { applySuppressions } from './apply-suppressions.ts'
import { excluder } from './exclude.ts'
import type { Finding, Report, SuppressedFinding, Unchecked } from './finding.ts'
import { judgeFile, type FileJudgement } from './judge-file.ts'
import { judgeFleet } from './judge-fleet.ts'
import { openFile } from './place.ts'
import { firstLine } from './rule-failure.ts'
import { openSession, type Session, type SessionInput } from './session.ts'
import { compareFindings, summarize } from './summary.ts'

/** A file to lint. `text` may be a getter: it is read when the file is judged, and again only where a finding needs it. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export interface LintInput extends SessionInput {
  /** Files read for knowledge only: references, patches, clusters. Nothing is reported on them. */
  readonly context?: Iterable<SourceFile>
  readonly baseline?: Baseline
}

/** Judges every file for itself, then every cluster as a whole. Pure: the clock is `now`, the disk is `files`. */
export function lint(files: Iterable<SourceFile>, input: LintInput): Report {
  const session = openSession(input)
  const excluded = excluder(input.config.exclude ?? [])
  const named = [...files].filter(({ path }) => !excluded(path))
  const paths = new Set(named.map(({ path }) => path))
  const around = [...(input.context ?? [])].filter(({ path }) => !paths.has(path) && !excluded(path))
  const patches = findPatches([...named, ...around])
  const judgements = named.map((file) => judgeSource(file, session, patches))
  const known = around.map((file) => judgeSource(file, session, patches))
  return assemble(named, judgements, known, session, input)
}

/** Which files a kustomization applies as patches: known before any of them is judged. */
function findPatches(files: readonly SourceFile[]): ReadonlySet<string> {
  const targets = new Set<string>()
  for (const file of files) {
    if (!isKustomization(file.path)) continue
    for (const target of patchTargets(file.path, textOf(file) ?? '')) targets.add(target)
  }
  return targets
}

function judgeSource(file: SourceFile, session: Session, patches: ReadonlySet<string>): FileJudgement {
  const text = textOf(file)
  if (text !== undefined) return judgeFile(file.path, text, session, patches.has(file.path))
  const unchecked = [{ file: file.path, line: 1, reason: 'unreadable', message: unreadable(file) }]
  return { path: file.path, findings: [], workloads: [], objects: [], suppressions: [], unchecked, documents: 0 }
}

function textOf(file: SourceFile): string | undefined {
  try {
    return file.text
  } catch {
    return undefined
  }
}

function unreadable(file: SourceFile): string {
  try {
    return file.text
  } catch (error) {
    return `cannot be read: ${firstLine(error)}`
  }
}

function assemble(
  named: readonly SourceFile[],
  judgements: readonly FileJudgement[],
  known: readonly FileJudgement[],
  session: Session,
  input: LintInput,
): Report {
  const clusters = clustersOf([...judgements, ...known], input.config.clusters, input.context !== undefined)
  const fromFleet = judgeFleet(clusters, named, session)
  const left: Finding[] = []
  const suppressed: SuppressedFinding[] = []
  const sources = new Map(named.map((file) => [file.path, file]))
  for (const judgement of judgements) {
    const findings = [...judgement.findings, ...(fromFleet.get(judgement.path) ?? [])]
    if (judgement.suppressions.length === 0) {
      left.push(...findings)
      continue
    }
    const { known: ids, now } = session
    const active = input.context === undefined ? session.activeAlone : session.active
    const file = openFile(judgement.path, textOf(sources.get(judgement.path) as SourceFile) ?? '')
    const result = applySuppressions({ file, suppressions: judgement.suppressions, findings, known: ids, active, now })
    left.push(...result.left)
    suppressed.push(...result.suppressed)
  }
  left.sort(compareFindings)
  const { fresh, known: accepted } = input.baseline ? applyBaseline(left, input.baseline) : { fresh: left, known: [] }
  suppressed.push(...accepted.map((finding) => ({ finding, by: 'baseline' as const, reason: 'known when the baseline was written' })))
  suppressed.sort((a, b) => compareFindings(a.finding, b.finding))
  const unchecked = judgements.flatMap((judgement) => judgement.unchecked).sort(compareUnchecked)
  return { version: 1, findings: fresh, suppressed, unchecked, summary: summarize(count(judgements), fresh, suppressed, unchecked) }
}

function count(judgements: readonly FileJudgement[]) {
  const workloads = judgements.flatMap((judgement) => judgement.workloads)
  const cronJobs = workloads.filter(({ kind }) => kind === 'CronJob').length
  return {
    files: judgements.length,
    documents: judgements.reduce((sum, { documents }) => sum + documents, 0),
    cronJobs,
    jobs: workloads.length - cronJobs,
  }
}

function compareUnchecked(a: Unchecked, b: Unchecked): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line
}
