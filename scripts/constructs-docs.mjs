// Writes docs/constructs/: a page for every construct and value, from their docstrings, from what their example becomes when it is synthesized, and from the sentences by which
// the code refuses nonsense. With --check it only says what is stale (exit 1).
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { checkExamples, runExample } from './docs/examples.mjs'
import { indexPage, pageOf } from './docs/pages.mjs'
import { readConstructs } from './docs/read-constructs.mjs'
import { root, setUp } from './setup.mjs'

setUp()
const folder = join(root, 'docs/constructs')
const { CATALOGUE } = await import('../dist/lib/constructs/catalogue.js')
const { OLDEST_KUBERNETES } = await import('../dist/lib/constructs/index.js')

const entries = readConstructs(ts, root)
const missing = entries.filter(({ example }) => example === undefined).map(({ name }) => name)
if (missing.length > 0) fail(`no @example: ${missing.join(', ')}`)
const faults = checkExamples(ts, root, entries)
if (faults.length > 0) fail(faults.join('\n'))

const pages = new Map()
for (const entry of entries)
  pages.set(
    entry.page,
    pageOf(entry, { yaml: await runExample(ts, root, entry), entries, catalogue: CATALOGUE, oldest: OLDEST_KUBERNETES, root }),
  )
pages.set('README.md', indexPage(entries, CATALOGUE, OLDEST_KUBERNETES))

const stale = [...pages]
  .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
  .map(([name]) => name)
const gone = existsSync(folder) ? readdirSync(folder).filter((name) => !pages.has(name)) : []
if (process.argv.includes('--check')) {
  for (const name of [...stale, ...gone]) console.error(`docs/constructs/${name} is stale: run npm run docs`)
  process.exit(stale.length + gone.length > 0 ? 1 : 0)
}
mkdirSync(folder, { recursive: true })
for (const name of stale) writeFileSync(join(folder, name), pages.get(name))
for (const name of gone) rmSync(join(folder, name))
console.error(`docs/constructs: ${pages.size} pages, ${stale.length} written, ${gone.length} removed`)

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
