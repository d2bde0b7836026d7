import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigMap } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'
import { refuse } from './refuse.ts'

/** Scripts that ship with the package, each a file that shellcheck has read. */
export type ScriptName =
  | 'archive-volume.sh'
  | 'call-api.sh'
  | 'clean-claims.sh'
  | 'clean-files.sh'
  | 'clean-jobs.sh'
  | 'dump-mysql.sh'
  | 'dump-postgres.sh'
  | 'encrypt-backup.sh'
  | 'export-objects.sh'
  | 'fetch-certificates.sh'
  | 'list-objects.sh'
  | 'maintain-postgres.sh'
  | 'purge-expired.sh'
  | 'renew-certificates.sh'
  | 'replicate-backups.sh'
  | 'report-outcome.sh'
  | 'return-lease.sh'
  | 'rotate-logs.sh'
  | 'run-chunk.sh'
  | 'run-step.sh'
  | 'say.sh'
  | 'select-expired.sh'
  | 'sign-certificate.sh'
  | 'store-file.sh'
  | 'take-lease.sh'
  | 'update-certificates.sh'
  | 'upload-backup.sh'
  | 'upload-set.sh'
  | 'verify-mariadb.sh'
  | 'verify-postgres.sh'

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

const PRELUDE = {
  sh: `set -eu\ntrap 'code=$?; [ "$code" -eq 0 ] || echo "the script failed with code $code" >&2' EXIT\n`,
  bash: `set -Eeuo pipefail\ntrap 'echo "the script failed at line $LINENO: $BASH_COMMAND" >&2' ERR\n`,
} as const

/** A script of your own, mounted from a ConfigMap. It stops at the first command that fails and says so. */
export class Script {
  readonly shell: 'sh' | 'bash'
  readonly text: string

  private constructor(text: string, shell: 'sh' | 'bash') {
    if (text.trim() === '') refuse('script', 'at least one command', 'there is something to run', text)
    if (Buffer.byteLength(text) > 1_000_000)
      refuse('script', 'at most 1,000,000 bytes', 'it fits a ConfigMap', `${Buffer.byteLength(text)} bytes`)
    const [, first = '', rest] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(text) as RegExpExecArray
    this.shell = shell
    this.text = `${first}${PRELUDE[shell]}${rest}`
  }

  /** A file of the repository, read when the chart is synthesized. */
  static file(path: string | URL, { shell = 'sh' }: { readonly shell?: 'sh' | 'bash' } = {}): Script {
    return new Script(readFileSync(path, 'utf8'), shell)
  }

  static text(text: string, { shell = 'sh' }: { readonly shell?: 'sh' | 'bash' } = {}): Script {
    return new Script(text, shell)
  }
}
