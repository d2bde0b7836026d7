import { indexAtOrAfter } from '../calendar/windows.ts'
import type { App } from './app.ts'
import { byId } from './dom.ts'
import { runsOf } from './model.ts'
import { rowWords, showRow } from './rows.ts'
import { runFacts } from './run-words.ts'
import { lengthOf, xOf, type State } from './scene.ts'
import { hideTooltip, showTooltip } from './tooltip.ts'
import { panned, zoomed } from './view.ts'
import { toggleKeys } from './help.ts'

/** Keys while the rows have the focus, and a few that hold everywhere. */
export function listenToKeys(app: App): void {
  byId('grid').addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    move(app, event.shiftKey)
  })
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === 'Escape') leave(app)
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '/') {
      event.preventDefault()
      byId('query').focus()
    } else if (event.key === '?') toggleKeys()
    else if (event.target !== byId('grid') && ['+', '=', '-', '0'].includes(event.key)) MOVES[event.key](app, false)
  })
}

const PAGE = 10

const MOVES: Readonly<Record<string, (app: App, shift: boolean) => void>> = {
  ArrowDown: (app) => moveTo(app, app.scene().state.row + 1),
  ArrowUp: (app) => moveTo(app, app.scene().state.row - 1),
  PageDown: (app) => moveTo(app, app.scene().state.row + PAGE),
  PageUp: (app) => moveTo(app, app.scene().state.row - PAGE),
  ArrowRight: (app, shift) => (shift ? pan(app, 0.25) : stepRun(app, 1)),
  ArrowLeft: (app, shift) => (shift ? pan(app, -0.25) : stepRun(app, -1)),
  Home: (app) => moveTo(app, 0),
  End: (app) => moveTo(app, app.scene().rows.length - 1),
  '+': (app) => zoom(app, 0.5),
  '=': (app) => zoom(app, 0.5),
  '-': (app) => zoom(app, 2),
  '0': (app) => app.set({ view: { from: 0, until: lengthOf(app.scene()) } }),
  Enter: (app) => app.set({ chosen: app.scene().rows[app.scene().state.row] }),
}

function moveTo(app: App, row: number): void {
  const scene = app.scene()
  const to = Math.max(0, Math.min(row, scene.rows.length - 1))
  const job = scene.rows[to]
  if (!job) return
  hideTooltip()
  app.set({ row: to, run: undefined })
  showRow(scene, to)
  say(`${job.key}: ${rowWords(scene, job)}`)
}

/** The next or the previous run of the row; the view follows. */
function stepRun(app: App, by: 1 | -1): void {
  const scene = app.scene()
  const { state, rows } = scene
  const job = rows[state.row]
  if (!job) return
  const runs = runsOf(job)
  const from = Math.ceil(state.view.from)
  const start = by > 0 ? indexAtOrAfter(runs, from) : indexAtOrAfter(runs, Math.ceil(state.view.until)) - 1
  const index = state.run === undefined ? start : state.run + by
  const run = runs[index]
  if (run === undefined || run < 0) return
  app.set({ run: index, view: following(state.view, run, lengthOf(scene)) })
  const facts = runFacts(app.scene(), job, run)
  say(`${job.key}: ${facts.map(([name, words]) => `${name} ${words}`).join('. ')}`)
  const box = byId('grid').getBoundingClientRect()
  const { layout } = scene
  const y = box.top + (state.row + 1) * layout.rowHeight - byId('grid').scrollTop
  showTooltip(box.left + xOf(app.scene(), run), y - 10, job.key, facts)
}

/** A view in which a second is well inside. */
function following(view: State['view'], second: number, length: number): State['view'] {
  const span = view.until - view.from
  const inside = second >= view.from + span * 0.02 && second <= view.until - span * 0.02
  return inside ? view : panned(view, second - (view.from + view.until) / 2, length)
}

function zoom(app: App, factor: number): void {
  const scene = app.scene()
  const { state, rows } = scene
  const run = state.run === undefined ? undefined : runsOf(rows[state.row])[state.run]
  hideTooltip()
  app.set({ view: zoomed(state.view, factor, run ?? (state.view.from + state.view.until) / 2, lengthOf(scene)) })
}

function pan(app: App, share: number): void {
  const scene = app.scene()
  const { view } = scene.state
  app.set({ view: panned(view, (view.until - view.from) * share, lengthOf(scene)) })
}

function leave(app: App): void {
  hideTooltip()
  const { chosen, filter } = app.scene().state
  if (chosen) app.set({ chosen: undefined })
  else if (filter.just) app.filter({ just: undefined })
}

/** Says it to who listens. */
function say(words: string): void {
  byId('said').textContent = words
}
