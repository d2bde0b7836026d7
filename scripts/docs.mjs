// Writes docs/rules/ from the rules. With --check it only says what is stale (exit 1).
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, setUp } from './setup.mjs'

setUp()
const { RULES, POLICIES } = await import('../dist/policies/index.js')
const { findingsOfExamples } = await import('../dist/lib/lint/index.js')
const { rulePage, ruleIndex } = await import('../dist/lib/report/rule-page.js')

const policiesOf = (id) =>
  Object.fromEntries(Object.entries(POLICIES).flatMap(([name, { levels }]) => (id in levels ? [[name, levels[id]]] : [])))
const pages = new Map(RULES.map((rule) => [`${rule.id}.md`, rulePage(rule, policiesOf(rule.id), findingsOfExamples(rule, RULES))]))
pages.set('README.md', ruleIndex(RULES, policiesOf))

const folder = join(root, 'docs/rules')
const check = process.argv.includes('--check')
mkdirSync(folder, { recursive: true })
const stale = [...pages]
  .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
  .map(([name]) => name)
const gone = readdirSync(folder).filter((name) => !pages.has(name))
if (check) {
  for (const name of [...stale, ...gone]) console.error(`docs/rules/${name} is stale: run npm run docs`)
  process.exit(stale.length + gone.length > 0 ? 1 : 0)
}
for (const name of stale) writeFileSync(join(folder, name), pages.get(name))
for (const name of gone) rmSync(join(folder, name))
console.error(`docs/rules: ${pages.size} pages, ${stale.length} written, ${gone.length} removed`)
