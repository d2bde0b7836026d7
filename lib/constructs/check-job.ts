import type { Duration } from 'cdk8s'
import { shortestInterval } from '../schedule/index.ts'
import { refuse } from './refuse.ts'
import type { Retry } from './retry.ts'
import type { Schedule } from './schedule.ts'
import type { ScheduledJobProps } from './scheduled-job-props.ts'

/** What a job is made of once its defaults are there. */
export interface JobSettings {
  readonly schedule: Schedule
  readonly startingDeadline: Duration
  readonly activeDeadline: Duration
  readonly retry: Retry
  readonly concurrency: 'Forbid' | 'Replace' | 'Allow'
}

/** Refuses what makes no sense, before anything is made of it. */
export function checkJob(props: ScheduledJobProps, settings: JobSettings): void {
  const { containers, name, history, after = [], owner, labels = {} } = props
  if (containers.length === 0) refuse('containers', 'at least one container', 'there is something to run', 0)
  const names = [...(props.stages ?? []), ...containers].map((container) => container.name)
  const twice = names.find((one, index) => names.indexOf(one) !== index)
  if (twice !== undefined) refuse('containers', 'of different names', 'the API server accepts them', twice)
  checkDeadlines(props, settings)
  for (const [kind, count] of Object.entries(history ?? {}))
    if (!Number.isInteger(count) || count < 0) refuse(`history.${kind}`, 'a whole number from 0', 'Kubernetes can count them', count)
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name))
    refuse('name', 'a DNS label of at most 52 characters', 'the names of its Jobs fit', name)
  for (const one of after)
    if (!/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(one)) refuse('after', 'names of CronJobs', 'the calendar finds them', one)
  for (const [label, value] of Object.entries({ ...labels, ...(owner === undefined ? {} : { owner }) }))
    if (value.length > 63 || !/^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/.test(value))
      refuse(label === 'owner' && owner === value ? 'owner' : `labels.${label}`, 'the value of a label', 'the API server accepts it', value)
  const wanted = props.alerts?.props.failures ?? 0
  if (history?.failed !== undefined && history.failed < wanted)
    refuse('history.failed', `at least the ${wanted} failures that are told`, 'they are still there to be counted', history.failed)
}

function checkDeadlines({ expectedDuration }: ScheduledJobProps, settings: JobSettings): void {
  const { schedule, startingDeadline, activeDeadline, retry, concurrency } = settings
  const interval = shortestInterval(schedule.parsed) ?? Infinity
  if (startingDeadline.toSeconds() < 10)
    refuse('startingDeadline', 'at least 10 seconds', 'a run whose start is a little late still starts', startingDeadline)
  if (startingDeadline.toSeconds() > interval)
    refuse(
      'startingDeadline',
      `at most the ${interval} seconds between two runs`,
      'a run does not start when the next is due',
      startingDeadline,
    )
  if (activeDeadline.toSeconds() < 1) refuse('activeDeadline', 'at least 1 second', 'a run is not killed as it starts', activeDeadline)
  if (activeDeadline.toSeconds() > interval && concurrency !== 'Allow')
    refuse(
      'activeDeadline',
      `at most the ${interval} seconds between two runs`,
      concurrency === 'Forbid' ? 'no run is skipped because the last one is active' : 'no run is killed by the next',
      activeDeadline,
    )
  if (expectedDuration && expectedDuration.toSeconds() > activeDeadline.toSeconds())
    refuse(
      'expectedDuration',
      `at most the activeDeadline of ${activeDeadline.toSeconds()} seconds`,
      'an ordinary run is not killed',
      expectedDuration,
    )
  if (expectedDuration && expectedDuration.toSeconds() < 1)
    refuse('expectedDuration', 'at least 1 second', 'it has a place on the calendar', expectedDuration)
  if (retry.waitSeconds >= activeDeadline.toSeconds())
    refuse('activeDeadline', `more than the ${retry.waitSeconds} seconds of all retry delays`, 'the last try is reached', activeDeadline)
}
