// What a fresh clone lacks: dependencies and the build. Quick when nothing changed.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`cronwright needs Node 20.19 or newer, this is ${process.versions.node}`)
  process.exit(2)
}

/** Runs a command in the repository; its output goes to stderr so that stdout stays the command's own. */
function run(command, args) {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
}

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  let time = 0
  for (const name of readdirSync(path)) if (name !== 'node_modules') time = Math.max(time, newest(join(path, name)))
  return time
}

export function install() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return
  console.error('installing dependencies (npm ci) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}

export function build() {
  const stamp = join(root, 'dist/.built')
  const sources = [
    'lib',
    'policies',
    'charts',
    'scripts/build.mjs',
    'scripts/page.mjs',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
  ]
  if (existsSync(stamp) && sources.every((source) => newest(join(root, source)) < statSync(stamp).mtimeMs)) return
  console.error('building …')
  run(process.execPath, ['scripts/build.mjs'])
}

export function setUp() {
  install()
  build()
}
