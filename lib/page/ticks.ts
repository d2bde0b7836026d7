import { DAY, dateOf, weekdayOf } from '../schedule/civil.ts'
import { MONTH_NAMES, WEEKDAY_NAMES, clock } from '../schedule/words.ts'
import type { ClockStretch } from './zones.ts'

export interface Tick {
  /** Unix seconds. */
  readonly at: number
  readonly label: string
}

/** Small ticks, and the larger unit that they stand in: hours in days, days in months, months in years. */
export interface Ticks {
  readonly small: readonly Tick[]
  readonly large: readonly Tick[]
}

type Unit = number | 'week' | 'month' | 'quarter' | 'year'

/** Steps from fine to coarse, with the seconds that they roughly take. */
const STEPS: readonly (readonly [unit: Unit, seconds: number])[] = [
  ...[1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, DAY].map((step) => [step, step] as const),
  ['week', 7 * DAY],
  ['month', 30 * DAY],
  ['quarter', 91 * DAY],
  ['year', 365 * DAY],
]

/** Ticks on the wall clock of a zone: where the clocks are set, hours are left out or come twice, as they do on the wall. */
export function ticksOf(stretches: readonly ClockStretch[], secondsApart: number): Ticks {
  const unit = unitFor(secondsApart)
  const large = largerThan(unit)
  return { small: ticksAt(stretches, unit, labelOf(unit)), large: ticksAt(stretches, large, wholeLabelOf(large)) }
}

/** The label of the larger unit in which a local time stands. */
export function largeLabelAt(wall: number, secondsApart: number): string {
  return wholeLabelOf(largerThan(unitFor(secondsApart)))(wall)
}

function unitFor(secondsApart: number): Unit {
  const [unit] = STEPS.find(([, seconds]) => seconds >= secondsApart) ?? STEPS[STEPS.length - 1]
  return unit
}

function largerThan(unit: Unit): Unit {
  if (typeof unit !== 'number') return unit === 'week' ? 'month' : 'year'
  return unit < DAY ? DAY : 'month'
}

function ticksAt(stretches: readonly ClockStretch[], unit: Unit, label: (wall: number) => string): readonly Tick[] {
  const step = typeof unit === 'number' ? unit : DAY
  const ticks: Tick[] = []
  for (const { from, until, offset } of stretches) {
    for (let wall = Math.ceil((from + offset) / step) * step; wall - offset < until; wall += step) {
      if (typeof unit === 'number' || begins(unit, wall)) ticks.push({ at: wall - offset, label: label(wall) })
    }
  }
  return ticks
}

function begins(unit: Exclude<Unit, number>, wall: number): boolean {
  const day = Math.floor(wall / DAY)
  if (unit === 'week') return weekdayOf(day) === 1
  const { day: date, month } = dateOf(day)
  return date === 1 && (unit === 'month' || (unit === 'quarter' ? month % 3 === 1 : month === 1))
}

function labelOf(unit: Unit): (wall: number) => string {
  if (unit === 'year') return (wall) => String(dateOf(Math.floor(wall / DAY)).year)
  if (unit === 'month' || unit === 'quarter') return (wall) => MONTH_NAMES[dateOf(Math.floor(wall / DAY)).month - 1].slice(0, 3)
  if (unit === 'week') return (wall) => String(dateOf(Math.floor(wall / DAY)).day)
  if (unit >= DAY) return (wall) => `${weekday(wall).slice(0, 3)} ${dateOf(Math.floor(wall / DAY)).day}`
  return (wall) => timeOf(wall, unit < 60)
}

function wholeLabelOf(unit: Unit): (wall: number) => string {
  if (unit === DAY) return dayWords
  if (unit === 'month') {
    return (wall) => {
      const { year, month } = dateOf(Math.floor(wall / DAY))
      return `${MONTH_NAMES[month - 1]} ${year}`
    }
  }
  return labelOf('year')
}

function weekday(wall: number): string {
  return WEEKDAY_NAMES[weekdayOf(Math.floor(wall / DAY))]
}

/** `Sun 28 Mar 2027`. */
export function dayWords(wall: number): string {
  const { year, month, day } = dateOf(Math.floor(wall / DAY))
  return `${weekday(wall).slice(0, 3)} ${day} ${MONTH_NAMES[month - 1].slice(0, 3)} ${year}`
}

/** `02:30`, with seconds where they are asked for or are not zero. */
export function timeOf(wall: number, seconds = false): string {
  const second = Math.floor(wall) - Math.floor(wall / DAY) * DAY
  const rest = second % 60
  const text = clock(Math.floor(second / 3600), Math.floor((second % 3600) / 60))
  return seconds || rest !== 0 ? `${text}:${String(rest).padStart(2, '0')}` : text
}
