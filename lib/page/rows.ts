import { indexAtOrAfter } from '../calendar/windows.ts'
import { drawGrid, ticksFor } from './draw-axis.ts'
import { drawRows } from './draw-rows.ts'
import { byId, fitCanvas, h } from './dom.ts'
import { runsOf, type Job } from './model.ts'
import { xOf, type Scene } from './scene.ts'
import { counted, idleWords, instantWords } from './words.ts'

/** Rows that stand ready above and below those in sight. */
const SPARE = 4

/** Draws the rows in sight: names and summaries as elements of an ARIA grid, runs on a canvas behind them. */
export function drawGridRows(scene: Scene): void {
  const { rows, layout, palette, state } = scene
  const scroller = byId('grid')
  const canvas = byId<HTMLCanvasElement>('runs')
  const height = gridHeight(rows.length * layout.rowHeight)
  scroller.style.height = `${height}px`
  byId('space').style.height = `${rows.length * layout.rowHeight}px`
  const first = Math.max(0, Math.floor(scroller.scrollTop / layout.rowHeight))
  const last = Math.min(rows.length, Math.ceil((scroller.scrollTop + height) / layout.rowHeight))
  const context = fitCanvas(canvas, layout.width, height)
  const top = first * layout.rowHeight - scroller.scrollTop
  for (let index = first; index < last; index++) {
    const chosen = rows[index] === state.chosen
    if (index % 2 === 0 && !chosen) continue
    context.fillStyle = chosen ? palette.heat[0] : palette.stripe
    context.globalAlpha = chosen ? 0.5 : 1
    context.fillRect(0, top + (index - first) * layout.rowHeight, layout.width, layout.rowHeight)
    context.globalAlpha = 1
  }
  drawGrid(context, scene, ticksFor(scene), height)
  drawRows(context, scene, first, last, top)
  if (state.pointer !== undefined) {
    context.fillStyle = palette.muted
    context.fillRect(Math.round(xOf(scene, state.pointer)), 0, 1, height)
  }
  placeNames(scene, Math.max(0, first - SPARE), Math.min(rows.length, last + SPARE))
  scroller.setAttribute('aria-rowcount', String(rows.length))
  byId('nothing').hidden = rows.length > 0
}

/** As high as its rows, up to a good part of the window. */
function gridHeight(rowsHeight: number): number {
  return Math.round(Math.min(Math.max(rowsHeight, 120), Math.max(200, Math.min(window.innerHeight * 0.56, 640))))
}

function placeNames(scene: Scene, first: number, last: number): void {
  const { rows, layout, state } = scene
  const list = byId('names')
  const elements: HTMLElement[] = []
  for (let index = first; index < last; index++) {
    const job = rows[index]
    const row = h(
      'div',
      {
        role: 'row',
        id: `row-${index}`,
        'aria-rowindex': index + 1,
        'aria-selected': index === state.row ? 'true' : 'false',
        class: classOf(scene, job, index),
      },
      h('div', { role: 'rowheader', class: 'name' }, h('span', { class: 'namespace' }, `${job.namespace}/`), job.name),
      h('div', { role: 'gridcell', class: 'sr' }, rowWords(scene, job)),
    )
    row.style.top = `${index * layout.rowHeight}px`
    row.style.height = `${layout.rowHeight}px`
    ;(row.firstChild as HTMLElement).style.width = layout.gutter > 0 ? `${layout.gutter}px` : '100%'
    elements.push(row)
  }
  list.replaceChildren(...elements)
  const active = rows.length > 0 && state.row >= first && state.row < last
  if (active) byId('grid').setAttribute('aria-activedescendant', `row-${state.row}`)
  else byId('grid').removeAttribute('aria-activedescendant')
}

function classOf({ state }: Scene, job: Job, index: number): string {
  const marks = [index === state.row ? 'active' : '', job.overlaps.length > 0 ? 'meets' : '', idleWords(job) === undefined ? '' : 'idle']
  return marks.filter(Boolean).join(' ')
}

/** A row for who does not see it: what runs in the part of the calendar that is shown. */
export function rowWords(scene: Scene, job: Job): string {
  const idle = idleWords(job)
  if (idle !== undefined) return idle
  const { view } = scene.state
  const runs = runsOf(job)
  const first = indexAtOrAfter(runs, Math.ceil(view.from))
  const count = indexAtOrAfter(runs, Math.ceil(view.until)) - first
  if (count === 0) return 'no run in view'
  const overlaps = job.overlaps.length > 0 ? `, ${counted(job.overlaps.length, 'overlap')}` : ''
  return `${counted(count, 'run')} in view, first ${instantWords(scene.zones, job.zone, scene.model.data.from + runs[first])}${overlaps}`
}

/** Scrolls a row into sight. */
export function showRow({ layout }: Scene, row: number): void {
  const scroller = byId('grid')
  const top = row * layout.rowHeight
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top + layout.rowHeight > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = top + layout.rowHeight - scroller.clientHeight
}
