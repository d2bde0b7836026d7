import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expandedFor, readClusters, scriptsOf, shellcheckKey, type ShellcheckComment, type ShellcheckComments } from '../fleet/index.ts'
import { UsageError } from './usage-error.ts'

/** Dialects that shellcheck knows, by the shell that runs the script. */
const DIALECTS: Readonly<Record<string, string | undefined>> = { sh: 'sh', bash: 'bash', dash: 'dash', ash: 'dash', ksh: 'ksh' }

interface Remark extends ShellcheckComment {
  readonly file: string
}

/**
 * Has shellcheck look at every script of the files in one call. It only reads: a script is never run, no configuration of the repository is taken, no file is followed.
 * Throws a UsageError where shellcheck is not installed or fails.
 */
export function runShellcheck(files: Iterable<{ readonly path: string; readonly text: string }>, markdown: boolean): ShellcheckComments {
  const scripts = new Map(
    readClusters(files, undefined, markdown)
      .flatMap(scriptsOf)
      .filter(({ shell }) => DIALECTS[shell] !== undefined)
      .map((script) => [shellcheckKey(script), { text: expandedFor(script).text, dialect: DIALECTS[script.shell] as string }]),
  )
  if (scripts.size === 0) return {}
  const folder = mkdtempSync(join(tmpdir(), 'cronwright-shellcheck-'))
  try {
    const named = [...scripts].map(([key, { text, dialect }], index) => {
      const head = text.startsWith('#!') ? '' : `# shellcheck shell=${dialect}\n`
      writeFileSync(join(folder, `${index}.sh`), head + text, { mode: 0o600 })
      return { key, file: `${index}.sh`, lines: head === '' ? 0 : 1 }
    })
    const remarks = call(
      folder,
      named.map(({ file }) => file),
    )
    return Object.fromEntries(
      named.map(({ key, file, lines }) => [key, remarks.filter((remark) => remark.file === file).map((remark) => shifted(remark, lines))]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function call(cwd: string, names: readonly string[]): readonly Remark[] {
  const args = ['--norc', '--format=json1', '--severity=style', ...names]
  const { error, status, stdout, stderr } = spawnSync('shellcheck', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (error && 'code' in error && error.code === 'ENOENT') throw new UsageError('--shellcheck: shellcheck is not installed, or not in PATH')
  if (error || (status !== 0 && status !== 1)) throw new UsageError(`--shellcheck: ${(error?.message ?? stderr).trim().split('\n')[0]}`)
  return (JSON.parse(stdout) as { readonly comments: readonly Remark[] }).comments
}

function shifted({ line, column, endLine, endColumn, level, code, message }: Remark, lines: number): ShellcheckComment {
  return { line: line - lines, column, endLine: endLine - lines, endColumn, level, code, message }
}
