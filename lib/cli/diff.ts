import { existsSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { calendarOf, cronJobsByName, differenceOf, instantText, mergeStarts, place, type CalendarOptions } from '../calendar/index.ts'
import type { CronJob } from '../fleet/index.ts'
import { diffMarkdown } from '../report/diff-markdown.ts'
import { diffText } from '../report/diff-text.ts'
import type { FleetDiff } from '../report/fleet-diff.ts'
import { runs } from '../schedule/index.ts'
import { calendarInput, tellNotes, type CalendarInput } from './calendar-input.ts'
import { calendarRange, refusingRange, type RangeOptions } from './calendar-range.ts'
import type { FileOnDisk } from './file-on-disk.ts'
import { findFiles } from './files.ts'
import { filesAtRevision } from './git-files.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

interface DiffOptions extends RangeOptions {
  readonly format: string
  readonly failOnNewOverlap?: boolean
}

const FORMATS: Readonly<Record<string, (diff: FleetDiff) => string>> = {
  text: diffText,
  json: (diff) => `${JSON.stringify(diff, undefined, 2)}\n`,
  markdown: diffMarkdown,
}

export function register(program: Command): void {
  program
    .command('diff')
    .description('say what a change moves: runs, overlaps, the peak, and what the merge itself starts')
    .argument('<before>', 'a folder, a file, a git revision, or a range such as HEAD~1..')
    .argument('[after]', 'the same (default: the working directory; the end of a range)')
    .option('--from <instant>', 'date or instant at which the comparison begins (default: now)')
    .option('--until <instant>', 'date or instant before which it ends (default: a week later)')
    .option('--now <instant>', 'the instant of the merge (default: the clock)')
    .option('--durations <file>', 'measured durations by namespace/name')
    .option('--format <format>', 'text, json or markdown', 'text')
    .option('--fail-on-new-overlap', 'exit with 1 when an overlap is new')
    .option('--config <file>', 'the config (default: cronwright.yaml in the working directory or above)')
    .action(async (before: string, after: string | undefined, options: DiffOptions) => {
      const format = Object.hasOwn(FORMATS, options.format) ? FORMATS[options.format] : undefined
      if (!format) throw new UsageError(`unknown format '${options.format}' (known: ${Object.keys(FORMATS).join(', ')})`)
      const diff = diffOf(sides(before, after), options, await calendarInput(options.config, process.cwd()))
      print(format(diff))
      if (options.failOnNewOverlap && diff.newOverlaps.length > 0) process.exitCode = 1
    })
}

/** `a..b` is two revisions, as git reads it; an empty side is HEAD. */
function sides(before: string, after: string | undefined): readonly [readonly FileOnDisk[], readonly FileOnDisk[]] {
  const cwd = process.cwd()
  const range = after === undefined && !existsSync(resolve(cwd, before)) ? /^(.*?)\.\.(?!\.)(.*)$/s.exec(before) : null
  if (range) return [filesAtRevision(range[1] || 'HEAD', cwd), filesAtRevision(range[2] || 'HEAD', cwd)]
  return [filesOf(before, cwd), filesOf(after ?? '.', cwd)]
}

/** Paths are told from the folder that was named, so that the same file has the same path on both sides. */
function filesOf(side: string, cwd: string): readonly FileOnDisk[] {
  const place = resolve(cwd, side)
  if (!existsSync(place)) return filesAtRevision(side, cwd)
  const files = findFiles([side], { cwd, markdown: false })
  if (!statSync(place).isDirectory()) return files.map((file) => renamed(file, 'manifest.yaml'))
  return files.map((file) => renamed(file, relative(place, resolve(cwd, file.path)).split(sep).join('/')))
}

function renamed(file: FileOnDisk, path: string): FileOnDisk {
  return {
    path,
    get text() {
      return file.text
    },
  }
}

function diffOf(
  [before, after]: readonly [readonly FileOnDisk[], readonly FileOnDisk[]],
  options: DiffOptions,
  { settings, clustersOf }: CalendarInput,
): FleetDiff {
  const { now, range: given } = calendarRange(options)
  const range = { ...given, settings }
  const [old, fresh] = [clustersOf(before), clustersOf(after)]
  const [oldByName, freshByName] = [cronJobsByName(old), cronJobsByName(fresh)]
  return refusingRange(() => {
    const calendars = [calendarOf(old, range), calendarOf(fresh, range)] as const
    const difference = differenceOf(...calendars)
    calendars.forEach(({ empty }, index) => tellNotes(empty === undefined ? [] : [`${['before', 'after'][index]}: ${empty}`]))
    tellNotes(calendars[1].notes)
    const moved = difference.moved.map((move) => ({
      ...move,
      runsBefore: comingRuns(oldByName.get(move.job), range),
      runsAfter: comingRuns(freshByName.get(move.job), range),
    }))
    const [from, until] = [instantText(range.from), instantText(range.until)]
    return { version: 1, from, until, ...difference, moved, startsAtMerge: mergeStarts(old, fresh, now) }
  })
}

/** Enough to see where a schedule has gone. */
const SHOWN_RUNS = 3

function comingRuns(cronJob: CronJob | undefined, { from, until }: CalendarOptions): readonly string[] {
  if (!cronJob || cronJob.suspend === true) return []
  const { schedule, timeZone } = place(cronJob)
  if (!schedule) return []
  const shown: string[] = []
  for (const run of runs(schedule, { timeZone, after: from - 1, until })) {
    shown.push(instantText(run))
    if (shown.length === SHOWN_RUNS) break
  }
  return shown
}
