import { Duration } from 'cdk8s'
import { shortestInterval } from '../schedule/index.ts'
import { DEFAULT_ACTIVE_DEADLINE, DEFAULT_STARTING_DEADLINE } from './job-defaults.ts'
import type { Schedule } from './schedule.ts'

/** A run that starts in the second half of its interval is nearer to the next one. The controller looks every ten seconds, so less would start nothing. */
export function defaultStartingDeadline(schedule: Schedule): Duration {
  const half = Math.floor((shortestInterval(schedule.parsed) ?? Infinity) / 2)
  return Duration.seconds(Math.max(10, Math.min(half, DEFAULT_STARTING_DEADLINE.toSeconds())))
}

/** A run may take until the next one is due, and no longer than `most`. */
export function defaultActiveDeadline(schedule: Schedule, most = DEFAULT_ACTIVE_DEADLINE): Duration {
  return Duration.seconds(Math.max(1, Math.min(shortestInterval(schedule.parsed) ?? Infinity, most.toSeconds())))
}
