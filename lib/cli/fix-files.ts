import { resolve } from 'node:path'
import { applyFixes, lint, type LintInput, type Report } from '../lint/index.ts'
import type { FileOnDisk } from './file-on-disk.ts'
import { replaceFile } from './output.ts'
import { unifiedDiff } from './unified-diff.ts'

export interface FixOptions {
  readonly cwd: string
  readonly unsafe: boolean
  readonly dryRun: boolean
}

export interface FixedFiles {
  /** The report on the files as they are afterwards. */
  readonly report: Report
  /** What a dry run would have written. */
  readonly diff: string
}

/** Fixes that touch each other are applied one after the other; more rounds than this mean that two rules undo each other. */
const MOST_ROUNDS = 10

/** Applies fixes until nothing is left to apply, then writes each changed file in one step. */
export function fixFiles(files: readonly FileOnDisk[], first: Report, input: LintInput, { cwd, unsafe, dryRun }: FixOptions): FixedFiles {
  const texts = new Map<string, string>()
  let current: readonly FileOnDisk[] = files
  let report = first
  let fixed = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const changed = fixRound(current, report, unsafe)
    if (changed.size === 0) break
    for (const [path, { text, count }] of changed) {
      texts.set(path, text)
      fixed += count
    }
    current = files.map((file) => {
      const text = texts.get(file.path)
      return text === undefined ? file : { path: file.path, text }
    })
    report = lint(current, input)
  }
  let diff = ''
  for (const file of files) {
    const text = texts.get(file.path)
    if (text === undefined) continue
    if (dryRun) diff += unifiedDiff(file.path, file.text, text)
    else replaceFile(resolve(cwd, file.path), text, file.path)
  }
  if (!dryRun && fixed > 0)
    process.stderr.write(`fixed ${fixed} ${fixed === 1 ? 'finding' : 'findings'} in ${texts.size} ${texts.size === 1 ? 'file' : 'files'}\n`)
  return { report, diff }
}

function fixRound(
  files: readonly FileOnDisk[],
  report: Report,
  unsafe: boolean,
): Map<string, { readonly text: string; readonly count: number }> {
  const changed = new Map<string, { readonly text: string; readonly count: number }>()
  const fixable = report.findings.filter(({ fix }) => fix && (fix.safe || unsafe))
  const paths = new Set(fixable.map(({ file }) => file))
  for (const file of files) {
    if (!paths.has(file.path)) continue
    const { text } = file
    const result = applyFixes(
      text,
      fixable.filter((finding) => finding.file === file.path),
      unsafe,
    )
    if (result.text !== text) changed.set(file.path, { text: result.text, count: result.applied.length })
  }
  return changed
}
