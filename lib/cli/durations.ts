import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { DurationsError, formatDuration, measureDurations, type Durations } from '../fleet/index.ts'
import { replaceFile } from './output.ts'
import { reason } from './reason.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

export function register(program: Command): void {
  program
    .command('durations')
    .description(
      'learn how long CronJobs take from kubectl get jobs -A -o json, or from a Prometheus query; for --durations of timeline and diff',
    )
    .argument('[file]', 'the JSON; - is standard input', '-')
    .option('--output <file>', 'write to this file (default: standard output)')
    .action((file: string, { output }: { readonly output?: string }) => {
      const { durations, left } = measured(file)
      const text = durationsYaml(durations)
      if (output === undefined) print(text)
      else replaceFile(resolve(output), text)
      const count = Object.keys(durations).length
      process.stderr.write(
        `durations of ${count} CronJob${count === 1 ? '' : 's'}${left > 0 ? `; ${left} sample${left === 1 ? '' : 's'} left out: not owned by a CronJob, not completed, or of an impossible duration` : ''}\n`,
      )
    })
}

function measured(file: string) {
  const shown = file === '-' ? 'standard input' : file
  try {
    return measureDurations(JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')))
  } catch (error) {
    if (error instanceof DurationsError) throw new UsageError(`${shown}: ${error.message}`)
    if (error instanceof SyntaxError) throw new UsageError(`${shown}: is no JSON (${error.message})`)
    throw new UsageError(`${shown}: ${reason(error)}`)
  }
}

/** Names of Kubernetes are plain in YAML; a label of Prometheus may hold anything. */
function key(name: string): string {
  return /^[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9.-]*$/.test(name) ? name : JSON.stringify(name)
}

function durationsYaml(durations: Durations): string {
  const lines = Object.entries(durations).map(([name, { p50 = 0, p95 = 0, max = 0, runs = 0 }]) => {
    const of = [p50, p95, max].map(formatDuration)
    return `${key(name)}: {p50: ${of[0]}, p95: ${of[1]}, max: ${of[2]}, runs: ${runs}}\n`
  })
  return lines.length === 0 ? '{}\n' : lines.join('')
}
