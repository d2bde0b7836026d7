import type { Command } from 'commander'
import { calendarOf, type Calendar } from '../calendar/index.ts'
import { timelineText } from '../report/timeline-text.ts'
import { calendarRange, refusingRange, type RangeOptions } from './calendar-range.ts'
import { findFiles } from './files.ts'
import { readClusters } from '../fleet/index.ts'
import { UsageError } from './usage-error.ts'

interface TimelineOptions extends RangeOptions {
  readonly format: string
}

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
  const { range } = calendarRange(options)
  const clusters = readClusters(findFiles(paths.length > 0 ? paths : ['.'], { cwd: process.cwd(), markdown: false }))
  return refusingRange(() => calendarOf(clusters, range))
}
