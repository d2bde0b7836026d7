import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** What installs a tool: the sentence that a skipped test ends with. */
const SOURCES: Readonly<Record<string, string>> = {
  initdb: 'apt-get install postgresql',
  psql: 'apt-get install postgresql',
  mariadbd: 'apt-get install mariadb-server',
  age: 'apt-get install age',
  gpg: 'apt-get install gnupg',
  rclone: 'apt-get install rclone',
  openssl: 'apt-get install openssl',
  curl: 'apt-get install curl',
  jq: 'apt-get install jq',
  shellcheck: 'apt-get install shellcheck',
  moto_server: 'scripts/real-tools.sh',
}

/** Debian keeps the servers of PostgreSQL beside the path, a folder a version. */
function serverFolders(): string[] {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin'))
}

/** Where scripts/real-tools.sh keeps what is no Debian package. */
const OWN_TOOLS = fileURLToPath(new URL('../../.tools/venv/bin', import.meta.url))

/** The path on which every tool of these tests is looked for. */
export const PATH = [OWN_TOOLS, ...serverFolders(), ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].join(delimiter)

export function isInstalled(tool: string): boolean {
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, tool)))
}

/**
 * A group of tests that need these tools. Where one is missing they are skipped, and one line says what installs it; with CRONWRIGHT_REAL=required, as in continuous integration,
 * that is a failure.
 */
export function describeWith(tools: readonly string[], title: string, body: () => void): void {
  const missing = tools.filter((tool) => !isInstalled(tool))
  if (missing.length === 0) return void describe(title, body)
  const sentence = `${title} needs ${missing.join(', ')}: ${[...new Set(missing.map((tool) => SOURCES[tool]))].join('; ')}`
  if (process.env.CRONWRIGHT_REAL === 'required') return test(sentence, () => expect(missing).toEqual([]))
  process.stderr.write(`skipped: ${sentence}\n`)
  describe.skip(sentence, body)
}
