import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import type { Only, Sort } from './filter.ts'
import { toggleKeys } from './help.ts'
import type { Model } from './model.ts'
import { lengthOf, type State } from './scene.ts'
import { hideTooltip } from './tooltip.ts'
import { DAY, weekdayOf } from '../schedule/civil.ts'
import { clamped, panned, spanning, zoomed, type View } from './view.ts'

/** Labels that many jobs share come first; nobody picks from thousands. */
const OFFERED_LABELS = 400

/** Search, filters, zone, zoom: everything above the chart. */
export function fillControls(app: App, model: Model): void {
  const { jobs, data } = model
  options('namespace', ['', ...new Set(jobs.map(({ namespace }) => namespace))].sort(), (name) => name || 'All namespaces')
  const clusters = data.clusters.filter((cluster) => cluster.jobs.length > 0)
  options('cluster', ['*', ...clusters.map(({ name }) => `=${name}`)], (name) =>
    name === '*' ? 'All clusters' : name.slice(1) || 'No named cluster',
  )
  byId('cluster-field').hidden = clusters.length < 2
  options('zone', ['UTC', ...data.zones.map(({ name }) => name).filter((name) => name !== 'UTC')], (name) => name)
  byId<HTMLSelectElement>('zone').value = data.zone
  byId('labels').replaceChildren(...offeredLabels(model).map((label) => h('option', { value: label })))
  byId('label-field').hidden = data.labels.length === 0

  onInput('query', (query) => app.filter({ query }))
  onInput('label', (label) => app.filter({ label }))
  onInput('namespace', (namespace) => app.filter({ namespace }))
  onInput('cluster', (cluster) => app.filter({ cluster: cluster === '*' ? undefined : cluster.slice(1) }))
  onInput('only', (only) => app.filter({ only: only as Only }))
  onInput('sort', (sort) => app.filter({ sort: sort as Sort }))
  onInput('zone', (zone) => app.set({ zone }))
  onInput('measure', (measure) => app.set({ measure: measure as State['measure'] }))
  byId('filters').addEventListener('submit', (event) => event.preventDefault())
  byId('filters').addEventListener('reset', () =>
    setTimeout(() => app.filter({ query: '', label: '', namespace: '', cluster: undefined, only: 'all', sort: 'name', just: undefined })),
  )
  onClick('unpair', () => app.filter({ just: undefined }))
  onClick('keys-open', toggleKeys)
  onClick('keys-close', toggleKeys)
  onClick('print', () => window.print())
  listenToZoom(app)
}

function listenToZoom(app: App): void {
  const change = (next: (view: View, length: number) => View) => () => {
    const scene = app.scene()
    hideTooltip()
    app.set({ view: next(scene.state.view, lengthOf(scene)) })
  }
  const middle = ({ from, until }: View): number => (from + until) / 2
  onClick(
    'zoom-in',
    change((view, length) => zoomed(view, 0.5, middle(view), length)),
  )
  onClick(
    'zoom-out',
    change((view, length) => zoomed(view, 2, middle(view), length)),
  )
  onClick(
    'back',
    change((view, length) => panned(view, (view.from - view.until) * 0.5, length)),
  )
  onClick(
    'forward',
    change((view, length) => panned(view, (view.until - view.from) * 0.5, length)),
  )
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-span]'))
    button.addEventListener(
      'click',
      change((view, length) => wholeUnit(app, spanning(view, Number(button.dataset.span) || length, length), length)),
    )
}

/** Days begin at midnight on the axis, weeks on a Monday. */
function wholeUnit(app: App, view: View, length: number): View {
  const { model, zones, state } = app.scene()
  const span = Math.round(view.until - view.from)
  if (span < DAY || span >= length) return view
  const instantOf = (wall: number): number => wall - zones.offsetAt(state.zone, wall - zones.offsetAt(state.zone, wall))
  const middle = Math.floor(model.data.from + (view.from + view.until) / 2)
  const today = Math.floor((middle + zones.offsetAt(state.zone, middle)) / DAY)
  const first = today - (span === 7 * DAY ? (weekdayOf(today) + 6) % 7 : Math.floor(span / DAY / 2))
  const from = instantOf(first * DAY) - model.data.from
  return clamped({ from, until: instantOf(first * DAY + span) - model.data.from }, length)
}

function options(id: string, values: readonly string[], words: (value: string) => string): void {
  byId(id).replaceChildren(...values.map((value) => h('option', { value }, words(value))))
}

function onInput(id: string, change: (value: string) => void): void {
  const field = byId<HTMLInputElement | HTMLSelectElement>(id)
  field.addEventListener('input', () => change(field.value))
}

function onClick(id: string, action: () => void): void {
  byId(id).addEventListener('click', action)
}

function offeredLabels({ jobs, data }: Model): readonly string[] {
  const counts = new Map(data.labels.map((label) => [label, 0]))
  for (const { labels } of jobs) for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const shared = [...counts].sort(([a, times], [b, often]) => often - times || (a < b ? -1 : 1))
  return shared.slice(0, OFFERED_LABELS).map(([label]) => label)
}
