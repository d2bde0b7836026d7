import { indexAtOrAfter } from '../calendar/windows.ts'
import { byId, h } from './dom.ts'
import { runsOf, type Job } from './model.ts'
import type { Scene } from './scene.ts'
import { counted, grouped, idleWords, instantWords, takesWords } from './words.ts'

let shownFor: readonly Job[] | undefined

/** All jobs that are shown as a plain table: for paper, for copying, for who prefers it. Made when it is opened. */
export function fillJobTable(scene: Scene): void {
  const { rows } = scene
  byId('table-title').textContent = `All ${counted(rows.length, 'CronJob')} as a table`
  if (!byId<HTMLDetailsElement>('table').open || shownFor === rows) return
  shownFor = rows
  byId('table-body').replaceChildren(...rows.map((job) => jobRow(scene, job)))
}

function jobRow({ model, zones }: Scene, job: Job): HTMLElement {
  const runs = runsOf(job)
  const first = runs[indexAtOrAfter(runs, 0)]
  const at = model.data.from + (first ?? 0)
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, job.cluster === '' ? '' : `${job.cluster}: `, job.key),
    h('td', {}, h('code', {}, job.expression), ' ', job.timing?.words ?? ''),
    h('td', {}, job.zone),
    h('td', { class: 'number' }, grouped(job.runCount)),
    h(
      'td',
      {},
      idleWords(job) ?? instantWords(zones, job.zone, at),
      idleWords(job) === undefined && job.zone !== 'UTC' && h('span', { class: 'utc' }, instantWords(zones, 'UTC', at)),
    ),
    h('td', {}, takesWords(job)),
    h('td', { class: 'number' }, job.overlaps.length === 0 ? '' : String(job.overlaps.length)),
  )
}
