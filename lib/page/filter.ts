import { indexAtOrAfter } from '../calendar/windows.ts'
import { runsOf, type Job, type Model } from './model.ts'
import type { View } from './view.ts'

export type Sort = 'name' | 'next' | 'runs' | 'longest'
export type Only = 'all' | 'overlaps' | 'troubles' | 'clocks' | 'idle'

export interface Just {
  readonly words: string
  readonly jobs: readonly Job[]
}

/** What of the fleet is shown. Empty means all. */
export interface Filter {
  readonly query: string
  readonly cluster: string | undefined
  readonly namespace: string
  /** `key`, `key=value`, several with commas. */
  readonly label: string
  readonly only: Only
  readonly sort: Sort
  /** Just these jobs, with the words that say why: those of an overlap, of a blackout, of a stage. */
  readonly just: Just | undefined
}

export const EVERYTHING: Filter = {
  query: '',
  cluster: undefined,
  namespace: '',
  label: '',
  only: 'all',
  sort: 'name',
  just: undefined,
}

export function matching({ jobs }: Model, filter: Filter, view: View): readonly Job[] {
  if (filter.just) return filter.just.jobs
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean)
  const labels = filter.label
    .split(',')
    .map((label) => label.trim())
    .filter(Boolean)
  const found = jobs.filter(
    (job) =>
      (filter.cluster === undefined || job.cluster === filter.cluster) &&
      (filter.namespace === '' || job.namespace === filter.namespace) &&
      labels.every((label) => hasLabel(job, label)) &&
      isKind(job, filter.only) &&
      (words.length === 0 || hasWords(job, words)),
  )
  return filter.sort === 'name' ? found : sorted(found, filter.sort, view)
}

function hasLabel({ labels }: Job, wanted: string): boolean {
  return labels.some((label) => label === wanted || (!wanted.includes('=') && label.startsWith(`${wanted}=`)))
}

function hasWords(job: Job, words: readonly string[]): boolean {
  const text = [job.key, job.cluster, job.expression, job.timing?.words ?? '', job.zone, job.file, job.problem ?? '', ...job.labels]
    .join('\n')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

function isKind(job: Job, only: Only): boolean {
  if (only === 'overlaps') return job.overlaps.length > 0
  if (only === 'troubles') return job.troubles.length > 0
  if (only === 'clocks') return !job.suspended && (job.timing?.effects().length ?? 0) > 0
  return only === 'all' || job.runCount === 0
}

function sorted(jobs: readonly Job[], sort: Exclude<Sort, 'name'>, { from }: View): readonly Job[] {
  const weight = (job: Job): number => {
    if (sort === 'runs') return -job.runCount
    if (sort === 'longest') return -(job.takes ?? -1)
    const runs = runsOf(job)
    return runs[indexAtOrAfter(runs, Math.ceil(from))] ?? Number.POSITIVE_INFINITY
  }
  const weighed = jobs.map((job) => ({ job, weight: weight(job) }))
  return weighed.sort((a, b) => (a.weight === b.weight ? a.job.index - b.job.index : a.weight < b.weight ? -1 : 1)).map(({ job }) => job)
}
