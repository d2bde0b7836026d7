import type { Duration, JsonPatch } from 'cdk8s'
import type { Alerts } from './alerts.ts'
import type { JobContainer } from './container-spec.ts'
import type { Once } from './lease-steps.ts'
import type { Notify } from './notify.ts'
import type { Queue } from './queue.ts'
import type { Retry } from './retry.ts'
import type { Schedule } from './schedule.ts'

export interface ScheduledJobProps {
  /** When the job runs, and in which zone. */
  readonly schedule: Schedule
  /**
   * The containers that do the work, side by side. A job is done when all of them are.
   */
  readonly containers: readonly JobContainer[]
  /**
   * Stages before them: one after the other, each only when the one before has succeeded.
   *
   * @default none
   */
  readonly stages?: readonly JobContainer[]
  /**
   * Volumes by name, as the API takes their source: `{ emptyDir: {} }`.
   *
   * @default none
   */
  readonly volumes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /**
   * What happens when a run is due while the last one is active. Forbid skips it, Replace kills the old one, Allow lets both run.
   *
   * @default Forbid
   */
  readonly concurrency?: 'Forbid' | 'Replace' | 'Allow'
  /**
   * How late a run may still start. Without a bound the controller makes up for the last missed run whenever it can: after an outage, when `suspend` is
   * lifted, and when the schedule is edited, so a nightly backup may start at noon. Zero never runs.
   *
   * @default half the shortest time between two runs, at most ten minutes
   */
  readonly startingDeadline?: Duration
  /**
   * How long a run may take, retries included. Under Forbid one run that hangs would otherwise stop all later ones, and one that may take longer than the time between two
   * runs would let runs be skipped.
   *
   * @default the shortest time between two runs, at most one hour
   */
  readonly activeDeadline?: Duration
  /**
   * How a run that failed is tried again. A number is `Retry.simple`: the Job makes new pods, with a back-off that grows from ten seconds; `Retry.delays` waits in the pod.
   *
   * @default 2
   */
  readonly retries?: number | Retry
  /**
   * Who is told that a run failed, with its code; `stages` and the one container then need a `command` and `/bin/sh` in their images.
   *
   * @default nobody
   */
  readonly onFailure?: Notify
  /**
   * Who is told that a run succeeded.
   *
   * @default nobody
   */
  readonly onSuccess?: Notify
  /**
   * The work of a run is done once, by one Job at a time: neither a second pod nor a second Job of the same run does it again, as Kubernetes may start either. Kept by a Lease
   * with the job's name, to which alone its account has rights. The one container then needs a `command` and `/bin/sh`, and the chart a namespace. What is killed between its
   * work and its mark does the work again.
   *
   * @default not kept
   */
  readonly once?: Once
  /**
   * Image with `sh` and `curl` for these reports and for `once`.
   *
   * @default curlimages/curl:8.16.0
   */
  readonly curlImage?: string
  /**
   * What is told from outside: a run that was missed, that failed, that takes too long, with times from the job's own schedule.
   *
   * @default none
   */
  readonly alerts?: Alerts
  /**
   * The Kueue queue in which the Jobs wait for their turn. Under Forbid one waiting Job lets all later runs be skipped.
   *
   * @default none
   */
  readonly queue?: Queue
  /**
   * How long a run usually takes: the calendar draws it, and overlaps are told by it.
   *
   * @default unknown; activeDeadline bounds it
   */
  readonly expectedDuration?: Duration
  /**
   * Names of CronJobs whose run must have ended before this one starts: the calendar proves it, nothing waits for it.
   *
   * @default none
   */
  readonly after?: readonly string[]
  /**
   * How many successful and failed Jobs are kept to look back on.
   *
   * @default 3 of each; as many failed ones as its alerts count, and one more
   */
  readonly history?: { readonly successful?: number; readonly failed?: number }
  /**
   * Starts nothing until it is lifted; a run that is active goes on.
   *
   * @default false
   */
  readonly suspend?: boolean
  /**
   * Who answers for the job: a team. It becomes the label `cronwright.dev/owner` of the CronJob, its Jobs and their pods.
   *
   * @default none
   */
  readonly owner?: string
  /**
   * What the job does, in a sentence: annotation `kubernetes.io/description`.
   *
   * @default none
   */
  readonly description?: string
  /**
   * Further labels of the CronJob, its Jobs and their pods.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>
  /**
   * Name of the CronJob: at most 52 characters, a DNS label.
   *
   * @default derived from the construct's path
   */
  readonly name?: string
  /**
   * Any field of the CronJob, as the API names it, laid over what the construct makes: nothing is out of reach.
   *
   * @default none
   */
  readonly overrides?: readonly JsonPatch[]
}

/** What a construct that composes a ScheduledJob hands through to it. */
export type CommonJobProps = Omit<ScheduledJobProps, 'containers' | 'stages' | 'volumes'>
