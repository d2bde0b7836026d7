import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import type { Job, Model } from './model.ts'
import { effectWords } from './run-words.ts'
import { lengthOf } from './scene.ts'
import { changesOf } from './summary.ts'
import { around } from './view.ts'
import { counted, durationWords, instantWords } from './words.ts'
import type { Zones } from './zones.ts'

const SHOWN_JOBS = 12

/** Every setting of the clocks in the range, and the jobs that it costs a run or gives one twice. */
export function fillClockChanges(app: App, model: Model, zones: Zones): void {
  const changes = changesOf(model, zones)
  byId('clocks').hidden = changes.size === 0
  byId('clocks-list').replaceChildren(...[...changes].map(([at, names]) => item(app, model, zones, at, names)))
}

function item(app: App, model: Model, zones: Zones, at: number, names: readonly string[]): HTMLElement {
  const { from } = model.data
  const by = zones.offsetAt(names[0], at) - zones.offsetAt(names[0], at - 1)
  const direction = by > 0 ? 'forward' : 'back'
  const hit = model.jobs.flatMap((job) => effectsAt(job, at))
  return h(
    'li',
    {},
    h(
      'button',
      { type: 'button', click: () => app.set({ view: around(at - from - 6 * 3600, at - from + 6 * 3600, lengthOf(app.scene())) }) },
      instantWords(zones, names[0], at),
    ),
    ` ${names.join(', ')}: clocks go ${direction} by ${durationWords(Math.abs(by))}. `,
    hit.length === 0
      ? 'No run is skipped or doubled.'
      : h(
          'details',
          {},
          h('summary', {}, `${counted(hit.length, 'job')} affected`),
          h(
            'ul',
            {},
            ...hit.slice(0, SHOWN_JOBS).map((words) => h('li', {}, words)),
            hit.length > SHOWN_JOBS && h('li', {}, `and ${hit.length - SHOWN_JOBS} more: filter by “Hit by clock changes”`),
          ),
        ),
  )
}

function effectsAt({ key, suspended, timing }: Job, at: number): readonly string[] {
  if (suspended) return []
  return (timing?.effects() ?? []).filter(({ change }) => change.at === at).map((effect) => `${key}, ${effectWords(effect)}`)
}
