// How long `cronwright lint` of many files takes, and how much memory, beside kubeconform -strict on the same files where it is installed.
//   node bench/fleet.mjs [count …]                    default: 1000 10000
//   KUBECONFORM=~/go/bin/kubeconform node bench/fleet.mjs    (go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0)
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFleet } from './make-fleet.mjs'
import { writeSchemas } from './kubeconform-schemas.mjs'

const counts = process.argv.slice(2).map(Number)
const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cronwright-bench-'))

/** Wall seconds and peak memory of a process, from the kernel's own account. */
function measure(command, args) {
  return new Promise((resolve) => {
    const start = process.hrtime.bigint()
    const child = spawn(command, args, { stdio: 'ignore' })
    let peak = 0
    const watch = setInterval(() => {
      try {
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0))
      } catch {
        // the process has just ended
      }
    }, 10)
    child.on('close', (status) => {
      clearInterval(watch)
      resolve({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peak: peak / 1024, status })
    })
  })
}

try {
  const schemas = join(folder, 'schemas')
  mkdirSync(schemas)
  await writeSchemas(schemas)
  let before
  for (const count of counts.length > 0 ? counts : [1000, 10_000]) {
    const files = join(folder, String(count))
    makeFleet(files, count)
    const own = await measure(process.execPath, [cli, 'lint', files, '--format', 'json', '--output', `json=${join(folder, 'report.json')}`])
    console.log(
      `${count} files: cronwright lint ${own.seconds.toFixed(2)} s, peak ${own.peak.toFixed(0)} MB${before ? `, ${(own.seconds / before).toFixed(1)} × the time of ${counts[0] ?? 1000}` : ''}`,
    )
    before ??= own.seconds
    const kubeconform = process.env.KUBECONFORM
    if (!kubeconform) continue
    const peer = await measure(kubeconform, ['-strict', '-schema-location', `${schemas}/{{ .ResourceKind }}.json`, files])
    console.log(
      `${count} files: kubeconform -strict ${peer.seconds.toFixed(2)} s, peak ${peer.peak.toFixed(0)} MB; cronwright takes ${(own.seconds / peer.seconds).toFixed(2)} × as long`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
