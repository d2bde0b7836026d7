import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import type { Model, Trouble } from './model.ts'
import { lengthOf } from './scene.ts'
import { around } from './view.ts'

/** More would be no list that anybody reads; the filter shows their jobs. */
const SHOWN = 100

/** Blackouts, stages, quotas, capacity: what is declared and not kept; and what the reader may not expect of this page. */
export function fillTroubles(app: App, { data, troubles }: Model): void {
  const more = troubles.length - SHOWN
  byId('troubles').hidden = troubles.length === 0
  byId('troubles-list').replaceChildren(
    ...troubles
      .slice(0, SHOWN)
      .map((trouble) =>
        h(
          'li',
          {},
          h('button', { type: 'button', click: () => showTrouble(app, trouble), 'aria-label': `Show: ${trouble.words}` }, 'Show'),
          h('span', { class: 'kind' }, trouble.kind),
          trouble.words,
        ),
      ),
    ...(more > 0 ? [h('li', {}, `and ${more} more`)] : []),
  )
  byId('blackout-key').hidden = data.blackouts.length === 0
  byId('notes').hidden = data.notes.length === 0
  byId('notes').replaceChildren(...data.notes.map((note) => h('li', {}, note)))
}

export function showTrouble(app: App, trouble: Trouble): void {
  const scene = app.scene()
  const { from } = scene.model.data
  app.filter({ just: { words: trouble.words, jobs: trouble.jobs } })
  app.set({ view: around(trouble.from - from, Math.max(trouble.until, trouble.from + 60) - from, lengthOf(scene)) })
  byId('chart').scrollIntoView({ block: 'nearest' })
  byId('grid').focus({ preventScroll: true })
  byId('said').textContent = trouble.words
}
