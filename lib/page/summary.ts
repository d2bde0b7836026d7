import type { App } from './app.ts'
import { byId, h } from './dom.ts'
import type { Model, Overlap } from './model.ts'
import type { PeakData } from './page-data.ts'
import { lengthOf } from './scene.ts'
import { dayWords, timeOf } from './ticks.ts'
import { around } from './view.ts'
import { counted, grouped, instantWords, memoryWords, trimmed } from './words.ts'
import type { Zones } from './zones.ts'

/** The calendar in five figures; a figure that has a place leads there. */
export function fillSummary(app: App, model: Model, zones: Zones): void {
  const { data, jobs, overlaps } = model
  const show = (from: number, until: number) => () => app.set({ view: around(from - data.from, until - data.from, lengthOf(app.scene())) })
  const suspended = jobs.filter((job) => job.suspended).length
  const broken = jobs.filter((job) => job.problem !== undefined).length
  const idle = jobs.filter((job) => job.runCount === 0).length - suspended - broken
  const unknown = jobs.filter((job) => job.takes === undefined && job.runCount > 0).length
  const runs = jobs.reduce((sum, job) => sum + job.runCount, 0)
  const peak = highest(data.clusters.flatMap((cluster) => (cluster.peak ? [cluster.peak] : [])))
  const changes = changesOf(model, zones)
  byId('range').textContent = rangeWords(model, zones)
  byId('summary').replaceChildren(
    card(
      grouped(jobs.length),
      jobs.length === 1 ? 'CronJob' : 'CronJobs',
      [
        suspended > 0 && `${grouped(suspended)} suspended`,
        idle > 0 && `${grouped(idle)} never run here`,
        broken > 0 && `${grouped(broken)} not valid`,
      ]
        .filter(Boolean)
        .join(', ') || `in ${counted(new Set(jobs.map((job) => job.namespace)).size, 'namespace')}`,
    ),
    card(
      grouped(runs),
      runs === 1 ? 'run' : 'runs',
      unknown > 0 ? `${counted(unknown, 'job')} of unknown duration` : 'all durations known',
    ),
    peak
      ? card(
          grouped(peak.pods),
          peak.pods === 1 ? 'pod at the peak' : 'pods at the peak',
          `${trimmed(peak.cpu)} cores, ${memoryWords(peak.memory)}; ${instantWords(zones, data.zone, peak.from)}`,
          show(peak.from, peak.until),
          'Show the peak',
        )
      : card('–', 'peak', 'no run has a known duration'),
    card(
      grouped(overlaps.length),
      overlaps.length === 1 ? 'overlap' : 'overlaps',
      overlapWords(overlaps),
      overlaps.length > 0 ? () => byId('overlaps').scrollIntoView() : undefined,
      'Go to the overlaps',
      overlaps.length > 0,
    ),
    card(
      grouped(changes.size),
      changes.size === 1 ? 'clock change' : 'clock changes',
      changes.size > 0
        ? `${counted(new Set([...changes.values()].flat()).size, 'zone')} set by summer time in this range`
        : 'no zone is set in this range',
      changes.size > 0 ? () => byId('clocks').scrollIntoView() : undefined,
      'Go to the clock changes',
    ),
  )
}

function overlapWords(overlaps: readonly Overlap[]): string {
  const self = overlaps.filter(({ a, b }) => a === b).length
  const pairs = overlaps.length - self
  const parts = [
    self > 0 && `${counted(self, 'job runs into itself', 'jobs run into themselves')}`,
    pairs > 0 && `${counted(pairs, 'pair meets', 'pairs meet')}`,
  ]
  return parts.filter(Boolean).join(', ') || 'nothing that must not run together meets'
}

function card(figure: string, noun: string, words: string, action?: () => void, label?: string, warn = false): HTMLElement {
  const content = [h('span', { class: 'figure' }, figure), h('span', { class: 'noun' }, noun), h('span', { class: 'more' }, words)]
  const look = warn ? 'card warn' : 'card'
  return action
    ? h('button', { type: 'button', class: look, title: label, click: action }, ...content)
    : h('div', { class: look }, ...content)
}

function highest(peaks: readonly PeakData[]): PeakData | undefined {
  return peaks.reduce<PeakData | undefined>((most, peak) => (most && most.pods >= peak.pods ? most : peak), undefined)
}

/** The instants at which clocks are set, with the zones that jobs are read in. */
export function changesOf({ data, jobs }: Model, zones: Zones): ReadonlyMap<number, readonly string[]> {
  const used = [...new Set(jobs.flatMap((job) => (job.timing && !job.suspended ? [job.zone] : [])))].sort()
  const changes = new Map<number, string[]>()
  for (const zone of used)
    for (const { until } of zones.stretches(zone, data.from, data.until).slice(0, -1))
      changes.set(until, [...(changes.get(until) ?? []), zone])
  return new Map([...changes].sort(([a], [b]) => a - b))
}

function rangeWords({ data }: Model, zones: Zones): string {
  const [from, until] = [data.from, data.until].map((at) => at + zones.offsetAt(data.zone, at))
  return `${dayWords(from)} ${timeOf(from)} to ${dayWords(until)} ${timeOf(until)}, ${data.zone}`
}
