import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigMap } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'
import { refuse } from './refuse.ts'

/** Scripts that ship with the package, each a file that shellcheck has read. */
export type ScriptName =
  | 'anonymize-tables.sh'
  | 'archive-volume.sh'
  | 'call-api.sh'
  | 'clean-batches.sh'
  | 'clean-claims.sh'
  | 'clean-files.sh'
  | 'clean-jobs.sh'
  | 'clean-reports.sh'
  | 'dump-mysql.sh'
  | 'dump-postgres.sh'
  | 'encrypt-backup.sh'
  | 'export-objects.sh'
  | 'extract-tables.sh'
  | 'fetch-certificates.sh'
  | 'list-objects.sh'
  | 'load-tables.sh'
  | 'load-window.sh'
  | 'maintain-postgres.sh'
  | 'mark-windows.sh'
  | 'plan-windows.sh'
  | 'purge-expired.sh'
  | 'read-windows.sh'
  | 'renew-certificates.sh'
  | 'replicate-backups.sh'
  | 'report-outcome.sh'
  | 'report-workflow.sh'
  | 'return-lease.sh'
  | 'rotate-logs.sh'
  | 'run-chunk.sh'
  | 'run-step.sh'
  | 'say.sh'
  | 'select-expired.sh'
  | 'sign-certificate.sh'
  | 'store-file.sh'
  | 'store-window.sh'
  | 'tables.sh'
  | 'take-lease.sh'
  | 'update-certificates.sh'
  | 'upload-backup.sh'
  | 'upload-set.sh'
  | 'verify-mariadb.sh'
  | 'verify-postgres.sh'
  | 'windows.sh'
  | 'write-windows.sh'

/** The text of a script that ships with the package. */
export function scriptText(name: ScriptName): string {
  return readFileSync(new URL(`./scripts/${name}`, import.meta.url), 'utf8')
}

/** A ConfigMap of scripts that ship with the package, and the words they share. */
export function scriptsConfigMap(scope: Construct, id: string, name: string, names: readonly ScriptName[]): ConfigMap {
  return hashedConfigMap(
    scope,
    id,
    name,
    Object.fromEntries([...new Set<ScriptName>([...names, 'say.sh'])].sort().map((script) => [script, scriptText(script)])),
  )
}

/**
 * A ConfigMap whose name ends in a hash of its content: a changed script is a new object, so a run that is under way keeps the script that it started with.
 */
export function hashedConfigMap(scope: Construct, id: string, name: string, data: Readonly<Record<string, string>>): ConfigMap {
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10)
  return new ConfigMap(scope, id, { metadata: { name: `${name}-${hash}` }, data, immutable: true })
}

/* On one line, so that the numbers of the lines that an error names are those of the file. */
const PRELUDE = {
  sh: `set -eu; trap 'code=$?; [ "$code" -eq 0 ] || echo "the script failed with code $code" >&2' EXIT`,
  bash: `set -Eeuo pipefail; trap 'echo "the script failed at line $LINENO: $BASH_COMMAND" >&2' ERR`,
} as const

type Shell = keyof typeof PRELUDE

/**
 * A script of your own, mounted from a ConfigMap that is named by its content: a run that is under way keeps the script that it started with. It stops at the first command
 * that fails, at a variable that is not set and, in bash, at the first failure inside a pipe; and it says where.
 *
 * @example
 * import { Script } from 'cronwright/constructs'
 *
 * Script.text('#!/bin/bash\ncurl --fail https://books.example.com/close | tee result\n') // bash, by its first line
 * Script.text('psql --command "refresh materialized view sales"', { shell: 'sh' })
 */
export class Script {
  readonly shell: Shell
  readonly text: string

  private constructor(given: string, shell: Shell | undefined) {
    if (given.trim() === '') refuse('script', 'at least one command', 'there is something to run', given)
    const size = Buffer.byteLength(given)
    if (size > MOST_BYTES) refuse('script', `at most ${MOST_BYTES} bytes`, 'it fits a ConfigMap', `${size} bytes`)
    // Git on Windows may write CRLF, which no shell reads; and output is to be the same on every machine.
    const [, first = '', rest] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(given.replaceAll('\r\n', '\n')) as RegExpExecArray
    this.shell = shell ?? shellOf(first) ?? 'sh'
    if (first !== '' && shellOf(first) === undefined)
      refuse('script', 'a script for sh or bash', 'strict mode and the trap work', first.trim())
    this.text = `${first}${PRELUDE[this.shell]}; ${rest.endsWith('\n') ? rest : `${rest}\n`}`
  }

  /** A file of the repository, read when the chart is synthesized; a path is taken from the folder of the command, as `cdk8s synth` has it. */
  static file(path: string | URL, { shell }: { readonly shell?: Shell } = {}): Script {
    return new Script(readScript(path), shell)
  }

  static text(text: string, { shell }: { readonly shell?: Shell } = {}): Script {
    return new Script(text, shell)
  }
}

/** A ConfigMap holds a mebibyte, and the other scripts of the pod want room. */
const MOST_BYTES = 1_000_000

function shellOf(first: string): Shell | undefined {
  const name = /^#!\s*\S*?(?:\benv\s+(?:-S\s+)?)?([a-z]+)(?:\s|$)/.exec(first.replace(/^#!\s*\/(?:usr\/)?(?:local\/)?bin\//, '#!'))?.[1]
  return name === 'bash' ? 'bash' : name === 'sh' || name === 'dash' || name === 'ash' ? 'sh' : undefined
}

function readScript(path: string | URL): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return refuse('script', 'a file that can be read', `it can be mounted: ${(error as NodeJS.ErrnoException).code}`, String(path))
  }
}
