import { DAY } from '../schedule/civil.ts'
import { fitCanvas } from './dom.ts'
import { lengthOf, type Scene, type State } from './scene.ts'
import { SLOT, type Slots } from './slots.ts'
import { dayWords } from './ticks.ts'
import { clamped, type View } from './view.ts'
import { leadOf } from './visible-load.ts'
import { counted } from './words.ts'
import { MEASURES } from './draw-load.ts'

const HOUR_PIXELS = 4
const LEFT = 34
const TOP = 16
export const OVERVIEW_HEIGHT = TOP + 24 * HOUR_PIXELS + 2

/** Every hour of the calendar as a cell, a column a day: habits of a fleet are rows, and where the clocks are set they take a step. */
export function drawOverview(canvas: HTMLCanvasElement, scene: Scene, slots: Slots | undefined, width: number): void {
  const context = fitCanvas(canvas, width, OVERVIEW_HEIGHT)
  const { palette, model, zones, state } = scene
  const { from, until } = model.data
  const grid = gridOf(scene, width)
  context.font = `11px ${palette.font}`
  context.textBaseline = 'middle'
  context.fillStyle = palette.muted
  for (const hour of [0, 6, 12, 18]) context.fillText(`${String(hour).padStart(2, '0')}:00`, 0, TOP + hour * HOUR_PIXELS + 4)
  if (slots) {
    const cells = new Float64Array(grid.days * 24)
    const values = state.measure === 'starts' ? slots.starts : slots[state.measure]
    for (const stretch of zones.stretches(state.zone, from - leadOf(scene), until)) {
      for (let at = stretch.from; at < stretch.until; at += SLOT) {
        const value = values[Math.floor((at - from + leadOf(scene)) / SLOT)] ?? 0
        const hour = Math.floor((at + stretch.offset) / 3600) - grid.firstDay * 24
        if (hour < 0 || hour >= cells.length) continue
        cells[hour] = state.measure === 'starts' ? cells[hour] + value : Math.max(cells[hour], value)
      }
    }
    const level = levelsBetween(cells)
    for (const [index, value] of cells.entries()) {
      const x = LEFT + Math.floor(index / 24) * grid.dayWidth
      context.fillStyle = value === 0 ? palette.stripe : palette.heat[level(value)]
      context.fillRect(
        x,
        TOP + (index % 24) * HOUR_PIXELS,
        grid.dayWidth > 3 ? grid.dayWidth - 0.5 : grid.dayWidth + 0.2,
        HOUR_PIXELS - 0.5,
      )
    }
  }
  drawMonths(context, scene, grid, width)
  const left = grid.xOf(state.view.from)
  const right = Math.max(left + 3, grid.xOf(state.view.until))
  context.strokeStyle = palette.focus
  context.lineWidth = 2
  context.strokeRect(left, TOP - 1, right - left, 24 * HOUR_PIXELS + 1)
}

/** Five levels from the least to the most, so that a fleet that is never idle still shows where it is busiest. */
function levelsBetween(cells: Float64Array): (value: number) => number {
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (const value of cells) {
    if (value > most) most = value
    if (value > 0 && value < least) least = value
  }
  return (value) => (most > least ? Math.min(4, Math.floor(((value - least) / (most - least)) * 5)) : 2)
}

interface Grid {
  readonly firstDay: number
  readonly days: number
  readonly dayWidth: number
  readonly xOf: (second: number) => number
}

function gridOf({ model, zones, state }: Scene, width: number): Grid {
  const { from, until } = model.data
  const wall = (instant: number): number => instant + zones.offsetAt(state.zone, instant)
  const firstDay = Math.floor(wall(from) / DAY)
  const days = Math.ceil(wall(until) / DAY) - firstDay
  const dayWidth = (width - LEFT - 2) / days
  return { firstDay, days, dayWidth, xOf: (second) => LEFT + (wall(from + second) / DAY - firstDay) * dayWidth }
}

function drawMonths(context: CanvasRenderingContext2D, { palette }: Scene, { firstDay, days, dayWidth }: Grid, width: number): void {
  context.fillStyle = palette.muted
  let free = LEFT
  for (let index = 0; index < days; index++) {
    const [, date, month, year] = dayWords((firstDay + index) * DAY).split(' ')
    if (index > 0 && date !== '1' && days > 70) continue
    const label = days > 70 ? (month === 'Jan' || index === 0 ? `${month} ${year}` : month) : `${date} ${month}`
    const x = LEFT + index * dayWidth
    const wide = context.measureText(label).width
    if (x < free || x + wide > width) continue
    context.fillText(label, x, 7)
    free = x + wide + 10
  }
}

/** The view that a drag over the overview asks for; a mere click moves the view there. */
export function viewFromOverview(scene: Scene, width: number, startX: number, endX: number): View {
  const { days, firstDay } = gridOf(scene, width)
  const { from } = scene.model.data
  const offset = scene.zones.offsetAt(scene.state.zone, from)
  const secondOf = (x: number): number => (firstDay + ((x - LEFT) / (width - LEFT - 2)) * days) * DAY - offset - from
  const [a, b] = [secondOf(Math.min(startX, endX)), secondOf(Math.max(startX, endX))]
  const length = lengthOf(scene)
  if (endX - startX < 4 && startX - endX < 4) {
    const span = Math.min(scene.state.view.until - scene.state.view.from, 7 * DAY)
    return clamped({ from: a - span / 2, until: a + span / 2 }, length)
  }
  return clamped({ from: a, until: b }, length)
}

/** What the strongest colour of the overview stands for. */
export function overviewWords(measure: State['measure'], slots: Slots | undefined): string {
  if (!slots) return ''
  const most = (values: Float64Array): number => values.reduce((largest, value) => Math.max(largest, value), 0)
  if (measure === 'starts') return `up to ${counted(most(slots.starts), 'start')} in a quarter of an hour`
  const words = MEASURES.find((known) => known.measure === measure)?.words
  return `up to ${words?.(most(slots[measure])) ?? ''}`
}
