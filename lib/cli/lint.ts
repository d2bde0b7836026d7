import type { Command } from 'commander'
import type { Report } from '../lint/index.ts'
import { runLint } from './run-lint.ts'
import { FAIL_ON, type FailOn } from './lint-options.ts'
import type { LintOptions } from './lint-options.ts'

const repeat = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export function register(program: Command): void {
  program
    .command('lint')
    .description('say what Kubernetes will do with the CronJobs and Jobs in these files')
    .argument('[path...]', 'files and folders; - is standard input (default: the working directory)')
    .option('--policy <name>', 'recommended, strict or api (default: recommended)')
    .option('--rule <id>', 'run only this rule (repeatable)', repeat)
    .option('--format <format>', 'text, json, sarif, github, gitlab, junit, rdjson or markdown', 'text')
    .option('--output <format=file>', 'write another format to a file as well (repeatable)', repeat)
    .option('--fail-on <level>', `lowest level that makes the exit code 1: ${FAIL_ON.join(', ')}`, 'warning')
    .option('--fix', 'mend what can be mended without changing what a running cluster does')
    .option('--unsafe', 'with --fix: also mend what changes behaviour')
    .option('--dry-run', 'with --fix: print a unified diff and write nothing')
    .option('--markdown', 'read the fenced yaml blocks of Markdown files too')
    .option('--kubernetes-version <version>', 'version of the clusters, such as 1.31 (default: the newest known)')
    .option('--now <instant>', 'the instant to judge from, such as 2027-01-15T12:00:00Z (default: the clock)')
    .option('--context <folder>', 'read this folder for knowledge of the whole repository; only the named files are reported on')
    .option('--config <file>', 'the config (default: cronwright.yaml in the working directory or above)')
    .option('--baseline <file>', 'findings in this file are known and not reported')
    .option('--write-baseline <file>', 'write the findings to a baseline and exit 0')
    .option('--rules <file>', 'a module with rules of your own; it is executed (repeatable)', repeat)
    .option('--shellcheck', 'have shellcheck look at the scripts; what it finds depends on the version that is installed')
    .option('--stdin-filename <path>', 'the path that standard input is reported and configured under')
    .option('--quiet', 'findings only: no summary, no list of unchecked files')
    .option('--color', 'colours even when this is no terminal')
    .option('--no-color', 'no colours')
    .action(async (paths: readonly string[], options: LintOptions) => {
      const report = await runLint(paths, options)
      if (report) process.exitCode = exitCode(report, options.failOn as FailOn)
    })
}

/** 1 for findings at or above the level, 2 where a file could not be read or nothing could be checked. */
function exitCode({ findings, unchecked, summary }: Report, failOn: FailOn): number {
  if (unchecked.some(({ reason }) => reason === 'unreadable') || (summary.documents === 0 && summary.unchecked > 0)) return 2
  const counted = failOn === 'never' ? [] : FAIL_ON.slice(0, FAIL_ON.indexOf(failOn) + 1)
  return findings.some(({ level }) => counted.includes(level)) ? 1 : 0
}
