import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import { stretchAfter, stretchesOf } from './meetings.ts'
import type { Job, Overlap } from './model.ts'
import { lengthOf, type Scene } from './scene.ts'
import { around } from './view.ts'
import { counted, durationWords, instantWords, meetingWords } from './words.ts'

/** More would be no list that anybody reads; the filters shorten it. */
const SHOWN = 150

let shownFor: readonly Job[] | undefined
let all = false

/** The overlaps of the jobs that are shown, the longest first; each leads to its place. */
export function fillOverlaps(app: App, scene: Scene): void {
  // While one overlap is looked at, the list stays for the next.
  if (shownFor === scene.rows || scene.state.filter.just) return
  shownFor = scene.rows
  const shown = new Set(scene.rows)
  const overlaps = scene.model.overlaps.filter((overlap) => shown.has(overlap.a) || shown.has(overlap.b))
  byId('overlaps-none').hidden = overlaps.length > 0
  byId('overlaps-table').hidden = overlaps.length === 0
  byId('overlaps-count').textContent = counted(overlaps.length, 'overlap')
  byId('overlaps-body').replaceChildren(...overlaps.slice(0, all ? undefined : SHOWN).map((overlap) => overlapRow(app, scene, overlap)))
  const more = byId('overlaps-more')
  more.hidden = all || overlaps.length <= SHOWN
  more.textContent = `Show all ${overlaps.length}`
  more.onclick = () => {
    all = true
    shownFor = undefined
    fillOverlaps(app, app.scene())
  }
}

function overlapRow(app: App, { zones, model }: Scene, overlap: Overlap): HTMLElement {
  const zone = overlap.a.zone
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, meetingWords(overlap)),
    h('td', {}, overlap.reason),
    h('td', { class: 'number' }, counted(overlap.count, 'time')),
    h('td', { class: 'number' }, durationWords(overlap.seconds)),
    h(
      'td',
      {},
      instantWords(zones, zone, overlap.from),
      zone === 'UTC' ? '' : h('span', { class: 'utc' }, instantWords(zones, 'UTC', overlap.from)),
    ),
    h(
      'td',
      { class: 'actions' },
      h(
        'button',
        {
          type: 'button',
          class: 'show-overlap',
          click: () => showOverlap(app, overlap, overlap.from - model.data.from),
          'aria-label': `Show the first: ${meetingWords(overlap)}`,
        },
        'Show',
      ),
      h('button', { type: 'button', click: () => showNext(app, overlap), 'aria-label': `Show the next: ${meetingWords(overlap)}` }, 'Next'),
    ),
  )
}

/** Only the jobs of the overlap, around the stretch in which they meet. */
export function showOverlap(app: App, overlap: Overlap, second: number): void {
  const length = lengthOf(app.scene())
  const stretches = stretchesOf(overlap, length)
  const index = Math.min(stretchAfter(stretches, second), stretches.length / 2 - 1)
  const [from, until] = [stretches[index * 2], stretches[index * 2 + 1]]
  app.filter({ just: { words: meetingWords(overlap), jobs: [...new Set([overlap.a, overlap.b])] } })
  app.set({ view: around(from, Math.min(until, from + 6 * 3600), length) })
  byId('chart').scrollIntoView({ block: 'nearest' })
  byId('grid').focus({ preventScroll: true })
  byId('said').textContent = `${meetingWords(overlap)} for ${durationWords(until - from)}`
}

/** From the middle of the view on; after the last the first again. */
function showNext(app: App, overlap: Overlap): void {
  const { state } = app.scene()
  const stretches = stretchesOf(overlap, lengthOf(app.scene()))
  const middle = (state.view.from + state.view.until) / 2
  let index = 0
  while (index * 2 < stretches.length && stretches[index * 2] <= middle) index++
  showOverlap(app, overlap, index * 2 < stretches.length ? stretches[index * 2] : 0)
}
