import type { Cell, SheetRow } from '../calendar/index.ts'
import type { Paint } from './color.ts'
import { fitted, printable } from './display-width.ts'

const EIGHTHS = [...'▏▎▍▌▋▊▉█']

/** Why a row has nothing to show. */
export function idleWords({ line }: SheetRow): string | undefined {
  if (line.problem !== undefined) return line.problem
  if (line.suspended) return 'suspended'
  return line.runs === 0 ? 'no run in this range' : undefined
}

/** The runs of a job, a character a column: a bar as wide as the time that they take, or their number where nobody knows how long they take. */
export function rowCells(row: SheetRow, borders: ReadonlySet<number>, color: Paint): string {
  const idle = row.struck.size > 0 ? undefined : idleWords(row)
  if (idle !== undefined) return color.dim(fitted(printable(idle), row.cells.length))
  return row.cells
    .map((cell, column) => {
      if (row.struck.has(column)) return color.magenta('*')
      if (row.meets.has(column)) return color.red('!')
      const mark = markOf(cell, row.line.durationSeconds !== undefined)
      if (mark !== ' ') return color.cyan(mark)
      return borders.has(column) && column > 0 ? color.dim('│') : ' '
    })
    .join('')
}

function markOf({ starts, taken }: Cell, known: boolean): string {
  if (!known) return starts === 0 ? ' ' : starts > 9 ? '+' : String(starts)
  return taken === 0 ? ' ' : EIGHTHS[Math.min(7, Math.ceil(taken * 8) - 1)]
}

const LEVELS = [...'▁▂▃▄▅▆▇█']

/** Numbers as a line of columns, the largest full. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values)
  return values.map((value) => (value <= 0 ? ' ' : LEVELS[Math.min(7, Math.ceil((value / most) * 8) - 1)])).join('')
}
