import type { Measure } from './load.ts'
import { lengthOf, secondAt, xOf, type Scene } from './scene.ts'
import type { VisibleLoad } from './visible-load.ts'
import { counted, memoryWords, trimmed } from './words.ts'

export const STRIP_HEIGHT = 46

export const MEASURES: readonly { readonly measure: Measure; readonly name: string; readonly words: (value: number) => string }[] = [
  { measure: 'pods', name: 'Pods', words: (value) => counted(value, 'pod') },
  { measure: 'cpu', name: 'CPU requests', words: (value) => `${trimmed(value)} ${value === 1 ? 'core' : 'cores'}` },
  { measure: 'memory', name: 'Memory requests', words: memoryWords },
]

/** The largest load of every column of pixels: three strips, each to its own scale, with its peak in words at the left. */
export function drawLoad(context: CanvasRenderingContext2D, scene: Scene, load: VisibleLoad | undefined): void {
  const { layout, palette, state } = scene
  for (const [index, { measure, name, words }] of MEASURES.entries()) {
    const top = index * STRIP_HEIGHT
    const bottom = top + STRIP_HEIGHT
    context.fillStyle = palette.line
    context.fillRect(0, bottom - 1, layout.width, 1)
    const columns = load && columnsOf(scene, load, measure)
    const peak = columns ? columns.reduce((largest, value) => Math.max(largest, value), 0) : 0
    if (columns && peak > 0) {
      context.fillStyle = palette.heat[2]
      context.beginPath()
      context.moveTo(layout.gutter, bottom - 1)
      for (let x = 0; x < columns.length; x++) {
        const y = bottom - 1 - (columns[x] / peak) * (STRIP_HEIGHT - 12)
        context.lineTo(layout.gutter + x, y)
        context.lineTo(layout.gutter + x + 1, y)
      }
      context.lineTo(layout.width, bottom - 1)
      context.fill()
    }
    if (peak > 0) drawLimit(context, scene, measure, peak, bottom)
    context.textBaseline = 'middle'
    const left = layout.gutter > 0 ? 12 : 6
    const value = columns ? (peak > 0 ? `peak ${words(peak)}` : 'none') : '…'
    context.font = `600 12px ${palette.font}`
    if (layout.gutter > 0) {
      write(context, scene, name, left, top + 16)
      context.font = `12px ${palette.font}`
      write(context, scene, value, left, top + 32, palette.muted)
    } else write(context, scene, `${name}: ${value}`, left, top + 10)
    if (load && state.pointer !== undefined) drawPointer(context, scene, load, measure, words, top)
  }
}

/** What the cluster has of it, where that is sometimes not enough and one cluster alone is shown. */
function drawLimit(
  context: CanvasRenderingContext2D,
  { model, state, layout, palette }: Scene,
  measure: Measure,
  peak: number,
  bottom: number,
): void {
  const clusters = model.data.clusters.filter(({ name, jobs }) => jobs.length > 0 && (state.filter.cluster ?? name) === name)
  const limit = clusters.length === 1 ? clusters[0].limits.find(({ resource }) => resource === measure) : undefined
  if (!limit || limit.limit > peak) return
  context.fillStyle = palette.overlap
  const y = bottom - 1 - (limit.limit / peak) * (STRIP_HEIGHT - 12)
  for (let x = layout.gutter; x < layout.width; x += 8) context.fillRect(x, y, 5, 1.5)
}

function write(context: CanvasRenderingContext2D, { palette }: Scene, text: string, x: number, y: number, color = palette.text): void {
  const { width } = context.measureText(text)
  context.globalAlpha = 0.85
  context.fillStyle = palette.surface
  context.fillRect(x - 3, y - 8, width + 6, 16)
  context.globalAlpha = 1
  context.fillStyle = color
  context.fillText(text, x, y)
}

function drawPointer(
  context: CanvasRenderingContext2D,
  scene: Scene,
  load: VisibleLoad,
  measure: Measure,
  words: (value: number) => string,
  top: number,
): void {
  const { layout, palette, state } = scene
  const at = state.pointer as number
  const x = xOf(scene, at)
  if (x < layout.gutter || x > layout.width) return
  const value = words(load.levels[measure][Math.floor((at - load.from) / load.step)] ?? 0)
  context.font = `600 12px ${palette.font}`
  const { width } = context.measureText(value)
  write(context, scene, value, x + width + 12 > layout.width ? x - width - 8 : x + 8, top + 12, palette.text)
}

function columnsOf(scene: Scene, { from, step, levels }: VisibleLoad, measure: Measure): Float64Array {
  const { layout } = scene
  const values = levels[measure]
  const columns = new Float64Array(Math.max(1, Math.floor(layout.width - layout.gutter)))
  const length = lengthOf(scene)
  for (let x = 0; x < columns.length; x++) {
    const start = Math.floor((secondAt(scene, layout.gutter + x) - from) / step)
    const end = Math.max(start + 1, Math.ceil((Math.min(length, secondAt(scene, layout.gutter + x + 1)) - from) / step))
    let largest = 0
    for (let cell = Math.max(0, start); cell < Math.min(end, values.length); cell++) if (values[cell] > largest) largest = values[cell]
    columns[x] = largest
  }
  return columns
}
