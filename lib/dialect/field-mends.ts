import { pick, type Dialect } from './diagnosis.ts'

/** One piece of a field, put right. */
export interface Mend {
  readonly text: string
  readonly why: string
  readonly dialect: Dialect
  readonly exact: boolean
}

type FieldMend = (piece: string, index: number) => Mend | undefined

const BOUNDS = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** From what is certain to what is a guess. */
export const MENDS: readonly FieldMend[] = [
  longNames,
  sunday,
  wrapped,
  stepWithoutStar,
  stepWithoutSlash,
  stars,
  hash,
  random,
  lastDay,
  nearestWeekday,
  nthWeekday,
  beyond,
  openStep,
  zeroStep,
]

/** `Monday`, `sept`: names have three letters. */
function longNames(piece: string, index: number): Mend | undefined {
  const names = index === 3 ? MONTHS : index === 4 ? WEEKDAYS : []
  const text = piece.replace(/[a-z]{4,}/gi, (word) => names.find((name) => word.toLowerCase().startsWith(name)) ?? word)
  return text === piece ? undefined : exact(text, 'names have three letters', 'Vixie cron')
}

/** `7`, `5-7`, `0-7`: Sunday is 0. */
function sunday(piece: string, index: number): Mend | undefined {
  const [, from, to, step = '1'] = /^([0-7]|[a-z]{3})(?:-(7|sun))?(?:\/(\d+))?$/i.exec(piece) ?? []
  if (index !== 4 || from === undefined || (from !== '7' && to === undefined) || Number(step) === 0) return undefined
  if (from === '7' && to === undefined) return exact(step === '1' ? '0' : `0/${step}`, 'Sunday is 0, not 7', 'Vixie cron')
  const first = valueOf(from, 4)
  if (first === undefined) return undefined
  const days = stepped(first, 7, Number(step)).map((day) => day % 7)
  return exact(spans([...new Set(days)]), 'Sunday is 0, not 7', 'Vixie cron')
}

/** `22-2`, `FRI-MON`: ranges do not go over the end. */
function wrapped(piece: string, index: number): Mend | undefined {
  const [, from, to, step = '1'] = /^(\w+)-(\w+)(?:\/(\d+))?$/.exec(piece) ?? []
  const [low, high] = BOUNDS[index]
  const [first, last] = [from, to].map((text) => (text === undefined ? undefined : valueOf(text, index)))
  if (first === undefined || last === undefined || first <= last || first > high || last < low || Number(step) === 0) return undefined
  const size = high - low + 1
  const values = stepped(first, last + size, Number(step)).map((value) => (value > high ? value - size : value))
  return exact(spans(values), 'ranges do not wrap', 'Vixie cron')
}

/** `/6` for a step of six. */
function stepWithoutStar(piece: string): Mend | undefined {
  return /^\/\d+$/.test(piece) ? exact(`*${piece}`, 'a step is */n') : undefined
}

/** `*5`; but `*1` may as well be a 1. */
function stepWithoutSlash(piece: string): Mend | undefined {
  const [, step] = /^\*(\d+)$/.exec(piece) ?? []
  if (step === undefined) return undefined
  return { ...exact(`*/${step}`, 'a step is */n'), exact: Number(step) > 1 }
}

function stars(piece: string): Mend | undefined {
  return /^\*{2,}(?:\/\d+)?$/.test(piece) ? exact(piece.replace(/^\*+/, '*'), 'one star is enough') : undefined
}

/** `H`, `H/15`, `H(0-29)` of Jenkins: the job's name chooses. */
function hash(piece: string, index: number): Mend | undefined {
  const [matched, low, high, step] = /^H(?:\((\d+)-(\d+)\))?(?:\/(\d+))?$/.exec(piece) ?? []
  if (matched === undefined) return undefined
  const why = 'H is Jenkins, which chooses for you: take a fixed value, another for each job'
  if (step !== undefined && Number(step) > 0) return guess(low === undefined ? `*/${step}` : `${low}-${high}/${step}`, why, 'Jenkins')
  const [first, last] = BOUNDS[index]
  return guess(
    String(pick(`${index}${piece}`, Number(low ?? first), Math.min(Number(high ?? last), index === 2 ? 28 : last))),
    why,
    'Jenkins',
  )
}

