import type { JobContainer } from './container-spec.ts'
import { returnLease, takeLease, type LeaseUse } from './lease-steps.ts'
import type { Notify } from './notify.ts'
import { refuse } from './refuse.ts'
import type { Retry } from './retry.ts'
import type { Schedule } from './schedule.ts'
import type { ScriptName } from './script.ts'

/** Image with `sh` and `curl`, for reports. */
export const DEFAULT_CURL_IMAGE = 'curlimages/curl:8.16.0'

export interface Wrapping {
  readonly name: string
  readonly schedule?: Schedule | undefined
  readonly retry?: Retry | undefined
  readonly onFailure?: Notify | undefined
  readonly onSuccess?: Notify | undefined
  readonly curlImage?: string | undefined
  readonly lease?: LeaseUse | undefined
}

export interface Steps {
  readonly stages: readonly JobContainer[]
  readonly containers: readonly JobContainer[]
  /** The scripts that the steps need. */
  readonly scripts: readonly ScriptName[]
}

const WRAPPED = [
  { volume: 'wrapper', path: '/cronwright/scripts', readOnly: true },
  { volume: 'state', path: '/cronwright/state' },
]

/**
 * Puts each program under a script that waits between tries, keeps a one-time run to its date, and notes how it ended; and a container behind them that reports it.
 * What kills the whole pod — its deadline, a node that dies, an image that cannot be pulled — is not reported by the pod: alerts do that from outside.
 */
export function wrapSteps(
  { stages, containers }: Pick<Steps, 'stages' | 'containers'>,
  { name, schedule, retry, onFailure, onSuccess, curlImage = DEFAULT_CURL_IMAGE, lease }: Wrapping,
): Steps {
  const reports = onFailure !== undefined || onSuccess !== undefined
  const delays = retry?.delays ?? []
  const watched = reports || lease !== undefined
  if (!watched && delays.length === 0 && schedule?.onlyAt === undefined) return { stages, containers, scripts: [] }
  if (watched && containers.length > 1)
    refuse('containers', 'one container', 'its end can be reported: put what comes before it into stages', containers.length)
  const env = {
    STATE_DIR: '/cronwright/state',
    ...(delays.length > 0 ? { RETRY_DELAYS: delays.map((delay) => delay.toSeconds()).join(' ') } : {}),
    ...(schedule?.onlyAt === undefined ? {} : { NOT_BEFORE: String(schedule.onlyAt - DAY), NOT_AFTER: String(schedule.onlyAt + 30 * DAY) }),
    ...(watched ? { REPORTED: '1' } : {}),
  }
  const wrap = (container: JobContainer): JobContainer => {
    if (container.command === undefined)
      refuse(`command of ${container.name}`, 'given', 'the script that watches over it can run it', undefined)
    return {
      ...container,
      command: ['/bin/sh', '/cronwright/scripts/run-step.sh', ...container.command],
      env: { ...container.env, ...env, ...(reports ? { STEP: container.name } : {}) },
      mounts: [...(container.mounts ?? []), ...WRAPPED],
    }
  }
  if (!watched) return { stages: stages.map(wrap), containers: containers.map(wrap), scripts: ['run-step.sh'] }
  const leased = lease && { lease, image: curlImage, mounts: WRAPPED }
  const steps = [...(leased ? [takeLease({ ...leased, mounts: [] })] : []), ...stages, ...containers].map(wrap)
  const scripts: ScriptName[] = ['run-step.sh', ...(leased ? (['call-api.sh', 'return-lease.sh', 'take-lease.sh'] as const) : [])]
  if (leased && !reports) return { stages: steps, containers: [returnLease(leased, false)], scripts }
  const report: JobContainer = {
    name: 'report',
    image: curlImage,
    command: ['/bin/sh', '/cronwright/scripts/report-outcome.sh'],
    env: {
      JOB_NAME: name,
      STATE_DIR: '/cronwright/state',
      TMPDIR: '/cronwright/state',
      ...onFailure?.env('ON_FAILURE'),
      ...onSuccess?.env('ON_SUCCESS'),
    },
    mounts: WRAPPED,
  }
  return {
    stages: [...steps, ...(leased ? [returnLease(leased, true)] : [])],
    containers: [report],
    scripts: [...scripts, 'report-outcome.sh'],
  }
}

const DAY = 86_400
