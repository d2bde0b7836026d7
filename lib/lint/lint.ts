import { clustersOf } from '../fleet/index.ts'
import { isKustomization, patchTargets } from '../manifest/index.ts'
import { applyBaseline, type Baseline } from './baseline.ts'
import { applySuppressions } from './apply-suppressions.ts'
import { concealLines } from './conceal-lines.ts'
import { excluder } from './exclude.ts'
import type { Finding, Report, SuppressedFinding, Unchecked } from './finding.ts'
import { globPath } from './glob-path.ts'
import type { FileJudgement } from './judge-file.ts'
import { judgeFleet } from './judge-fleet.ts'
import { judgeSource, textOf, type SourceFile } from './judge-source.ts'
import { openFile } from './place.ts'
import { openSession, type Session, type SessionInput } from './session.ts'
import { compareFindings, summarize } from './summary.ts'

export interface LintInput extends SessionInput {
  /** Files read for knowledge only: references, patches, clusters. Nothing is reported on them. */
  readonly context?: Iterable<SourceFile>
  readonly baseline?: Baseline
}

/** A run of `lint` in its steps: whoever has threads may judge the files on them, in any order. */
export interface LintRun {
  /** The files to judge: those to report on first, then those that are read for knowledge only. */
  readonly files: readonly SourceFile[]
  /** Paths of files that a kustomization applies as patches. */
  readonly patches: ReadonlySet<string>
  readonly judge: (file: SourceFile) => FileJudgement
  /** Takes the judgements of `files`, in their order, and judges every cluster as a whole. */
  readonly conclude: (judgements: readonly FileJudgement[]) => Report
}

/** Judges every file for itself, then every cluster as a whole. Pure: the clock is `now`, the disk is `files`. */
export function lint(files: Iterable<SourceFile>, input: LintInput): Report {
  const run = openLint(files, input)
  return run.conclude(run.files.map(run.judge))
}

export function openLint(files: Iterable<SourceFile>, input: LintInput): LintRun {
  const session = openSession(input)
  const isExcluded = excluder(input.config.exclude ?? [])
  const excluded = (path: string): boolean => isExcluded(globPath(path, input.globBase))
  const named = [...files].filter(({ path }) => !excluded(path))
  const paths = new Set(named.map(({ path }) => path))
  const around = [...(input.context ?? [])].filter(({ path }) => !paths.has(path) && !excluded(path))
  const all = [...named, ...around]
  const patches = findPatches(all)
  return {
    files: all,
    patches,
    judge: (file) => judgeSource(file, session, patches),
    conclude: (judgements) => assemble(named, judgements.slice(0, named.length), judgements.slice(named.length), session, input),
  }
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

function assemble(
  named: readonly SourceFile[],
  judgements: readonly FileJudgement[],
  known: readonly FileJudgement[],
  session: Session,
  input: LintInput,
): Report {
  const clusters = clustersOf([...judgements, ...known], input.config.clusters, input.context !== undefined, (path) =>
    globPath(path, input.globBase),
  )
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
  const told = concealLines({ findings: fresh, suppressed })
  return { version: 1, ...told, unchecked, summary: summarize(count(judgements), fresh, suppressed, unchecked) }
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
