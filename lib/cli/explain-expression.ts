import { diagnoseExpression, runsElsewhere } from '../dialect/index.ts'
import { RULES } from '../../policies/index.ts'
import { lint } from '../lint/index.ts'
import { NEWEST_MINOR } from '../kubernetes/index.ts'
import {
  comingRuns,
  describe,
  describeField,
  FIELD_WORDS,
  lasting,
  longestInterval,
  parseSchedule,
  ScheduleError,
  shortestInterval,
  wallDate,
  wallTime,
  type Schedule,
} from '../schedule/index.ts'
import { comingLines } from './coming-words.ts'
import { shown } from './expression.ts'

export interface ExplainOptions {
  readonly timeZone?: string
  /** Unix seconds. */
  readonly now: number
}

/** How many coming runs are shown. */
const RUNS = 5
const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
}

export interface Explanation {
  readonly text: string
  readonly refused: boolean
}

/** An expression in words: what it runs, field by field, its next runs and gaps, its hazards; or why Kubernetes refuses it, and what was meant. */
export async function explainExpression(expression: string, options: ExplainOptions): Promise<Explanation> {
  try {
    return { text: accepted(expression, parseSchedule(expression), options), refused: false }
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    return { text: await refused(expression, error, options), refused: true }
  }
}

function accepted(expression: string, schedule: Schedule, { timeZone, now }: ExplainOptions): string {
  const zone = schedule.timeZone || timeZone
  const coming = comingRuns(schedule, { from: now, count: RUNS, ...(timeZone === undefined ? {} : { timeZone }) })
  const utcOnly = coming.every((entry) => entry.kind === 'run' && entry.offset === 0)
  const sections = [
    [`${expression}`, `  runs ${describe(schedule)}`],
    ...(schedule.kind === 'clock' ? [['fields', ...fieldLines(expression, schedule)]] : []),
    coming.length === 0
      ? ['next runs', '  none']
      : [`next runs${zone === undefined ? ' (no zone given: UTC)' : ` in ${zone}`}`, ...comingLines(coming, utcOnly).map(indent)],
    ...gapSection(schedule),
    ...hazardSection(expression, timeZone, now),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function fieldLines(expression: string, schedule: Extract<Schedule, { kind: 'clock' }>): readonly string[] {
  const body = expression.replace(/^(?:CRON_)?TZ=\S* */, '').trim()
  const texts = (DESCRIPTORS[body] ?? body).split(/\s+/)
  const wide = Math.max(...texts.map((text) => text.length))
  return FIELD_WORDS.map(
    (words, index) =>
      `  ${words.name.padEnd(16)}  ${texts[index].padEnd(wide)}  ${describeField(schedule[words.field], words).replace(`${words.name} `, '')}`,
  )
}

function gapSection(schedule: Schedule): readonly (readonly string[])[] {
  const [shortest, longest] = [shortestInterval(schedule), longestInterval(schedule)]
  if (shortest === undefined || longest === undefined) return []
  return [['gaps', shortest === longest ? `  always ${lasting(shortest)}` : `  from ${lasting(shortest)} to ${lasting(longest)}`]]
}

/** What the rules on schedules say of a CronJob with nothing but this schedule. */
function hazardSection(expression: string, timeZone: string | undefined, now: number): readonly (readonly string[])[] {
  const manifest = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'expression' },
    spec: { schedule: expression, ...(timeZone === undefined ? {} : { timeZone }) },
  }
  const rules = RULES.filter(({ family, id }) => family === 'schedule' || id === 'time-zone-in-schedule')
  const { findings } = lint([{ path: 'expression.json', text: JSON.stringify(manifest) }], {
    ...{ rules, policy: { name: 'schedule', levels: Object.fromEntries(rules.map(({ id, level }) => [id, level])) }, config: {} },
    ...{ now, minor: NEWEST_MINOR, markdown: false },
  })
  if (findings.length === 0) return []
  return [
    [
      'hazards',
      ...findings.flatMap(({ level, message, help, rule }) => [`  ${level}: ${message} [${rule}]`, ...(help ? [`    ${help}`] : [])]),
    ],
  ]
}

async function refused(expression: string, error: ScheduleError, { timeZone = 'UTC', now }: ExplainOptions): Promise<string> {
  const lines = [
    `${shown(expression)} is refused by Kubernetes`,
    `  column ${error.column + 1}: ${error.message.replace(/\s+/g, ' ').slice(0, 200)}`,
  ]
  const diagnosis = diagnoseExpression(expression)
  if (diagnosis) {
    const { dialect, why, schedule, exact } = diagnosis
    lines.push('', dialect === 'typing error' ? 'what was meant' : `what it is: ${dialect}`, `  ${why}`)
    if (schedule !== undefined)
      lines.push(`  ${exact ? 'write' : 'perhaps'} "${schedule}", which runs ${describe(parseSchedule(schedule))}`)
  }
  const others =
    expression.length > 200 || expression.trim() === '' ? undefined : await runsElsewhere(expression, { timeZone, after: now, count: 3 })
  if (others && others.length > 0)
    lines.push(
      '',
      `cron-parser, a library of many Node programs, takes it and would run in UTC`,
      ...others.map((run) => `  ${wallDate(run)} ${wallTime(run)}`),
    )
  return `${lines.join('\n')}\n`
}

function indent(line: string): string {
  return `  ${line}`
}
