import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { columnsOf, sheetOf, timelineOf, type Timeline } from '../calendar/index.ts'
import { timelineHtml } from '../report/timeline-html.ts'
import { timeColumns, timelineText } from '../report/timeline-text.ts'
import { calendarInput, tellNotes } from './calendar-input.ts'
import { readCapacity } from './capacity.ts'
import { calendarRange, refusingRange, type RangeOptions } from './calendar-range.ts'
import { readTimeZone } from './expression.ts'
import { findFiles } from './files.ts'
import { replaceFile, wantsColor } from './output.ts'
import { print } from './standard-output.ts'
import { planTimeline, type TimelineOutput } from './timeline-outputs.ts'
import { UsageError } from './usage-error.ts'

interface TimelineOptions extends RangeOptions {
  readonly format: string
  readonly html?: string | boolean
  readonly output?: readonly string[]
  readonly timeZone?: string
  readonly width?: string
  readonly color?: boolean
  readonly capacity?: string
  readonly failOnOverCapacity?: boolean
}

const repeat = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export function register(program: Command): void {
  program
    .command('timeline')
    .description('put the CronJobs in these files on a calendar: runs, overlaps and load')
    .argument('[path...]', 'files and folders (default: the working directory)')
    .option('--from <instant>', 'date or instant at which the calendar begins (default: now)')
    .option('--until <instant>', 'date or instant before which it ends (default: a week later; a year for a page)')
    .option('--now <instant>', 'the instant that counts as now')
    .option('--durations <file>', 'measured durations by namespace/name')
    .option('--time-zone <zone>', 'IANA time zone of the hours that are shown and of dates (default: UTC)')
    .option('--format <format>', 'text, json or html', 'text')
    .option('--html [file.html]', 'one self-contained page, in a file or on standard output')
    .option('--output <format=file>', 'write another format to a file as well (repeatable)', repeat)
    .option('--width <columns>', 'columns of the text (default: those of the terminal, else 100)')
    .option('--color', 'colours even when this is no terminal')
    .option('--no-color', 'no colours')
    .option('--config <file>', 'the config (default: cronwright.yaml in the working directory or above)')
    .option('--capacity <amounts>', 'what a cluster has, such as pods=100,cpu=64,memory=256Gi: more than that is told')
    .option('--fail-on-over-capacity', 'exit with 1 when the load is more than --capacity')
    .action(async (given: readonly string[], options: TimelineOptions) => {
      const { paths, outputs } = planTimeline(given, options)
      const timeZone = readTimeZone(options.timeZone) ?? 'UTC'
      if (options.failOnOverCapacity && options.capacity === undefined) throw new UsageError('--fail-on-over-capacity goes with --capacity')
      const timeline = await timelineAt(paths, options, outputs, timeZone)
      for (const output of outputs) write(output, render(output, timeline, timeZone, options))
      tellNotes(timeline.calendar.notes)
      if (options.failOnOverCapacity && timeline.calendar.clusters.some(({ overCapacity }) => overCapacity.length > 0)) process.exitCode = 1
    })
}

function render({ format, file }: TimelineOutput, timeline: Timeline, timeZone: string, options: TimelineOptions): string {
  if (format === 'json') return `${JSON.stringify(timeline.calendar, undefined, 2)}\n`
  if (format === 'html') return timelineHtml(readFileSync(join(__dirname, 'timeline.html'), 'utf8'), timeline, timeZone)
  const look = { width: readWidth(options.width), color: file === undefined && wantsColor(options.color) }
  return timelineText(sheetOf(timeline, columnsOf(timeline, timeZone, timeColumns(timeline.calendar, look))), look)
}

/** What a pipe gets: most editors and comments show it without wrapping. */
const PIPED_WIDTH = 100

function readWidth(given: string | undefined): number {
  if (given === undefined) return Math.max(40, process.stdout.columns ?? PIPED_WIDTH)
  const width = /^\d{1,4}$/.test(given) ? Number(given) : 0
  if (width < 40 || width > 1000) throw new UsageError(`--width: '${given}' is no number of columns from 40 to 1000`)
  return width
}

function write({ format, file }: TimelineOutput, text: string): void {
  if (file !== undefined) replaceFile(file, text)
  else if (format === 'html' && process.stdout.isTTY) throw new UsageError('a page is for a browser: use --html calendar.html')
  else print(text)
}

/** A page is for looking around: a year, where the range is not given whole. */
const YEAR = 365 * 86_400

async function timelineAt(
  paths: readonly string[],
  options: TimelineOptions,
  outputs: readonly TimelineOutput[],
  timeZone: string,
): Promise<Timeline> {
  const { range } = calendarRange(options)
  const pages = outputs.every(({ format }) => format === 'html')
  const until = pages && options.until === undefined ? range.from + YEAR : range.until
  const capacity = options.capacity === undefined ? {} : { capacity: readCapacity(options.capacity) }
  const cwd = process.cwd()
  const { settings, clustersOf } = await calendarInput(options.config, cwd)
  const clusters = clustersOf(findFiles(paths.length > 0 ? paths : ['.'], { cwd, markdown: false }))
  return refusingRange(() => timelineOf(clusters, { ...range, until, settings, ...capacity }, [timeZone]))
}
