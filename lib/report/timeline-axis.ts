import type { Sheet } from '../calendar/index.ts'

const DAY = 86_400
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

interface Label {
  readonly column: number
  readonly text: string
}

/** The two lines above the rows: days, and hours where there is room; months, and dates for a longer range. */
export function axisLines({ walls, columns }: Sheet): readonly [large: string, small: string] {
  const perDay = DAY / columns.length
  const large = perDay >= 2 ? turns(walls, dayOf, dayForm(perDay)) : turns(walls, monthOf, monthForm(perDay * 30))
  const small = perDay > 6 ? turns(walls, hourSpan(perDay), hourWords) : perDay >= 2 || perDay < 0.4 ? [] : turns(walls, weekOf, dateWords)
  return [written(large, columns.count), written(small, columns.count)]
}

/** As many words as a day has room for. */
function dayForm(columns: number): (wall: number) => string {
  if (columns > 10) return dayWords
  return columns > 6 ? (wall) => dayWords(wall).split(' ').slice(0, 2).join(' ') : dateWords
}

function monthForm(columns: number): (wall: number) => string {
  return columns > 8 ? monthWords : (wall) => monthWords(wall).slice(0, 3)
}

/** The columns in which a day begins, or a month where days are too short. */
export function borderColumns({ walls, columns }: Sheet): ReadonlySet<number> {
  const begins = DAY / columns.length >= 2 ? dayOf : monthOf
  return new Set(turns(walls, begins, () => '').map(({ column }) => column))
}

/** A label wherever what a column belongs to changes; the first column has one too. */
function turns(walls: readonly number[], unitOf: (wall: number) => number, words: (wall: number) => string): readonly Label[] {
  return walls.flatMap((wall, column) =>
    column === 0 || unitOf(wall) !== unitOf(walls[column - 1]) ? [{ column, text: words(wall) }] : [],
  )
}

/** Labels from left to right, a space between them; what has no room is left out, and so is the first where it stands in the way of the second. */
function written(labels: readonly Label[], width: number): string {
  let line = ''
  for (const [index, { column, text }] of labels.entries()) {
    const blocks = index === 0 && labels.length > 1 && text.length >= labels[1].column
    if (blocks || (line !== '' && column <= line.length) || column + text.length > width) continue
    line = line.padEnd(column) + text
  }
  return line.padEnd(width)
}

function dayOf(wall: number): number {
  return Math.floor(wall / DAY)
}

function weekOf(wall: number): number {
  return Math.floor((dayOf(wall) + 3) / 7)
}

function monthOf(wall: number): number {
  const date = new Date(wall * 1000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** Hours between labels, so that each has three columns. */
function hourSpan(perDay: number): (wall: number) => number {
  const hours = [1, 2, 3, 6, 12].find((span) => (span / 24) * perDay >= 3) ?? 12
  return (wall) => Math.floor(wall / 3600 / hours)
}

function hourWords(wall: number): string {
  return new Date(wall * 1000).toISOString().slice(11, 13)
}

function dateWords(wall: number): string {
  return String(new Date(wall * 1000).getUTCDate())
}

function monthWords(wall: number): string {
  const date = new Date(wall * 1000)
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** `Sun 28 Mar`. */
export function dayWords(wall: number): string {
  const date = new Date(wall * 1000)
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}
