// How long `cronwright lint` of many files takes, and how much memory, beside kubeconform -strict on the same files.
//   node bench/peers/kubeconform.mjs                  installs the peer once
//   node bench/fleet.mjs [count …]                    default: 1000 10000
//   FLEET=folder ROUNDS=5 node bench/fleet.mjs        files of your own; rounds are interleaved and their medians are compared
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFleet } from './make-fleet.mjs'
import { findKubeconform } from './peers/kubeconform.mjs'
import { writeSchemas } from './kubeconform-schemas.mjs'

const rounds = Number(process.env.ROUNDS ?? 3)
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
const kubeconform = findKubeconform()
const folder = mkdtempSync(join(tmpdir(), 'cronwright-bench-'))

/** Wall seconds, processor seconds (user and system, all threads) and peak memory in MB of a process, from the kernel's own account. */
function measure(command, args) {
  return new Promise((resolve) => {
    const start = process.hrtime.bigint()
    const child = spawn(command, args, { stdio: 'ignore' })
    const last = { processor: 0, peak: 0 }
    const watch = setInterval(() => {
      try {
        last.peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? last.peak * 1024) / 1024
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
        last.processor = (Number(fields[11]) + Number(fields[12])) / 100 || last.processor
      } catch {
        // the process has just ended
      }
    }, 10)
    child.on('close', () => {
      clearInterval(watch)
      resolve({ seconds: Number(process.hrtime.bigint() - start) / 1e9, ...last })
    })
  })
}

/** Interleaved, so that whatever else the machine does falls on all alike. */
async function compare(contestants) {
  const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, [command, ...args]] of Object.entries(contestants)) results[name].push(await measure(command, args))
  const median = (list, key) => list.map((result) => result[key]).sort((a, b) => a - b)[list.length >> 1]
  return Object.fromEntries(
    Object.entries(results).map(([name, list]) => [
      name,
      {
        seconds: median(list, 'seconds'),
        processor: median(list, 'processor'),
        peak: Math.max(...list.map(({ peak }) => peak)),
      },
    ]),
  )
}

const shown = ({ seconds, processor, peak }) =>
  `${seconds.toFixed(2)} s, ${processor.toFixed(2)} s of processors, peak ${peak.toFixed(0)} MB`

async function report(name, files, smaller) {
  const { own, peer } = await compare({
    own: [process.execPath, cli, 'lint', files, '--format', 'json'],
    ...(kubeconform ? { peer: [kubeconform, '-strict', '-schema-location', `${schemas}/{{ .ResourceKind }}.json`, files] } : {}),
  })
  console.log(`${name}: cronwright lint ${shown(own)}${smaller ? `; ${(own.seconds / smaller).toFixed(1)} × the time of the fewest` : ''}`)
  if (peer)
    console.log(
      `${name}: kubeconform -strict ${shown(peer)}; cronwright takes ${(own.seconds / peer.seconds).toFixed(2)} × as long, ${(own.processor / peer.processor).toFixed(2)} × of processors`,
    )
  return own.seconds
}

const schemas = join(folder, 'schemas')
try {
  mkdirSync(schemas)
  await writeSchemas(schemas)
  if (!kubeconform) console.log('kubeconform is not installed: node bench/peers/kubeconform.mjs')
  if (process.env.FLEET) await report(process.env.FLEET, process.env.FLEET)
  else {
    let smallest
    for (const count of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 10_000]) {
      const files = join(folder, String(count))
      makeFleet(files, count)
      const seconds = await report(`${count} files`, files, smallest)
      smallest ??= seconds
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
