// The calendar of 10,000 CronJobs over one year: time, peak memory, and the cost against a tenth of the fleet.
//
//   node bench/calendar.mjs
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { fleet } from './calendar-fleet.mjs'

const size = Number(process.argv[2] ?? 0)
if (size > 0) process.stdout.write(JSON.stringify(await measure(size)))
else compare()

/** In a process of its own, so that the peak of memory is that of the one fleet. */
async function measure(jobs) {
  const { calendarOf, readWorkload } = await load()
  const objects = fleet(jobs)
  const workloads = objects.map((value, index) =>
    readWorkload(value, {
      object: {
        file: `${index}.yaml`,
        document: 0,
        apiVersion: value.apiVersion,
        kind: value.kind,
        namespace: value.metadata.namespace,
        name: value.metadata.name,
      },
      partial: false,
      comments: [],
    }),
  )
  const from = Date.parse('2027-01-01T00:00:00Z') / 1000
  const until = Date.parse('2028-01-01T00:00:00Z') / 1000
  const start = performance.now()
  const used = process.cpuUsage()
  const { clusters } = calendarOf([{ name: '', workloads, objects: [], complete: true }], { from, until })
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(used)
  const schedules = new Set(objects.map(({ spec }) => `${spec.timeZone} ${spec.schedule}`)).size
  return {
    jobs,
    schedules,
    runs: clusters[0].jobs.reduce((sum, { runs }) => sum + runs, 0),
    overlaps: clusters[0].overlaps.length,
    peakPods: clusters[0].load.peak.pods,
    seconds,
    // What it costs on a machine that has other things to do.
    processor: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }
}

/** The rooms as one module, so that no build has to be there. */
async function load() {
  const folder = mkdtempSync(join(tmpdir(), 'cronwright-bench-'))
  const outfile = join(folder, 'calendar.cjs')
  const contents = "export { calendarOf } from './lib/calendar/index.ts'; export { readWorkload } from './lib/fleet/index.ts'"
  const resolveDir = fileURLToPath(new URL('..', import.meta.url))
  await build({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' })
  const { default: module } = await import(pathToFileURL(outfile))
  rmSync(folder, { recursive: true })
  return module
}

function compare() {
  const [small, large] = [1_000, 10_000].map((jobs) =>
    JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), String(jobs)], { encoding: 'utf8' })),
  )
  for (const { jobs, schedules, runs, overlaps, seconds, processor, megabytes } of [small, large]) {
    console.log(
      `${jobs} CronJobs, ${schedules} schedules, ${runs} runs, ${overlaps} overlaps: ${seconds.toFixed(2)} s (${processor.toFixed(2)} s of processor), ${megabytes.toFixed(0)} MB`,
    )
  }
  console.log(
    `time ×${(large.seconds / small.seconds).toFixed(2)}, memory ×${(large.megabytes / small.megabytes).toFixed(2)} (bars: 3 s, 600 MB, ×10.5)`,
  )
}
