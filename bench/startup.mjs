// How long `cronwright lint` of one file takes against bare Node: the median of interleaved whole processes, as a ratio.
//   node bench/startup.mjs [rounds]
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const rounds = Number(process.argv[2] ?? 20)
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
const file = fileURLToPath(new URL('../examples/common-faults/nightly-report.yaml', import.meta.url))

const contestants = {
  'node -e 0': ['-e', '0'],
  'cronwright lint, one file': [cli, 'lint', file],
}
const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
for (let round = 0; round < rounds + 2; round++) {
  for (const [name, args] of Object.entries(contestants)) {
    const start = process.hrtime.bigint()
    spawnSync(process.execPath, args, { stdio: 'ignore' })
    if (round >= 2) times[name].push(Number(process.hrtime.bigint() - start) / 1e6)
  }
}
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1]
const base = median(times['node -e 0'])
for (const name of Object.keys(contestants))
  console.log(`${name.padEnd(28)} ${median(times[name]).toFixed(1)} ms  ${(median(times[name]) / base).toFixed(2)} ×`)
