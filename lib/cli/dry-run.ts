import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { dryRun, parseKubernetesVersion, type FieldValidation, type Verdict } from '../kubernetes/index.ts'
import type { FileOnDisk } from './file-on-disk.ts'
import { findFiles } from './files.ts'
import { kubectlWords, lacksKind } from './kubectl-words.ts'
import { reason } from './reason.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

interface DryRunCommandOptions {
  readonly kubernetesVersion?: string
  readonly validate: string
  readonly format: string
  readonly stdinFilename?: string
}

const MODES: Readonly<Record<string, FieldValidation>> = { strict: 'Strict', warn: 'Warn', ignore: 'Ignore' }

export function register(program: Command): void {
  program
    .command('dry-run')
    .description(
      "say what a strict server-side dry run of the CronJobs and Jobs in these files would answer, in kubectl's words and without a cluster",
    )
    .argument('[path...]', 'files and folders; - is standard input (default: the working directory)')
    .option('--kubernetes-version <version>', 'version of the cluster, such as 1.31 (default: the newest known)')
    .option('--validate <mode>', 'what becomes of unknown and repeated fields: strict, warn or ignore', 'strict')
    .option('--format <format>', 'text or json', 'text')
    .option('--stdin-filename <path>', 'the path that standard input is reported under')
    .action((paths: readonly string[], options: DryRunCommandOptions) => {
      const { text, refused } = answer(paths, options)
      print(text)
      process.exitCode = refused ? 1 : 0
    })
}

interface FileVerdicts {
  readonly file: string
  readonly verdicts: readonly Verdict[]
}

function answer(paths: readonly string[], options: DryRunCommandOptions): { readonly text: string; readonly refused: boolean } {
  const { format } = options
  if (format !== 'text' && format !== 'json') throw new UsageError(`unknown format '${format}' (known: text, json)`)
  const mode = modeOf(options.validate)
  const kubernetesVersion = checkedVersion(options.kubernetesVersion)
  const judged: FileVerdicts[] = sources(paths, options.stdinFilename).map((file) => ({
    file: file.path,
    verdicts: dryRun(textOf(file), { fieldValidation: mode, ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }) }),
  }))
  const refused = judged.some(({ verdicts }) => verdicts.some(isRefused))
  return { text: format === 'json' ? asJson(judged) : asText(judged), refused }
}

function modeOf(validate: string): FieldValidation {
  if (!Object.hasOwn(MODES, validate)) throw new UsageError(`unknown --validate '${validate}' (known: ${Object.keys(MODES).join(', ')})`)
  return MODES[validate]
}

function checkedVersion(version: string | undefined): string | undefined {
  try {
    parseKubernetesVersion(version)
    return version
  } catch (error) {
    throw new UsageError(`--kubernetes-version: ${(error as Error).message}`)
  }
}

/** Standard input once, wherever `-` stands among the paths. */
function sources(paths: readonly string[], stdinFilename = '<stdin>'): readonly FileOnDisk[] {
  const named = paths.filter((path) => path !== '-')
  const stdin = paths.includes('-') ? [{ path: stdinFilename, text: readFileSync(0, 'utf8') }] : []
  const folder = paths.length === 0 ? ['.'] : named
  return [...stdin, ...findFiles(folder, { cwd: resolve('.'), markdown: false })]
}

function textOf(file: FileOnDisk): string {
  try {
    return file.text
  } catch (error) {
    throw new UsageError(`${file.path}: cannot be read: ${reason(error)}`)
  }
}

function isRefused(verdict: Verdict): boolean {
  return verdict.accepted === false || lacksKind(verdict)
}

/** One line or more for each CronJob and Job; documents of other kinds are passed over. */
function asText(judged: readonly FileVerdicts[]): string {
  let text = ''
  let [accepted, refused] = [0, 0]
  for (const { file, verdicts } of judged) {
    for (const verdict of verdicts) {
      if (verdict.accepted === undefined && !lacksKind(verdict)) continue
      if (verdict.accepted) accepted++
      else refused++
      const shown = verdicts.length > 1 ? `${file}#${verdict.document}` : file
      for (const line of kubectlWords(verdict, file)) text += `${shown}: ${line}\n`
    }
  }
  if (accepted + refused === 0) return `no CronJob and no Job in ${judged.length} file${judged.length === 1 ? '' : 's'}\n`
  return `${text}${accepted} accepted, ${refused} refused\n`
}

/** Verdicts as the library gives them; what JSON has no word for (`undefined`) is null. */
function asJson(judged: readonly FileVerdicts[]): string {
  const plain = judged.map(({ file, verdicts }) => ({
    file,
    verdicts: verdicts.map(({ document, apiVersion = null, kind = null, name = null, accepted = null, causes, warnings }) => ({
      document,
      apiVersion,
      kind,
      name,
      accepted,
      causes,
      warnings,
    })),
  }))
  return `${JSON.stringify(plain, undefined, 2)}\n`
}
