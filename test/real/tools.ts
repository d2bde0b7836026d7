import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe } from 'vitest'

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
  moto_server: "pip install 'moto[server]'",
}

/** Debian keeps the servers of PostgreSQL beside the path, a folder a version. */
function serverFolders(): string[] {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin'))
}

/** The path on which every tool of these tests is looked for. */
export const PATH = [...serverFolders(), ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].join(delimiter)

function isInstalled(tool: string): boolean {
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, tool)))
}

/** A group of tests that need these tools. Where one is missing they are skipped and say what to install; with CRONWRIGHT_REAL=required that is a failure. */
export function describeWith(tools: readonly string[], title: string, body: () => void): void {
  const missing = tools.filter((tool) => !isInstalled(tool))
  if (missing.length === 0) return void describe(title, body)
  const sentence = `${title} needs ${missing.join(', ')}: ${[...new Set(missing.map((tool) => SOURCES[tool]))].join('; ')}`
  if (process.env.CRONWRIGHT_REAL === 'required') throw new Error(sentence)
  describe.skip(sentence, body)
}
