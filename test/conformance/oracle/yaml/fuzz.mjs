// Compares our reader with the one in Kubernetes on mutated and made texts, shrinks what differs, and prints it.
//
//   go build -o bin/yaml-oracle . && node fuzz.mjs [count] [seed] [folder of manifests to mutate]
//
// Needs a build (npm run build): it reads with dist/.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const { readManifests } = await import('../../../../dist/lib/index.js')
const here = fileURLToPath(new URL('.', import.meta.url))
const [count = 10_000, seed = 1] = process.argv.slice(2, 4).map(Number)
const folder = process.argv[4]

let state = seed
function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
const below = (limit) => Math.floor(random() * limit)
const pick = (list) => list[below(list.length)]

const PIECES = ['a', 'b: ', 'key:', ': ', ':', '- ', '-', '? ', '?', '\n', '\n', '\n  ', '\n    ', '\n- ', ' ', '  ', '[', ']', '{', '}', ', ', ',', '"', "'", '"x y"', "'it''s'", '#', ' # c', '&a ', '*a', '!', '!!str ', '!!int ', '!t ', '|', '>', '|-\n', '>+\n', '|2\n', '\t', '\\', '\\n', '\\x41', '<<: ', '*a\n', '0x1F', '0755', '1_000', '1e3', '.5', '-0', '~', 'yes', 'null', '.inf', '12:30', '2001-01-01', '%', '@', '`', '...', '---', '\n---\n', '\r\n', '\r', 'é', '😀', '\u0085', '\u2028', '=', '<<', 'x'.repeat(30)]
const SCALARS = ['1', 'on', '"a"', "'b'", 'text here', '0b11', '0o17', '08', '1.5', '+1', '-.5', '1e400', '18446744073709551616', '-9223372036854775809', '1__0', '_1', '0_1', '0x_1', '.', '..', '+', '-', '~a', 'nUll', '!!float 1', '!!bool yes', '!!null ""', '! 5', '!x 5', '2001-1-1 1:1:1', '1.e3', '.e3', '0.', '+.5', '0b', '0x', '0o8', '1e', '1e+', '00', '0b2', '-0x1f', '-0b1', '+0b1']
const corpus = folder ? readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).filter((text) => text.length < 6000) : []

function made() {
  if (random() < 0.15) return `${pick(['a: ', '', '- ', 'k: [', '? ', '{'])}${pick(SCALARS)}${pick(['', '\n', ']', ': b', '}', ', x]'])}`
  return Array.from({ length: 1 + below(14) }, () => (random() < 0.1 ? pick(SCALARS) : pick(PIECES))).join('')
}

function mutated(text) {
  let result = text
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(result.length + 1)
    const kind = below(5)
    if (kind === 0) result = result.slice(0, at) + pick(PIECES) + result.slice(at)
    else if (kind === 1) result = result.slice(0, at) + result.slice(at + 1 + below(4))
    else if (kind === 2) result = result.slice(0, at) + pick(PIECES) + result.slice(at + 1)
    else if (kind === 3) result = result.slice(0, at)
    else {
      const lines = result.split('\n')
      const line = below(lines.length)
      lines[line] = pick([' ', '  ', '\t']) + lines[line]
      result = lines.join('\n')
    }
  }
  return result
}

const oracle = spawn(join(here, 'bin/yaml-oracle'), { stdio: ['pipe', 'pipe', 'inherit'] })
const lines = createInterface({ input: oracle.stdout })[Symbol.asyncIterator]()

async function ask(texts) {
  oracle.stdin.write(texts.map((text) => `${JSON.stringify(text)}\n`).join(''))
  const answers = []
  for (let index = 0; index < texts.length; index++) answers.push(JSON.parse((await lines.next()).value))
  return answers
}

const LIMITS = ['limit-size', 'limit-depth', 'limit-aliases']

function canonical(value) {
  if (typeof value === 'bigint') return JSON.stringify(Number(value))
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(Object.is(value, -0) ? 0 : value)
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** What differs, in a word; empty where nothing does. Limits of our own leave the comparison. */
function difference(text, answer) {
  let document
  try {
    document = readManifests(text)[0]
  } catch (error) {
    return `throws ${error.message}`
  }
  const errors = document?.errors ?? []
  if (errors.some(({ code }) => LIMITS.includes(code))) return ''
  const accepted = errors.every(({ strictOnly }) => strictOnly)
  if (accepted !== answer.accepted) return `${accepted ? 'accepted' : `refused (${errors[0].message})`}, Go: ${answer.error ?? 'accepted'}`
  if (!accepted) return ''
  if ((errors.length === 0) !== answer.strictAccepted) return `strict ${errors.length === 0 ? 'accepted' : 'refused'}, Go: ${answer.error ?? 'accepted'}`
  const own = canonical(document?.value ?? null)
  const theirs = canonical(JSON.parse(answer.json))
  return own === theirs ? '' : `reads ${own}, Go: ${theirs}`
}

/** kubectl splits at `---` before it reads; the oracle reads one text, so texts with separators are left out. */
const comparable = (text) => !/^---/m.test(text)

async function shrink(text) {
  for (let size = Math.ceil(text.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < text.length; ) {
      const shorter = (text.slice(0, at) + text.slice(at + size)).toWellFormed()
      if (comparable(shorter) && difference(shorter, (await ask([shorter]))[0])) text = shorter
      else at += size
    }
  }
  return text
}

let done = 0
let found = 0
while (done < count && found < 12) {
  const texts = Array.from({ length: 500 }, () => (corpus.length > 0 && random() < 0.25 ? mutated(pick(corpus)) : made()).toWellFormed()).filter(comparable)
  const answers = await ask(texts)
  for (let index = 0; index < texts.length && found < 12; index++) {
    if (!difference(texts[index], answers[index])) continue
    found++
    const small = await shrink(texts[index])
    console.log(`${JSON.stringify(small)}: ${difference(small, (await ask([small]))[0])}`)
  }
  done += texts.length
}
console.log(`${done} texts, seed ${seed}: ${found} differences`)
oracle.stdin.end()
