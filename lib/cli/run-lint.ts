import { readFileSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { POLICIES, RULES } from '../../policies/index.ts'
import { BaselineError, openLint, readBaseline, type Baseline, type LintInput, type Report } from '../lint/index.ts'
import { parseKubernetesVersion } from '../kubernetes/index.ts'
import type { Policy, RegisteredRule } from '../rule/index.ts'
import { readText, type FileOnDisk } from './file-on-disk.ts'
import { findConfig, tellUnmatched } from './find-config.ts'
import { findFiles } from './files.ts'
import { readInstant } from './instant.ts'
import { judgeOnTwoThreads } from './judge-files.ts'
import { FAIL_ON, type LintOptions } from './lint-options.ts'
import { nearest } from './nearest.ts'
import { reason } from './reason.ts'
import { planOutputs, writeOutputs } from './reports.ts'
import { print } from './standard-output.ts'
import { takesTwoThreads } from './threads.ts'
import { UsageError } from './usage-error.ts'

/** Reads, lints, fixes, reports. `undefined` where a baseline or a diff was the whole purpose. */
export async function runLint(paths: readonly string[], options: LintOptions): Promise<Report | undefined> {
  const cwd = process.cwd()
  const own = await ownRules(options)
  const rules = [...RULES, ...own]
  const found = await findConfig(options.config, rules, cwd)
  const { config, globBase } = found
  const policy = withOwn(choosePolicy(options.policy ?? config.policy ?? 'recommended'), own)
  checkOptions(options, rules)
  const outputs = planOutputs(options)
  const files = collect(paths, options, cwd)
  if (!options.quiet) await tellUnmatched(found, files, paths)
  const input: LintInput = {
    rules,
    policy: options.shellcheck ? { ...policy, levels: { shellcheck: 'warning', ...policy.levels } } : policy,
    config,
    now: options.now === undefined ? Math.floor(Date.now() / 1000) : readInstant('--now', options.now),
    minor: parseVersion(options.kubernetesVersion ?? config.kubernetesVersion),
    markdown: options.markdown === true,
    ...(globBase ? { globBase } : {}),
    ...(options.shellcheck ? { shellcheck: (await import('./run-shellcheck.ts')).runShellcheck(files, options.markdown === true) } : {}),
    ...(options.rule ? { only: options.rule } : {}),
    ...contextOf(paths, options, files, cwd),
    ...(options.baseline === undefined ? {} : { baseline: baselineAt(resolve(cwd, options.baseline), options.baseline) }),
  }
  // A few files say nothing about the rest of a baseline.
  const ofFolders = options.context === undefined && input.context !== undefined
  if (options.writeBaseline !== undefined && input.baseline && !ofFolders)
    throw new UsageError('--write-baseline: beside --baseline it takes out what is mended, so it needs whole folders, not files')
  let report = await lintFiles(files, input, { cwd, single: paths.includes('-') || options.rules !== undefined })
  if (options.fix) {
    const { fixFiles } = await import('./fix-files.ts')
    const fixed = fixFiles(files, report, input, { cwd, unsafe: options.unsafe === true, dryRun: options.dryRun === true })
    if (options.dryRun) {
      print(fixed.diff)
      return undefined
    }
    report = fixed.report
  }
  if (options.writeBaseline !== undefined) {
    const { keepBaseline } = await import('./keep-baseline.ts')
    if (keepBaseline(report, input.baseline, options.writeBaseline, cwd) === 'done') return undefined
  } else if (input.baseline && ofFolders && !options.quiet) {
    const { tellMended } = await import('./keep-baseline.ts')
    tellMended(report, input.baseline, options.baseline ?? '')
  }
  if (report.findings.some(({ rule, help }) => rule === 'syntax' && help === undefined)) {
    const { withSecondOpinions } = await import('./second-opinions.ts')
    report = await withSecondOpinions(report, files)
  }
  writeOutputs(report, outputs, rules, options)
  return report
}

async function lintFiles(
  files: readonly FileOnDisk[],
  input: LintInput,
  { cwd, single }: { readonly cwd: string; readonly single: boolean },
): Promise<Report> {
  const run = openLint(files, input)
  const two = await takesTwoThreads(run.files.length, single)
  return run.conclude(two ? await judgeOnTwoThreads(run, input, cwd) : run.files.map(run.judge))
}

async function ownRules(options: LintOptions): Promise<readonly RegisteredRule[]> {
  if (!options.rules) return []
  const { loadRules } = await import('./custom-rules.ts')
  return loadRules(options.rules, RULES)
}

/** Whoever names rules on the command line wants them to run, whatever the policy. */
function withOwn(policy: Policy, own: readonly RegisteredRule[]): Policy {
  return { ...policy, levels: { ...Object.fromEntries(own.map(({ id, level }) => [id, level])), ...policy.levels } }
}

function choosePolicy(name: string): Policy {
  const policy = POLICIES[name]
  if (policy) return policy
  throw new UsageError(`unknown policy '${name}' (known: ${Object.keys(POLICIES).join(', ')})`)
}

function checkOptions(options: LintOptions, rules: readonly RegisteredRule[]): void {
  if (!(FAIL_ON as readonly string[]).includes(options.failOn))
    throw new UsageError(`--fail-on: unknown level '${options.failOn}' (known: ${FAIL_ON.join(', ')})`)
  if ((options.unsafe || options.dryRun) && !options.fix) throw new UsageError(`--${options.unsafe ? 'unsafe' : 'dry-run'} goes with --fix`)
  const ids = rules.map(({ id }) => id)
  for (const id of options.rule ?? []) {
    const guess = nearest(id, ids)
    if (!ids.includes(id))
      throw new UsageError(`--rule: unknown rule '${id}'${guess ? `, did you mean '${guess}'?` : ''} (cronwright rules lists all)`)
  }
}

function collect(paths: readonly string[], options: LintOptions, cwd: string): FileOnDisk[] {
  const stdin = paths.includes('-')
  if (stdin && paths.length > 1) throw new UsageError('- (standard input) cannot be mixed with paths')
  if (stdin && options.fix) throw new UsageError('--fix cannot write to standard input; name the file')
  if (stdin) return [{ path: options.stdinFilename ?? '<stdin>', text: readStdin() }]
  const files = findFiles(paths.length > 0 ? paths : ['.'], { cwd, markdown: options.markdown === true })
  if (files.length > 0) return files
  const where = paths.length > 0 ? paths.join(', ') : 'the working directory'
  throw new UsageError(`no .yaml, .yml or .json file in ${where} that .gitignore does not exclude; name a file or another folder`)
}

/** Whole folders are their own context: what is not there is nowhere. A file that is named is no context, however its path is written. */
function contextOf(
  paths: readonly string[],
  { context }: LintOptions,
  named: readonly FileOnDisk[],
  cwd: string,
): { readonly context?: readonly FileOnDisk[] } {
  if (context === undefined) return paths.every((path) => path !== '-' && statSync(resolve(cwd, path)).isDirectory()) ? { context: [] } : {}
  const taken = new Set(named.map(({ path }) => resolve(cwd, path)))
  const absolute = named.every(({ path }) => isAbsolute(path))
  const folder = absolute ? resolve(cwd, context) : relative(cwd, resolve(cwd, context)) || '.'
  return { context: findFiles([folder], { cwd, markdown: false }).filter(({ path }) => !taken.has(resolve(cwd, path))) }
}

function readStdin(): string {
  try {
    return readFileSync(0, 'utf8')
  } catch (error) {
    throw new UsageError(`standard input: ${reason(error)}`)
  }
}

function parseVersion(text: string | undefined): number {
  try {
    return parseKubernetesVersion(text)
  } catch (error) {
    throw new UsageError(`--kubernetes-version: ${(error as Error).message}`)
  }
}

function baselineAt(path: string, shown: string): Baseline {
  try {
    return readBaseline(readText(path))
  } catch (error) {
    throw new UsageError(`${shown}: ${error instanceof BaselineError ? error.message : reason(error)}`)
  }
}
