import type { Calendar, Sheet, SheetCluster, SheetRow } from '../calendar/index.ts'
import { paint, type Paint } from './color.ts'
import { displayWidth, fitted, printable } from './display-width.ts'
import { axisLines, borderColumns } from './timeline-axis.ts'
import { conflictLines } from './timeline-conflicts.ts'
import { clockLines, loadWords, overlapLines } from './timeline-notes.ts'
import { isQuiet, quietLines } from './timeline-quiet.ts'
import { rowCells, sparkline } from './timeline-row.ts'

export interface TimelineTextOptions {
  /** Columns of the terminal. */
  readonly width: number
  readonly color: boolean
}

/** Rows between two axes: a long list keeps its hours in sight. */
const AXIS_EVERY = 40
const NARROWEST_NAMES = 14
const RUNS_WIDTH = 8

/** How many columns of time fit beside the names. */
export function timeColumns({ clusters }: Calendar, { width }: TimelineTextOptions): number {
  return Math.max(
    10,
    width -
      namesWidth(
        clusters.flatMap(({ jobs }) => jobs.map(nameOf)),
        width,
      ) -
      RUNS_WIDTH -
      2,
  )
}

/** The calendar for a terminal: a row a CronJob, its runs below the hours; the load, what meets, what the clocks do. */
export function timelineText(sheet: Sheet, options: TimelineTextOptions): string {
  const { calendar } = sheet.timeline
  const color = paint(options.color)
  const jobs = calendar.clusters.flatMap((cluster) => cluster.jobs)
  const head = `${calendar.from} to ${calendar.until}: ${jobs.length} CronJob${jobs.length === 1 ? '' : 's'}, hours of ${sheet.columns.zone}`
  const lines = [color.bold(head)]
  if (calendar.empty !== undefined) lines.push(calendar.empty)
  const names = namesWidth(jobs.map(nameOf), options.width)
  for (const cluster of sheet.clusters) if (cluster.rows.length > 0) lines.push(...clusterLines(sheet, cluster, names, color))
  if (jobs.some(({ runs }) => runs > 0)) lines.push('', ...legend(sheet, color))
  return `${lines.join('\n')}\n`
}

function clusterLines(sheet: Sheet, { calendar, rows, load }: SheetCluster, names: number, color: Paint): readonly string[] {
  const borders = borderColumns(sheet)
  const indent = ' '.repeat(names + 2)
  const axis = axisLines(sheet).filter((line) => line.trim() !== '')
  const lines = calendar.name === '' ? [''] : ['', color.bold(`cluster ${printable(calendar.name)}`)]
  const folds = rows.length > AXIS_EVERY
  let since = AXIS_EVERY
  for (const row of rows) {
    if (folds && isQuiet(row)) continue
    if (since >= AXIS_EVERY) lines.push(...axis.map((line) => color.dim(`${indent}${line}`)))
    since = since >= AXIS_EVERY ? 1 : since + 1
    lines.push(`${fitted(printable(nameOf(row.line)), names)}  ${rowCells(row, borders, color)}${runsOf(row)}`)
  }
  const strip = (name: string, values: readonly number[], words: string): void => {
    if (values.some((value) => value > 0))
      lines.push(`${color.bold(fitted(name, names))}  ${color.green(sparkline(values))}${color.dim(`  ${words}`)}`)
  }
  const most = (values: readonly number[]): number => Math.max(0, ...values)
  const [pods, cpu, memory] = [load.map((each) => each.pods), load.map((each) => each.cpu), load.map((each) => each.memory)]
  strip('pods', pods, String(most(pods)))
  strip('cpu', cpu, String(Math.round(most(cpu) * 100) / 100))
  strip('memory', memory, `${(most(memory) / 2 ** 30).toFixed(1)}Gi`)
  if (folds) lines.push(...quietLines(rows, names + 2 + sheet.columns.count))
  return [
    ...lines,
    ...overlapLines(calendar, color),
    ...conflictLines(calendar, color),
    ...clockLines(rows, color),
    ...loadWords(calendar.load),
  ]
}

function nameOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`
}

function namesWidth(names: readonly string[], width: number): number {
  const longest = names.reduce((most, name) => Math.max(most, displayWidth(printable(name))), 0)
  return Math.max(NARROWEST_NAMES, Math.min(longest, Math.floor(width * 0.34)))
}

function runsOf({ line }: SheetRow): string {
  return line.runs === 0 ? '' : `${line.runs}×`.padStart(RUNS_WIDTH)
}

function legend({ clusters }: Sheet, color: Paint): readonly string[] {
  const rows = clusters.flatMap((cluster) => cluster.rows)
  const keys = [
    ...(rows.some(({ line }) => line.durationSeconds !== undefined) ? [`${color.cyan('▍')} the time that runs take`] : []),
    ...(rows.some(({ line }) => line.durationSeconds === undefined && line.runs > 0)
      ? [`${color.cyan('2')} so many runs of unknown duration`]
      : []),
    ...(rows.some(({ meets }) => meets.size > 0) ? [`${color.red('!')} overlap`] : []),
    ...(rows.some(({ struck }) => struck.size > 0) ? [`${color.magenta('*')} clock change skips or doubles a run`] : []),
  ]
  return [color.dim(keys.join('   '))]
}
