// Asks a running kube-apiserver and the library about manifests that are a step or two away from the recorded ones, and prints where they differ:
//
//   npm run build && node fuzz.mjs 1.37 5000 17        version of the server (see serve.sh), texts, seed
//
// A line is taken out, doubled, moved in or out, exchanged for one of another manifest, or gets another value.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [kubernetesVersion = '1.37', count = '5000', seed = '17'] = process.argv.slice(2)
const here = fileURLToPath(new URL('.', import.meta.url))
const { dryRun } = await import('../../../../dist/lib/kubernetes/index.js')

let state = Number(seed)
function random() {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return (state >>> 0) / 2 ** 32
}
const pick = (list) => list[Math.floor(random() * list.length)]

const VALUES =
  '"" null ~ 0 -1 1 true "true" yes [] {} x X_y "-a" 1e3 0755 "0 * * * *" 99999999999 1.5 Never OnFailure Always Forbid [a] {a: b} 100m 1Gi Etc/UTC'
    .match(/"[^"]*"|\{[^}]*\}|\S+/g)
const rows = readFileSync(new URL('../../api/mutations.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const seeds = rows.filter(({ manifest, environment }) => !environment && manifest.length < 4000 && !/^(---|\.\.\.)/m.test(manifest))
const lines = seeds.flatMap(({ manifest }) => manifest.split('\n')).filter((line) => /\S/.test(line))
const keyOf = (line) => line.trim().split(':')[0]

const STEPS = [
  [0.2, (text, at) => text.splice(at, 1)],
  [0.35, (text, at) => text.splice(at, 0, pick(lines))],
  [0.45, (text, at) => text.splice(at, 0, text[at])],
  [0.5, (text, at) => (text[at] = random() < 0.5 ? `  ${text[at]}` : text[at].replace(/^ {2}/, ''))],
  [0.9, (text, at) => (text[at] = text[at].replace(/: .*$/, `: ${pick(VALUES)}`))],
  [1, (text, at) => (text[at] = /^ */.exec(text[at])[0] + pick(lines.filter((line) => keyOf(line) === keyOf(text[at]))).trim())],
]

function mutate({ manifest }) {
  const text = manifest.split('\n')
  for (let steps = random() < 0.5 ? 1 : 2; steps > 0; steps--) {
    const at = Math.floor(random() * text.length)
    const chance = random()
    if (/\S/.test(text[at] ?? '')) STEPS.find(([until]) => chance < until)[1](text, at)
  }
  return text.join('\n')
}

const texts = []
while (texts.length < Number(count)) {
  const row = pick(seeds)
  const manifest = mutate(row)
  // Other versions go to other endpoints.
  if (/^apiVersion: batch\/v1$/m.test(manifest) && !/^(---|\.\.\.)/m.test(manifest)) texts.push({ id: String(texts.length), as: row.as, manifest })
}

const folder = mkdtempSync(join(tmpdir(), 'cronwright-fuzz-'))
try {
  const file = join(folder, 'texts.jsonl')
  writeFileSync(file, texts.map((text) => `${JSON.stringify(text)}\n`).join(''))
  const answers = execFileSync('go', ['run', '.', '-server', 'https://127.0.0.1:16443', '-token', 'oracle', file], { cwd: here, encoding: 'utf8', maxBuffer: 2 ** 30 })
  const setOf = (causes = []) => [...new Set(causes.map((cause) => cause.join(' ')))].sort().join(' + ') || 'nothing'
  let different = 0
  for (const [index, line] of answers.trim().split('\n').entries()) {
    const { strict: said } = JSON.parse(line)
    const { as, manifest } = texts[index]
    const verdict = dryRun(manifest, { kubernetesVersion, as })[0]
    const causes = setOf(verdict.causes.map(({ reason, field }) => [reason, field]))
    if (verdict.accepted === said.accepted && (said.stage !== 'validation' || causes === setOf(said.causes))) continue
    different++
    console.log(`${JSON.stringify(manifest)}\n  said ${said.stage} ${setOf(said.causes)}\n  ours ${verdict.accepted ? 'accepted' : 'refused'} ${causes}`)
  }
  console.log(`${texts.length} texts, seed ${seed}: ${different} answered otherwise than by Kubernetes ${kubernetesVersion}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
