// Makes the tag that pre-commit and the GitHub Action use: one commit beside main that holds dist/, since neither of them builds.
//
//   node scripts/release.mjs        tags v<version of package.json>; pushing it is yours
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const tag = `v${version}`

if (git('status', '--porcelain') !== '') fail('the working tree has changes; commit them first')
if (git('tag', '--list', tag) !== '') fail(`${tag} exists; raise the version in package.json first`)
setUp()

const main = git('rev-parse', '--abbrev-ref', 'HEAD')
git('checkout', '--quiet', '--detach')
try {
  git('add', '--force', 'dist')
  git('commit', '--quiet', '--message', `Release ${tag}`)
  git('tag', '--annotate', tag, '--message', tag)
} finally {
  git('checkout', '--quiet', main)
}
console.log(`${tag} is tagged: git push origin ${tag}`)

function fail(message) {
  console.error(`release: ${message}`)
  process.exit(2)
}
