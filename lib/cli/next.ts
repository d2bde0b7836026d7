import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { readClusters, type CronJob } from '../fleet/index.ts'
import {
  comingRuns,
  describe,
  isKnownTimeZone,
  parseSchedule,
  ScheduleError,
  wallDate,
  wallTime,
  type Coming,
  type Schedule,
} from '../schedule/index.ts'
import { comingLines, missedWords, offsetWords, remark } from './coming-words.ts'
import { readExpression, readTimeZone, refusal } from './expression.ts'
import { findFiles } from './files.ts'
import { readInstant } from './instant.ts'
import { print } from './standard-output.ts'
import { UsageError } from './usage-error.ts'

interface NextOptions {
  readonly timeZone?: string
  readonly count: string
  readonly from?: string
  readonly now?: string
  readonly format: string
}

/** One schedule and its coming runs. */
interface Entry {
  readonly name?: string
  readonly file?: string
  readonly expression: string
  readonly timeZone?: string
  readonly suspended: boolean
  readonly words?: string
  readonly coming: readonly Coming[]
  /** What beside the runs is worth knowing. */
  readonly note?: string
  /** Why there are no runs. */
  readonly problem?: string
}

const MOST_RUNS = 10_000

export function register(program: Command): void {
  program
    .command('next')
    .description('show the coming runs of an expression, or of the CronJobs in files, with remarks where the clocks are set')
    .argument('<expression or path...>', "an expression such as '30 2 * * *', or files and folders")
    .option('--time-zone <zone>', "IANA time zone (default: the CronJob's own, else UTC)")
    .option('--count <number>', 'how many runs of each', '10')
    .option('--from <instant>', 'date or instant at which to begin (default: now)')
    .option('--now <instant>', 'the instant that counts as now')
    .option('--format <format>', 'text or json', 'text')
    .action((given: readonly string[], options: NextOptions) => {
      const { format } = options
      if (format !== 'text' && format !== 'json') throw new UsageError(`unknown format '${format}' (known: text, json)`)
      const entries = entriesOf(given, options)
      print(format === 'json' ? asJson(entries) : entries.map(asText).join('\n'))
      if (entries.some(({ problem }) => problem !== undefined)) process.exitCode = 1
    })
}

function entriesOf(given: readonly string[], options: NextOptions): readonly Entry[] {
  const timeZone = readTimeZone(options.timeZone)
  const count = /^\d{1,6}$/.test(options.count) ? Number(options.count) : 0
  if (count < 1 || count > MOST_RUNS) throw new UsageError(`--count: '${options.count}' is no number from 1 to ${MOST_RUNS}`)
  const from = options.from ?? options.now
  const start = from === undefined ? Math.floor(Date.now() / 1000) : readInstant(options.from === undefined ? '--now' : '--from', from)
  const range = { timeZone, from: start, count }
  if (given.some((path) => existsSync(path) || /\.(?:ya?ml|json)$/i.test(path))) return ofFiles(given, range)
  // An expression may come without its quotes, as long as the shell leaves its stars alone.
  const expression = given.join(' ')
  const schedule = readExpression(expression)
  return [{ ...entryOf(schedule, expression, range), suspended: false }]
}

type Range = { readonly timeZone?: string; readonly from: number; readonly count: number }

function entryOf(schedule: Schedule, expression: string, { timeZone, ...range }: Range): Omit<Entry, 'suspended'> {
  const zone = schedule.timeZone || timeZone
  const coming = comingRuns(schedule, { ...range, ...(timeZone === undefined ? {} : { timeZone }) })
  const never = coming.length === 0 ? { problem: 'never runs' } : {}
  const note =
    schedule.timeZone === undefined
      ? {}
      : { note: 'note: from Kubernetes 1.29 on the API server refuses a zone in the schedule: use timeZone' }
  return { expression, words: describe(schedule), coming, ...note, ...never, ...(zone === undefined ? {} : { timeZone: zone }) }
}

function ofFiles(paths: readonly string[], range: Range): readonly Entry[] {
  const clusters = readClusters(findFiles(paths, { cwd: process.cwd(), markdown: false }))
  const cronJobs = clusters.flatMap(({ workloads }) => workloads.filter((workload): workload is CronJob => workload.kind === 'CronJob'))
  if (cronJobs.length === 0) throw new UsageError(`${paths.join(', ')}: no CronJob in these files`)
  return cronJobs.map((cronJob) => {
    const { namespace, name = '?', schedule: expression = '', suspend, object } = cronJob
    const head = { name: namespace === undefined ? name : `${namespace}/${name}`, file: object.file, suspended: suspend === true }
    const timeZone = cronJob.timeZone ?? range.timeZone
    try {
      if (timeZone !== undefined && !isKnownTimeZone(timeZone))
        return { ...head, expression, coming: [], problem: `unknown time zone '${timeZone}'` }
      return { ...head, ...entryOf(parseSchedule(expression), expression, { ...range, ...(timeZone === undefined ? {} : { timeZone }) }) }
    } catch (error) {
      if (!(error instanceof ScheduleError)) throw error
      return { ...head, expression, coming: [], problem: refusal(expression, error) }
    }
  })
}

function asText({ name, expression, timeZone = 'UTC', words, suspended, coming, note, problem }: Entry): string {
  const title = `${name === undefined ? '' : `${name}  `}${expression}  ${timeZone}${suspended ? '  suspended: none of these runs' : ''}`
  const lines =
    problem === undefined
      ? comingLines(
          coming,
          coming.every((entry) => entry.kind === 'run' && entry.offset === 0),
        )
      : [problem]
  return [
    title,
    ...(words === undefined ? [] : [`  ${words}`]),
    ...lines.map((line) => `  ${line}`),
    ...(note === undefined ? [] : [`  ${note}`]),
    '',
  ].join('\n')
}

function asJson(entries: readonly Entry[]): string {
  const schedules = entries.map(
    ({ name = null, file = null, expression, timeZone = 'UTC', words = null, suspended, coming, problem = null }) => ({
      name,
      file,
      schedule: expression,
      timeZone,
      words,
      suspended,
      problem,
      runs: coming.flatMap((entry) =>
        entry.kind === 'run'
          ? [
              {
                utc: instant(entry.at, 'Z'),
                local: instant(entry.wall, offsetWords(entry.offset)),
                remark: remark(entry.effect, entry.change).trim() || null,
              },
            ]
          : [],
      ),
      missed: coming.flatMap((entry) =>
        entry.kind === 'missed' ? entry.walls.map((wall) => ({ local: instant(wall, ''), remark: missedWords([wall], entry.change) })) : [],
      ),
    }),
  )
  return `${JSON.stringify({ version: 1, schedules }, undefined, 2)}\n`
}

function instant(wall: number, zone: string): string {
  return `${wallDate(wall)}T${wallTime(wall)}:${String(((wall % 60) + 60) % 60).padStart(2, '0')}${zone}`
}
