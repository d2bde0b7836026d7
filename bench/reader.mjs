// 10,000 manifests to nodes with offsets, against js-yaml's events (its CommonJS build), js-yaml's load and the package yaml; all in one run, one thread.
//
//   npm run build && node bench/reader.mjs [files]
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import { makeFleet } from './make-fleet.mjs'
import { readYaml } from '../dist/lib/reader/index.js'

const BAR = 0.8
const MEMORY_BAR = 150
const require = createRequire(import.meta.url)
const [folder, count] = process.argv.includes('--memory')
  ? [process.argv[3], 0]
  : [mkdtempSync(join(tmpdir(), 'cronwright-bench-')), Number(process.argv[2] ?? 10_000)]

function* filesOf(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* filesOf(join(path, entry.name))
    else yield join(path, entry.name)
  }
}

/** Reads every file and forgets it: what is left is the peak of the process. */
if (process.argv.includes('--memory')) {
  let nodes = 0
  for (const path of filesOf(folder)) nodes += readYaml(readFileSync(path, 'utf8')).length
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024
  console.log(`${nodes} documents streamed: peak ${peak.toFixed(0)} MB of the whole process (bar ${MEMORY_BAR})`)
  process.exit(peak <= MEMORY_BAR ? 0 : 1)
}

/** Readers take turns, so that a busy moment hits them all; the best round of each counts. */
function race(readers, texts, rounds) {
  const best = new Map(readers.map(([name]) => [name, Infinity]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, read] of readers) {
      globalThis.gc?.()
      const start = performance.now()
      for (const text of texts) read(text)
      best.set(name, Math.min(best.get(name), (performance.now() - start) / 1000))
    }
  }
  return best
}

try {
  makeFleet(folder, count)
  const texts = [...filesOf(folder)].map((path) => readFileSync(path, 'utf8'))
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const jsYaml = require('js-yaml')
  const readers = [
    ['cronwright: nodes', readYaml],
    ['js-yaml: events', (text) => jsYaml.parseEvents(text)],
    ['js-yaml: load', (text) => jsYaml.load(text)],
  ]
  const best = race(readers, texts, 5)
  // Ten times slower: a tenth of the files is enough.
  const slow = race([['yaml: nodes', parseDocument]], texts.slice(0, Math.ceil(count / 10)), 2)
  best.set('yaml: nodes', slow.get('yaml: nodes') * 10)
  const events = best.get('js-yaml: events')
  console.log(`${count} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`)
  for (const [name, seconds] of best) {
    console.log(
      `  ${name.padEnd(20)} ${seconds.toFixed(2).padStart(6)} s ${(bytes / 2 ** 20 / seconds).toFixed(1).padStart(7)} MiB/s ${(seconds / events).toFixed(2).padStart(7)} x js-yaml's events`,
    )
  }
  const ratio = best.get('cronwright: nodes') / events
  console.log(`  bar: ${BAR} x, ${ratio <= BAR ? 'held' : 'missed'}`)
  const streamed = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--memory', folder], { encoding: 'utf8' })
  process.stdout.write(streamed.stdout)
  process.exitCode = ratio <= BAR && streamed.status === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
