import type { Command } from 'commander'
import { calendarOf, type Calendar } from '../calendar/index.ts'
import { timelineText } from '../report/timeline-text.ts'
import { durationsAt } from './durations-file.ts'
import { findFiles } from './files.ts'
import { readInstant } from './instant.ts'
import { readClusters } from '../fleet/index.ts'
import { UsageError } from './usage-error.ts'

interface TimelineOptions {
  readonly from?: string
  readonly until?: string
  readonly now?: string
  readonly durations?: string
  readonly format: string
}

/** A week, where the range is not given whole. */
const WEEK = 7 * 86_400

export function register(program: Command): void {
  program
    .command('timeline')
    .description('put the CronJobs in these files on a calendar: runs, overlaps and load')
    .argument('[path...]', 'files and folders (default: the working directory)')
    .option('--from <instant>', 'date or instant at which the calendar begins (default: now)')
    .option('--until <instant>', 'date or instant before which it ends (default: a week later)')
    .option('--now <instant>', 'the instant that counts as now')
    .option('--durations <file>', 'measured durations by namespace/name')
    .option('--format <format>', 'text or json', 'text')
    .action((paths: readonly string[], options: TimelineOptions) => {
      if (options.format !== 'text' && options.format !== 'json')
        throw new UsageError(`unknown format '${options.format}' (known: text, json)`)
      const calendar = calendarAt(paths, options)
      process.stdout.write(options.format === 'json' ? `${JSON.stringify(calendar, undefined, 2)}\n` : timelineText(calendar))
    })
}

function calendarAt(paths: readonly string[], options: TimelineOptions): Calendar {
  const now = options.now === undefined ? Math.floor(Date.now() / 1000) : readInstant('--now', options.now)
  const from = options.from === undefined ? now : readInstant('--from', options.from)
  const until = options.until === undefined ? from + WEEK : readInstant('--until', options.until)
  const durations = options.durations === undefined ? {} : durationsAt(options.durations)
  const clusters = readClusters(findFiles(paths.length > 0 ? paths : ['.'], { cwd: process.cwd(), markdown: false }))
  try {
    return calendarOf(clusters, { from, until, durations })
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error
  }
}
