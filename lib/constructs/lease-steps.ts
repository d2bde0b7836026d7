import type { Duration } from 'cdk8s'
import { shortestInterval } from '../schedule/index.ts'
import { API_MOUNT } from './api-access.ts'
import type { JobContainer, Mount } from './container-spec.ts'
import { refuse } from './refuse.ts'
import type { Schedule } from './schedule.ts'

/** That the work of a run is done once, kept by a Lease of Kubernetes and a mark of the last run on it. */
export interface Once {
  /**
   * How long after a success the work is not done again, whoever starts it: a Job made by hand counts too.
   *
   * @default zero: each Job is a run of its own, and only its further pods find the work done
   */
  readonly atMostEvery?: Duration
}

/** The Lease of a job as its pods use it. */
export interface LeaseUse {
  readonly name: string
  /** How long it is held at most: longer than a Job lives. */
  readonly seconds: number
  readonly atMostEverySeconds?: number | undefined
}

/** Beyond the Job's deadline: its pods have half a minute to end, and clocks differ. */
export const LEASE_MARGIN_SECONDS = 60

/** Refuses a wait that could skip an ordinary run: one that comes right after a run that started as late and took as long as it may. */
export function checkOnce(once: Once | undefined, schedule: Schedule, latestEndSeconds: number): void {
  const shortest = shortestInterval(schedule.parsed)
  if (once?.atMostEvery === undefined || shortest === undefined) return
  const most = Math.max(0, shortest - latestEndSeconds)
  if (once.atMostEvery.toSeconds() > most)
    refuse(
      'once.atMostEvery',
      `at most ${most} seconds (the interval less startingDeadline and activeDeadline)`,
      'no ordinary run is skipped',
      once.atMostEvery,
    )
}

interface LeaseStep {
  readonly lease: LeaseUse
  readonly image: string
  readonly mounts: readonly Mount[]
}

/** The step before the work. It runs under the script that notes how a step ended. */
export function takeLease(step: LeaseStep): JobContainer {
  const { seconds, atMostEverySeconds } = step.lease
  return leaseStep('take-lease', step, {
    LEASE_SECONDS: String(seconds),
    ...(atMostEverySeconds === undefined ? {} : { AT_MOST_EVERY: String(atMostEverySeconds) }),
    TMPDIR: '/cronwright/state',
  })
}

/** The step behind the work: it ends the pod with the work's code, unless a report follows that does. */
export function returnLease(step: LeaseStep, reported: boolean): JobContainer {
  return leaseStep('return-lease', step, {
    STATE_DIR: '/cronwright/state',
    TMPDIR: '/cronwright/state',
    // The work is done: whether it is marked is worth a minute of waiting.
    API_TRIES: '20',
    ...(reported ? { REPORTED: '1' } : {}),
  })
}

function leaseStep(
  name: 'take-lease' | 'return-lease',
  { lease, image, mounts }: LeaseStep,
  env: Readonly<Record<string, string>>,
): JobContainer {
  return {
    name,
    image,
    command: ['/bin/sh', `/cronwright/scripts/${name}.sh`],
    env: { LEASE: lease.name, ...env },
    mounts: [...mounts, API_MOUNT],
  }
}
