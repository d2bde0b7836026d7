import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfigMap } from 'cdk8s-plus-27'
import type { Construct } from 'constructs'

/** Scripts that ship with the package, each a file that shellcheck has read. */
export type ScriptName = 'dump-postgres.sh' | 'upload-backup.sh'

/** The text of a script that ships with the package. */
export function scriptText(name: ScriptName): string {
  return readFileSync(new URL(`./scripts/${name}`, import.meta.url), 'utf8')
}

/**
 * A ConfigMap whose name ends in a hash of its content: a changed script is a new object, so a run that is under way keeps the script that it started with.
 */
export function scriptsConfigMap(scope: Construct, id: string, name: string, names: readonly ScriptName[]): ConfigMap {
  const data = Object.fromEntries(names.map((script) => [script, scriptText(script)]))
  const hash = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10)
  return new ConfigMap(scope, id, { metadata: { name: `${name}-${hash}` }, data, immutable: true })
}
