import { secondsPerPixel, xOf, type Scene } from './scene.ts'
import { largeLabelAt, ticksOf, type Tick, type Ticks } from './ticks.ts'

export const AXIS_HEIGHT = 44

export function ticksFor(scene: Scene): Ticks {
  const { model, zones, state } = scene
  const { from } = model.data
  return ticksOf(zones.stretches(state.zone, from + state.view.from, from + state.view.until), smallestGap(scene))
}

/** Seconds between two ticks, so that their labels have room. */
function smallestGap(scene: Scene): number {
  return secondsPerPixel(scene) * 58
}

/** Two lines of labels: the larger unit above, kept in sight at the left edge, the smaller below. */
export function drawAxis(context: CanvasRenderingContext2D, scene: Scene, ticks: Ticks): void {
  const { layout, palette, model, state, zones } = scene
  const { gutter, width } = layout
  const at = (tick: Tick): number => xOf(scene, tick.at - model.data.from)
  context.font = `600 12px ${palette.font}`
  context.textBaseline = 'middle'
  context.fillStyle = palette.text
  const edge = zones.offsetAt(state.zone, model.data.from + state.view.from)
  const before = largeLabelAt(model.data.from + state.view.from + edge, smallestGap(scene))
  const large = [{ x: gutter, label: before }, ...ticks.large.map((tick) => ({ x: at(tick), label: tick.label }))]
  for (const [index, { x, label }] of large.entries()) {
    const room = (large[index + 1]?.x ?? width) - x
    if (context.measureText(label).width + 12 > room) continue
    context.fillText(label, x + 6, 12)
  }
  context.fillStyle = palette.line
  for (const tick of ticks.large) context.fillRect(Math.round(at(tick)), 2, 1, AXIS_HEIGHT)
  context.font = `12px ${palette.font}`
  let free = gutter
  for (const tick of ticks.small) {
    const x = at(tick)
    context.fillStyle = palette.line
    context.fillRect(Math.round(x), AXIS_HEIGHT - 6, 1, 6)
    if (x < free || x + context.measureText(tick.label).width + 4 > width) continue
    context.fillStyle = palette.muted
    context.fillText(tick.label, x + 4, AXIS_HEIGHT - 14)
    free = x + context.measureText(tick.label).width + 12
  }
}

/** Lines of the axis behind everything that is drawn below it. */
export function drawGrid(context: CanvasRenderingContext2D, scene: Scene, ticks: Ticks, height: number): void {
  const { palette, model } = scene
  for (const [list, alpha] of [
    [ticks.small, 0.45],
    [ticks.large, 1],
  ] as const) {
    context.globalAlpha = alpha
    context.fillStyle = palette.line
    for (const tick of list) context.fillRect(Math.round(xOf(scene, tick.at - model.data.from)), 0, 1, height)
  }
  context.globalAlpha = 1
}
