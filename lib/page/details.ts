import { indexAtOrAfter } from '../calendar/windows.ts'
import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import { runsOf, type Job } from './model.ts'
import { showOverlap } from './overlap-list.ts'
import { effectWords, type Fact } from './run-words.ts'
import { lengthOf, type Scene } from './scene.ts'
import { factList } from './tooltip.ts'
import { showTrouble } from './trouble-list.ts'
import { around } from './view.ts'
import { counted, grouped, idleWords, instantWords, meetingWords, memoryWords, takesWords, trimmed } from './words.ts'

const SHOWN_RUNS = 8

let shown: { readonly job: Job; readonly from: number } | undefined

/** Everything about one job, beside the chart. */
export function fillDetails(app: App, scene: Scene): void {
  const panel = byId('details')
  const job = scene.state.chosen
  panel.hidden = job === undefined
  const from = Math.ceil(scene.state.view.from)
  if (!job || (shown?.job === job && shown.from === from)) return
  shown = { job, from }
  const { model } = scene
  const length = lengthOf(scene)
  const runs = runsOf(job)
  const first = indexAtOrAfter(runs, from)
  const coming = [...runs.slice(first, first + SHOWN_RUNS)]
  byId('details-title').textContent = job.key
  byId('details-body').replaceChildren(
    factList(factsOf(job)),
    ...runList(app, scene, job, coming),
    ...listOf(
      'Clock changes',
      (job.suspended ? [] : (job.timing?.effects() ?? [])).map(
        (effect) =>
          [
            effectWords(effect),
            () => app.set({ view: around(effect.change.at - model.data.from - 7200, effect.change.at - model.data.from + 7200, length) }),
          ] as const,
      ),
    ),
    ...listOf(
      'Also',
      job.troubles.map((trouble) => [trouble.words, () => showTrouble(app, trouble)] as const),
    ),
    ...listOf(
      'Overlaps',
      job.overlaps.map(
        (overlap) =>
          [
            `${meetingWords(overlap)}, ${counted(overlap.count, 'time')} (${overlap.reason})`,
            () => showOverlap(app, overlap, overlap.from - model.data.from),
          ] as const,
      ),
    ),
  )
}

function runList(app: App, { model, zones }: Scene, job: Job, coming: readonly number[]): readonly HTMLElement[] {
  if (coming.length === 0) return []
  const length = model.data.until - model.data.from
  const items = coming.map((run) => {
    const at = model.data.from + run
    const show = (): void => app.set({ view: around(run, run + (job.takes ?? 60), length) })
    return h(
      'li',
      {},
      h('button', { type: 'button', click: show }, instantWords(zones, job.zone, at)),
      job.zone === 'UTC' ? '' : h('span', { class: 'utc' }, instantWords(zones, 'UTC', at)),
    )
  })
  return [h('h3', {}, 'Runs from here on'), h('ol', { class: 'runs' }, ...items)]
}

function listOf(title: string, entries: readonly (readonly [words: string, action: () => void])[]): readonly HTMLElement[] {
  if (entries.length === 0) return []
  return [
    h('h3', {}, title),
    h('ul', {}, ...entries.map(([words, action]) => h('li', {}, h('button', { type: 'button', click: action }, words)))),
  ]
}

function factsOf(job: Job): readonly Fact[] {
  const idle = idleWords(job)
  return [
    ...(idle === undefined ? [] : [['State', idle] as const]),
    ...(job.cluster === '' ? [] : [['Cluster', job.cluster] as const]),
    ['Schedule', job.expression],
    ...(job.timing ? [['In words', job.timing.words] as const] : []),
    ['Zone', job.zone],
    ['Runs', `${grouped(job.runCount)} in this range`],
    ['Takes', takesWords(job)],
    ['Asks for', `${counted(job.pods, 'pod')}, ${trimmed(job.cpu)} ${job.cpu === 1 ? 'core' : 'cores'}, ${memoryWords(job.memory)}`],
    ['Policy', job.policy ?? 'Allow'],
    ['File', job.file],
    ...(job.labels.length === 0 ? [] : [['Labels', job.labels.join(', ')] as const]),
  ]
}
