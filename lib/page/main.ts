import { createApp, type App } from './app.ts'
import { fillClockChanges } from './clock-list.ts'
import { fillControls } from './controls.ts'
import { fillDetails } from './details.ts'
import { byId, fitCanvas } from './dom.ts'
import { AXIS_HEIGHT, drawAxis, drawGrid, ticksFor } from './draw-axis.ts'
import { drawLoad, MEASURES, STRIP_HEIGHT } from './draw-load.ts'
import { binFor } from './draw-rows.ts'
import { fillJobTable } from './job-table.ts'
import { listenToKeys } from './keyboard.ts'
import { modelOf } from './model.ts'
import { fillOverlaps } from './overlap-list.ts'
import { drawOverview, OVERVIEW_HEIGHT, overviewWords, viewFromOverview } from './overview.ts'
import type { PageData } from './page-data.ts'
import { listenToPointer } from './pointer.ts'
import { drawGridRows } from './rows.ts'
import { fillTroubles } from './trouble-list.ts'
import { visibleLoad } from './visible-load.ts'
import { lengthOf, type Scene } from './scene.ts'
import type { Slots } from './slots.ts'
import { fillSummary } from './summary.ts'
import { listenToTheme } from './theme.ts'
import { dayWords, timeOf } from './ticks.ts'
import { clamped } from './view.ts'
import { counted, durationWords } from './words.ts'
import { zonesOf } from './zones.ts'

const data = JSON.parse(byId('data').textContent ?? '') as PageData
const zones = zonesOf(data.zones)
const model = modelOf(data)
const app: App = createApp(model, zones, draw)

fillSummary(app, model, zones)
fillControls(app, model)
listenToTheme(app)
listenToPointer(app)
listenToKeys(app)
byId('grid').addEventListener('scroll', () => app.set({}))
byId('details-close').addEventListener('click', () => app.set({ chosen: undefined }))
byId('table').addEventListener('toggle', () => fillJobTable(app.scene()))
window.addEventListener('beforeprint', () => {
  byId<HTMLDetailsElement>('table').open = true
  fillJobTable(app.scene())
})
new ResizeObserver(() => app.setWidth(chartWidth())).observe(byId('chart'))
listenToOverview()
fillTroubles(app, model)
app.setWidth(chartWidth())
requestAnimationFrame(() => performance.mark('cronwright:open'))
// Below the fold, and it asks every schedule what the clocks do to it.
setTimeout(() => fillClockChanges(app, model, zones))

function chartWidth(): number {
  return byId('grid').clientWidth
}

function draw(scene: Scene, slots: Slots | undefined): void {
  const { layout, rows, state } = scene
  const ticks = ticksFor(scene)
  byId('chart').classList.toggle('narrow', layout.gutter === 0)
  drawAxis(fitCanvas(byId<HTMLCanvasElement>('axis'), layout.width, AXIS_HEIGHT), scene, ticks)
  drawGridRows(scene)
  const load = fitCanvas(byId<HTMLCanvasElement>('load-canvas'), layout.width, STRIP_HEIGHT * MEASURES.length)
  drawGrid(load, scene, ticks, STRIP_HEIGHT * MEASURES.length)
  drawLoad(load, scene, visibleLoad(scene, slots))
  drawOverview(byId<HTMLCanvasElement>('overview'), scene, slots, byId('overview-box').clientWidth)
  byId('overview-words').textContent = overviewWords(state.measure, slots)
  byId('view').textContent = viewWords(scene)
  byId('found').textContent =
    rows.length === model.jobs.length ? counted(rows.length, 'job') : `${rows.length} of ${counted(model.jobs.length, 'job')}`
  byId('heat-unit').textContent = `runs per ${binFor(scene).name}`
  byId('pair').hidden = state.filter.just === undefined
  byId('pair-words').textContent = state.filter.just?.words ?? ''
  fillOverlaps(app, scene)
  fillDetails(app, scene)
  fillJobTable(scene)
}

function viewWords({ state, model }: Scene): string {
  const at = (second: number): number => {
    const instant = Math.round(model.data.from + second)
    return instant + zones.offsetAt(state.zone, instant)
  }
  const { from, until } = state.view
  return `${dayWords(at(from))} ${timeOf(at(from))} – ${dayWords(at(until))} ${timeOf(at(until))} (${durationWords(until - from)})`
}

function listenToOverview(): void {
  const canvas = byId<HTMLCanvasElement>('overview')
  let start: number | undefined
  const x = (event: PointerEvent): number => event.clientX - canvas.getBoundingClientRect().left
  const show = (event: PointerEvent): void => {
    if (start !== undefined)
      app.set({ view: clamped(viewFromOverview(app.scene(), canvas.clientWidth, start, x(event)), lengthOf(app.scene())) })
  }
  canvas.height = OVERVIEW_HEIGHT
  canvas.addEventListener('pointerdown', (event) => {
    start = x(event)
    canvas.setPointerCapture(event.pointerId)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (start !== undefined && Math.abs(x(event) - start) > 4) show(event)
  })
  canvas.addEventListener('pointerup', (event) => {
    show(event)
    start = undefined
  })
}
