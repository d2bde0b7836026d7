import { indexAtOrAfter } from '../calendar/windows.ts'
import { DAY } from '../schedule/civil.ts'
import { binBorders, binSize, countsBetween, heatOf, type BinSize } from './bins.ts'
import { drawBlackouts, drawClockChanges, drawOverlaps } from './draw-marks.ts'
import { runsOf, type Job } from './model.ts'
import { secondsPerPixel, xOf, type Scene } from './scene.ts'
import { idleWords } from './words.ts'

/** Above this span every row is a heat map; below, only a row whose runs stand too close for bars. */
const HEAT_SPAN = 20 * DAY
const CLOSE_PIXELS = 4

/** How a row shows its runs at the zoom at hand. */
export function isHeat(scene: Scene, job: Job): boolean {
  const { view } = scene.state
  const span = view.until - view.from
  if (span > HEAT_SPAN) return true
  const runs = runsOf(job)
  const inView = indexAtOrAfter(runs, view.until) - indexAtOrAfter(runs, view.from)
  return inView > 2 && span / inView < CLOSE_PIXELS * secondsPerPixel(scene)
}

export function binFor(scene: Scene): BinSize {
  return binSize(secondsPerPixel(scene) * (secondsPerPixel(scene) > 3600 ? 2 : 6))
}

export function bordersFor(scene: Scene, bin: BinSize): readonly number[] {
  const { model, zones, state } = scene
  const { from, until } = model.data
  const [start, end] = [from + state.view.from, from + state.view.until]
  return binBorders(
    zones.stretches(state.zone, Math.max(from - bin.seconds, start - bin.seconds), Math.min(until, end) + bin.seconds),
    bin,
    from,
  )
}

/** Draws the rows from `first` to before `last`; `top` is the y of the first. */
export function drawRows(context: CanvasRenderingContext2D, scene: Scene, first: number, last: number, top: number): void {
  const { rows, layout } = scene
  const bin = binFor(scene)
  const borders = bordersFor(scene, bin)
  context.save()
  context.beginPath()
  context.rect(layout.gutter, 0, layout.width - layout.gutter, 1e5)
  context.clip()
  for (let index = first; index < last; index++) {
    const job = rows[index]
    const y = top + (index - first) * layout.rowHeight
    drawRow(context, scene, job, y + layout.nameHeight, layout.rowHeight - layout.nameHeight, borders, index)
  }
  context.restore()
}

function drawRow(
  context: CanvasRenderingContext2D,
  scene: Scene,
  job: Job,
  y: number,
  height: number,
  borders: readonly number[],
  index: number,
): void {
  const { palette, state } = scene
  const idle = idleWords(job)
  if (idle !== undefined) {
    context.font = `italic 12px ${palette.font}`
    context.textBaseline = 'middle'
    context.fillStyle = palette.muted
    context.fillText(idle, scene.layout.gutter + 8, y + height / 2)
    if (!job.suspended) drawClockChanges(context, scene, job, y, height)
    return
  }
  drawBlackouts(context, scene, job, y, height)
  const heat = isHeat(scene, job)
  if (heat) drawHeat(context, scene, job, y, height, borders)
  else drawBars(context, scene, job, y, height)
  drawOverlaps(context, scene, job, y, height, heat)
  drawClockChanges(context, scene, job, y, height)
  if (state.row === index && state.run !== undefined) {
    const run = runsOf(job)[state.run]
    const x = xOf(scene, run)
    context.strokeStyle = palette.focus
    context.lineWidth = 2
    context.strokeRect(x - 2, y + 2, Math.max(6, xOf(scene, run + (job.takes ?? 0)) - x + 4), height - 4)
  }
}

function drawHeat(context: CanvasRenderingContext2D, scene: Scene, job: Job, y: number, height: number, borders: readonly number[]): void {
  const { palette } = scene
  const counts = countsBetween(runsOf(job), borders)
  for (const [index, count] of counts.entries()) {
    const level = heatOf(count)
    if (level === 0) continue
    const left = xOf(scene, borders[index])
    const width = xOf(scene, borders[index + 1]) - left
    context.fillStyle = palette.heat[level - 1]
    context.fillRect(left, y + 4, width > 4 ? width - 1 : width + 0.3, height - 8)
  }
}

/** A run is a bar as long as it takes; where only its worst case is known an outline; where nothing is known a line with a head. */
function drawBars(context: CanvasRenderingContext2D, scene: Scene, job: Job, y: number, height: number): void {
  const { palette, state } = scene
  const runs = runsOf(job)
  const takes = job.takes ?? 0
  const end = indexAtOrAfter(runs, state.view.until)
  for (let index = indexAtOrAfter(runs, state.view.from - takes); index < end; index++) {
    const x = xOf(scene, runs[index])
    if (job.takes === undefined) {
      context.fillStyle = palette.bar
      context.fillRect(x - 1, y + 5, 2, height - 10)
      context.beginPath()
      context.arc(x, y + 6, 3, 0, 2 * Math.PI)
      context.fill()
      continue
    }
    const width = Math.max(2, xOf(scene, runs[index] + takes) - x)
    if (job.source === 'bound') {
      context.globalAlpha = 0.35
      context.fillStyle = palette.bar
      context.fillRect(x, y + 6, width, height - 12)
      context.globalAlpha = 1
      context.fillRect(x, y + 6, 2, height - 12)
      if (width > 6) {
        context.strokeStyle = palette.bar
        context.lineWidth = 1
        context.setLineDash([3, 2])
        context.strokeRect(x + 0.5, y + 6.5, width - 1, height - 13)
        context.setLineDash([])
      }
      continue
    }
    context.fillStyle = palette.bar
    context.beginPath()
    context.roundRect(x, y + 5, width, height - 10, Math.min(3, width / 2))
    context.fill()
  }
}
