import type { Calendar, ClusterCalendar, JobLine, Overlap } from '../calendar/calendar.ts'
import { howOften, whoMeets } from './overlap-words.ts'

/** The calendar as lines: a line for each CronJob, then the overlaps, then the peak. */
export function timelineText({ from, until, clusters }: Calendar): string {
  const jobs = clusters.reduce((sum, cluster) => sum + cluster.jobs.length, 0)
  const head = `${from} to ${until}: ${jobs} CronJob${jobs === 1 ? '' : 's'}`
  return `${[head, ...clusters.filter((cluster) => cluster.jobs.length > 0).flatMap(clusterLines)].join('\n')}\n`
}

function clusterLines(cluster: ClusterCalendar): readonly string[] {
  const wide = Math.max(...cluster.jobs.map((job) => nameOf(job).length))
  return [
    ...(cluster.name === '' ? [''] : ['', `cluster ${cluster.name}`]),
    ...cluster.jobs.map((job) => `  ${nameOf(job).padEnd(wide)}  ${job.schedule} ${job.timeZone}  ${stateOf(job)}`),
    ...cluster.overlaps.map(overlapLine),
    ...loadLines(cluster),
  ]
}

function nameOf({ namespace, name }: JobLine): string {
  return `${namespace}/${name}`
}

function stateOf({ suspended, problem, runs, durationSeconds, durationSource, phase }: JobLine): string {
  if (problem !== undefined) return problem
  if (suspended) return 'suspended'
  const length =
    durationSeconds === undefined ? 'duration unknown' : `${durationSeconds} s each${durationSource === 'bound' ? ' at worst' : ''}`
  return `${runs} run${runs === 1 ? '' : 's'}, ${length}${phase === 'assumed' ? ', phase assumed' : ''}`
}

function overlapLine(overlap: Overlap): string {
  const { reason, first } = overlap
  return `  overlap: ${whoMeets(overlap)} ${howOften(overlap)}, first ${first.from} to ${first.until} (${reason})`
}

function loadLines({ load }: ClusterCalendar): readonly string[] {
  const { peak, withoutDuration } = load
  const unknown = withoutDuration > 0 ? [`  not in the load: ${withoutDuration} of unknown duration`] : []
  if (!peak) return unknown
  const memory = `${(peak.memory / 2 ** 20).toFixed(0)} MiB`
  return [
    `  peak: ${peak.pods} pods, ${peak.cpu} cores, ${memory} from ${peak.from} to ${peak.until} (${peak.jobs.slice(0, 5).join(', ')}${peak.jobs.length > 5 ? ', …' : ''})`,
    ...unknown,
  ]
}