/** `0~59` of Vixie cron: any value between. */
function random(piece: string, index: number): Mend | undefined {
  const [matched, low, high] = /^(\d*)~(\d*)$/.exec(piece) ?? []
  if (matched === undefined) return undefined
  const [first, last] = BOUNDS[index]
  return guess(
    String(pick(`${index}${piece}`, Number(low || first), Number(high || last))),
    'nothing here is left to chance: take a fixed value',
    'Vixie cron',
  )
}

/** `L` and `L-3`: the last day of the month. */
function lastDay(piece: string, index: number): Mend | undefined {
  const [matched, before = '0'] = /^LW?(?:-(\d+))?$/i.exec(piece) ?? []
  if (matched === undefined || index !== 2 || Number(before) > 20) return undefined
  return guess(
    `${28 - Number(before)}-${31 - Number(before)}`,
    'L means nothing here: run on every day that may be the last, and let the script go on only if it is',
    'Quartz',
  )
}

/** `15W`: the working day nearest to the 15th. */
function nearestWeekday(piece: string, index: number): Mend | undefined {
  const day = Number(/^(\d+)W$/i.exec(piece)?.[1])
  if (index !== 2 || !(day >= 1 && day <= 31)) return undefined
  return guess(
    `${Math.max(1, day - 2)}-${Math.min(31, day + 2)}`,
    'W means nothing here: run on the days around, and let the script pick',
    'Quartz',
  )
}

/** `MON#1`, `5L`: the first Monday, the last Friday. */
function nthWeekday(piece: string, index: number): Mend | undefined {
  const [matched, name] = /^(\w+?)(?:#\d|L)$/i.exec(piece) ?? []
  if (matched === undefined || index !== 4) return undefined
  return guess(
    name,
    `${piece.includes('#') ? '#' : 'L'} means nothing here: run on every such day, and let the script look at the date`,
    'Quartz',
  )
}

/** `60` minutes and `24` hours are 0; a day or month 0 hardly ever means anything but each. */
function beyond(piece: string, index: number): Mend | undefined {
  if ((index === 0 && piece === '60') || (index === 1 && piece === '24'))
    return guess('0', index === 0 ? 'minutes end at 59' : 'hours end at 23')
  if ((index === 2 || index === 3) && piece === '0') return guess('*', index === 2 ? 'days of the month begin at 1' : 'months begin at 1')
  return undefined
}

/** A step that has lost its number: `*` with a slash behind. */
function openStep(piece: string): Mend | undefined {
  return /^[*?]\/$/.test(piece) ? guess('*', 'a number is missing behind the slash') : undefined
}

function zeroStep(piece: string): Mend | undefined {
  return /^[*?]\/0+$/.test(piece) ? guess('*', 'a step is at least 1') : undefined
}

function valueOf(text: string, index: number): number | undefined {
  if (/^\d+$/.test(text)) return Number(text)
  const names = index === 3 ? MONTHS : index === 4 ? WEEKDAYS : []
  const found = names.indexOf(text.toLowerCase())
  return found < 0 ? undefined : found + (index === 3 ? 1 : 0)
}

function stepped(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
}

/** Values in their order, neighbours joined: 22, 23, 0, 1 is `22-23,0-1`; all days of the week are `0-6`. */
function spans(values: readonly number[]): string {
  if (values.length === 7 && values.includes(0) && Math.max(...values) === 6) return '0-6'
  const parts: [number, number][] = []
  for (const value of values) {
    const last = parts.at(-1)
    if (last && value === last[1] + 1) last[1] = value
    else parts.push([value, value])
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join()
}

function exact(text: string, why: string, dialect: Dialect = 'typing error'): Mend {
  return { text, why, dialect, exact: true }
}

function guess(text: string, why: string, dialect: Dialect = 'typing error'): Mend {
  return { text, why, dialect, exact: false }
}
