import { Command, CommanderError } from 'commander'
import { register as registerLint } from './lint.ts'
import { useOffsetSource } from '../schedule/index.ts'
import { offsetsOfProcess } from './process-offsets.ts'
import { print } from './standard-output.ts'
import { isUsageError } from './usage-error.ts'
import { VERSION } from './version.ts'

interface CommandModule {
  readonly register: (program: Command) => void
}

/** Every command; a run loads the one that it needs. `lint` is part of the start, for it runs in every commit. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => CommandModule | Promise<CommandModule> }>> = {
  lint: { summary: 'say what Kubernetes will do with the CronJobs and Jobs in these files', load: () => ({ register: registerLint }) },
  'dry-run': { summary: 'say what a server-side dry run would answer, offline', load: () => import('./dry-run.ts') },
  timeline: { summary: 'put the CronJobs on a calendar: runs, overlaps, load', load: () => import('./timeline.ts') },
  diff: { summary: 'say what a change moves: runs, overlaps, the peak, and what the merge itself starts', load: () => import('./diff.ts') },
  durations: { summary: 'learn how long CronJobs take from what has run', load: () => import('./durations.ts') },
  next: { summary: 'show the coming runs of an expression or of files', load: () => import('./next.ts') },
  rules: { summary: 'list the rules', load: () => import('./rules.ts') },
  explain: { summary: 'explain a rule, or an expression in words', load: () => import('./explain.ts') },
}

export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('cronwright')
    .description('Scheduled work on Kubernetes, correct before it is merged.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ writeOut: print, outputError: (message, write) => write(message.replace(/^error: /, 'cronwright: ')) })
    .exitOverride()
  try {
    const name = argv.find((argument) => !argument.startsWith('-'))
    const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (command) (await command.load()).register(program)
    else for (const [other, { summary }] of Object.entries(COMMANDS)) program.command(other).summary(summary).description(summary)
    if (argv.length === 0) program.outputHelp()
    else await program.parseAsync(argv, { from: 'user' })
  } catch (error) {
    process.exitCode = exitCode(error)
  }
}

/** 0 clean, 1 findings, 2 usage or unreadable input, 3 a defect of ours. */
function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (isUsageError(error)) {
    process.stderr.write(`cronwright: ${error.message}\n`)
    return 2
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  process.stderr.write(
    `cronwright: internal error: ${message.split('\n')[0]} (a defect of cronwright; set CRONWRIGHT_DEBUG=1 for details)\n`,
  )
  if (process.env.CRONWRIGHT_DEBUG) process.stderr.write(`${stack}\n`)
  return 3
}

useOffsetSource(offsetsOfProcess)
void main(process.argv.slice(2))
