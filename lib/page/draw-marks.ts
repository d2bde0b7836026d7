import { knownStretches, stretchAfter, stretchesOf } from './meetings.ts'
import type { Job } from './model.ts'
import type { Palette } from './palette.ts'
import { lengthOf, secondAt, xOf, type Scene } from './scene.ts'

/** Times in which the job must not run are hatched behind its runs, where they are more than a line. */
export function drawBlackouts(context: CanvasRenderingContext2D, scene: Scene, job: Job, y: number, height: number): void {
  const { palette, state, layout, model } = scene
  for (const blackout of job.blackouts ?? []) {
    const { stretches } = model.data.blackouts[blackout]
    for (
      let index = stretchAfter(stretches, state.view.from);
      index * 2 < stretches.length && stretches[index * 2] < state.view.until;
      index++
    ) {
      const left = Math.max(layout.gutter, xOf(scene, stretches[index * 2]))
      const right = Math.min(layout.width, xOf(scene, stretches[index * 2 + 1]))
      if (right - left >= 2) stripes(context, palette.idle, 1, left, y + 1, right - left, height - 2)
    }
  }
}

/** An overlap is a line below the bars of both jobs, hatched where there is room: seen without its colour. */
export function drawOverlaps(context: CanvasRenderingContext2D, scene: Scene, job: Job, y: number, height: number, heat: boolean): void {
  const { palette, layout } = scene
  const columns = overlapColumns(scene, job)
  for (let x = 0; x < columns.length; x++) {
    if (columns[x] === 0) continue
    const start = x
    while (x < columns.length && columns[x] === 1) x++
    const left = layout.gutter + start
    context.fillStyle = palette.overlap
    context.fillRect(left, y + height - 5, x - start, 3)
    if (!heat && x - start > 5) hatch(context, palette, left, y + 5, x - start, height - 10)
  }
}

const OVERLAP_PIXELS = 3

/** Which columns of pixels an overlap of the job touches: as much work as there are columns, however often its jobs meet. */
function overlapColumns(scene: Scene, job: Job): Uint8Array {
  const { state, layout } = scene
  const columns = new Uint8Array(Math.max(1, Math.floor(layout.width - layout.gutter)))
  for (const overlap of job.overlaps) {
    const stretches = knownStretches(overlap) ?? (scene.hasTime() ? stretchesOf(overlap, lengthOf(scene)) : undefined)
    if (!stretches) continue
    let index = stretchAfter(stretches, state.view.from)
    while (index * 2 < stretches.length && stretches[index * 2] < state.view.until) {
      const first = Math.max(0, Math.floor(xOf(scene, stretches[index * 2]) - layout.gutter))
      const last = Math.max(first + OVERLAP_PIXELS, Math.round(xOf(scene, stretches[index * 2 + 1]) - layout.gutter))
      columns.fill(1, first, last)
      index = Math.max(index + 1, stretchAfter(stretches, secondAt(scene, layout.gutter + last)))
    }
  }
  return columns
}

function hatch(
  context: CanvasRenderingContext2D,
  { overlap, surface }: Palette,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.globalAlpha = 0.75
  context.fillStyle = surface
  context.fillRect(x, y, width, height)
  context.globalAlpha = 1
  stripes(context, overlap, 2, x, y, width, height)
}

/** Slanted lines within a rectangle. */
function stripes(
  context: CanvasRenderingContext2D,
  color: string,
  line: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.save()
  context.beginPath()
  context.rect(x, y, width, height)
  context.clip()
  context.strokeStyle = color
  context.lineWidth = line
  context.beginPath()
  const start = Math.max(x - height, -height)
  for (let left = start; left < Math.min(x + width, 8_000); left += 7) {
    context.moveTo(left, y + height)
    context.lineTo(left + height, y)
  }
  context.stroke()
  context.restore()
}

/** Where the clocks of the job's own zone are set: a thin line; a diamond where that costs or doubles a run. */
export function drawClockChanges(context: CanvasRenderingContext2D, scene: Scene, job: Job, y: number, height: number): void {
  const { palette, state, model, zones, layout } = scene
  const { from } = model.data
  context.fillStyle = palette.clocks
  for (const { until } of zones.stretches(job.zone, from + state.view.from, from + state.view.until).slice(0, -1))
    context.fillRect(Math.round(xOf(scene, until - from)), y + 1, 1, height - 2)
  for (const { change } of job.timing?.effects() ?? []) {
    const x = xOf(scene, change.at - from)
    if (x < layout.gutter || x > layout.width) continue
    const middle = y + height / 2
    context.beginPath()
    context.moveTo(x, middle - 6)
    context.lineTo(x + 5, middle)
    context.lineTo(x, middle + 6)
    context.lineTo(x - 5, middle)
    context.closePath()
    context.fillStyle = palette.surface
    context.fill()
    context.strokeStyle = palette.clocks
    context.lineWidth = 2
    context.stroke()
    context.fillStyle = palette.clocks
  }
}
