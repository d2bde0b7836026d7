import type { App } from './app.ts'
import { byId } from './dom.ts'
import { hitAt } from './hit.ts'
import { openAt } from './load.ts'
import { runFacts, spanFacts } from './run-words.ts'
import { lengthOf, secondAt, secondsPerPixel } from './scene.ts'
import { runsOf } from './model.ts'
import { hideTooltip, showTooltip } from './tooltip.ts'
import { panned, zoomed } from './view.ts'
import { counted, instantWords } from './words.ts'

interface Finger {
  readonly x: number
  readonly y: number
}

/** Wheel, drag, pinch and hover over everything that shares the axis of time. */
export function listenToPointer(app: App): void {
  const chart = byId('chart')
  const fingers = new Map<number, Finger>()
  let moved = 0
  const place = (event: MouseEvent): Finger => {
    const box = chart.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  chart.addEventListener('wheel', (event) => onWheel(app, event, place(event).x), { passive: false })
  chart.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || onScrollBar(event)) return
    fingers.set(event.pointerId, place(event))
    moved = 0
  })
  chart.addEventListener('pointermove', (event) => {
    const to = place(event)
    const from = fingers.get(event.pointerId)
    if (!from) {
      hover(app, event, to)
      return
    }
    moved += Math.abs(to.x - from.x) + Math.abs(to.y - from.y)
    if (moved > 4) chart.setPointerCapture(event.pointerId)
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger)
    fingers.set(event.pointerId, to)
    if (others.length > 0) pinch(app, from, to, others[0])
    else if (moved > 4) drag(app, event, from, to)
  })
  const lift = (event: PointerEvent): void => {
    fingers.delete(event.pointerId)
  }
  chart.addEventListener('pointercancel', lift)
  chart.addEventListener('pointerup', (event) => {
    const click = fingers.has(event.pointerId) && moved <= 4
    lift(event)
    if (click) choose(app, event, place(event))
  })
  chart.addEventListener('pointerleave', () => {
    app.set({ pointer: undefined })
    hideTooltip()
  })
  chart.addEventListener('dblclick', (event) => {
    const scene = app.scene()
    app.set({ view: zoomed(scene.state.view, 0.35, secondAt(scene, place(event).x), lengthOf(scene)) })
  })
}

function onScrollBar({ target, offsetX }: PointerEvent): boolean {
  return target instanceof HTMLElement && target.id === 'grid' && offsetX > target.clientWidth
}

/** Over the names the wheel scrolls the rows; over the time it zooms, and sideways it pans. Where there is nothing left to zoom the page scrolls on. */
function onWheel(app: App, event: WheelEvent, x: number): void {
  const scene = app.scene()
  const { state, layout } = scene
  const length = lengthOf(scene)
  if (x < layout.gutter && !event.ctrlKey) return
  const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1
  const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX
  if (event.shiftKey || Math.abs(sideways) > Math.abs(event.deltaY)) {
    event.preventDefault()
    app.set({ view: panned(state.view, sideways * pixels * secondsPerPixel(scene), length) })
    return
  }
  if (event.deltaY > 0 && state.view.until - state.view.from >= length && !event.ctrlKey) return
  event.preventDefault()
  const strength = event.ctrlKey ? 0.01 : 0.002
  const factor = Math.exp(Math.max(-240, Math.min(240, event.deltaY * pixels)) * strength)
  hideTooltip()
  app.set({ view: zoomed(state.view, factor, secondAt(scene, x), length) })
}

function drag(app: App, event: PointerEvent, from: Finger, to: Finger): void {
  const scene = app.scene()
  hideTooltip()
  // A finger scrolls the rows by itself.
  if (event.pointerType !== 'touch') byId('grid').scrollTop -= to.y - from.y
  app.set({ view: panned(scene.state.view, (from.x - to.x) * secondsPerPixel(scene), lengthOf(scene)), pointer: undefined })
}

function pinch(app: App, from: Finger, to: Finger, other: Finger): void {
  const scene = app.scene()
  const [before, after] = [from, to].map(({ x, y }) => Math.max(20, Math.hypot(x - other.x, y - other.y)))
  app.set({ view: zoomed(scene.state.view, before / after, secondAt(scene, (to.x + other.x) / 2), lengthOf(scene)) })
}

/** The row under a place of the chart. */
function rowAt(app: App, event: PointerEvent): number | undefined {
  const grid = byId('grid')
  const box = grid.getBoundingClientRect()
  if (event.clientY < box.top || event.clientY >= box.bottom) return undefined
  const { rows, layout } = app.scene()
  const row = Math.floor((event.clientY - box.top + grid.scrollTop) / layout.rowHeight)
  return row < rows.length ? row : undefined
}

function hover(app: App, event: PointerEvent, { x }: Finger): void {
  const scene = app.scene()
  const inTime = x >= scene.layout.gutter
  app.set({ pointer: inTime ? secondAt(scene, x) : undefined })
  const row = rowAt(app, event)
  if (row !== undefined) hoverRow(app, event, x, row)
  else if (inTime && byId('load').contains(event.target as Node)) hoverLoad(app, event, x)
  else hideTooltip()
}

function hoverRow(app: App, event: PointerEvent, x: number, row: number): void {
  const scene = app.scene()
  const job = scene.rows[row]
  const hit = x < scene.layout.gutter ? undefined : hitAt(scene, job, x)
  if (hit?.kind === 'run') showTooltip(event.clientX, event.clientY, job.key, runFacts(scene, job, runsOf(job)[hit.index]))
  else if (hit) showTooltip(event.clientX, event.clientY, job.key, spanFacts(scene, job, hit.from, hit.until))
  else if (x < scene.layout.gutter) showTooltip(event.clientX, event.clientY, job.key, [['Schedule', `${job.expression} ${job.zone}`]])
  else hideTooltip()
}

const SHOWN_JOBS = 6

function hoverLoad(app: App, event: PointerEvent, x: number): void {
  const scene = app.scene()
  const at = secondAt(scene, x)
  const open = [...openAt(scene.rows, Math.floor(at))].sort((a, b) => b.pods - a.pods || a.index - b.index)
  const more = open.length - SHOWN_JOBS
  showTooltip(event.clientX, event.clientY, instantWords(scene.zones, scene.state.zone, Math.floor(scene.model.data.from + at)), [
    ['Open', counted(open.length, 'job')],
    ...open.slice(0, SHOWN_JOBS).map((job) => ['', `${job.key}: ${counted(job.pods, 'pod')}`] as const),
    ...(more > 0 ? [['', `and ${more} more`] as const] : []),
  ])
}

function choose(app: App, event: PointerEvent, { x }: Finger): void {
  const row = rowAt(app, event)
  if (row === undefined) return
  const scene = app.scene()
  const hit = x < scene.layout.gutter ? undefined : hitAt(scene, scene.rows[row], x)
  app.set({ row, run: hit?.kind === 'run' ? hit.index : undefined, chosen: scene.rows[row] })
}
