import type { Duration } from 'cdk8s'
import { JsonPatch, type Cron } from 'cdk8s'
import { ConcurrencyPolicy, CronJob, RestartPolicy, ServiceAccount } from 'cdk8s-plus-27'
import { Construct } from 'constructs'
import { API_ACCESS, grant } from './api-access.ts'
import { containerSpec, type JobContainer } from './container-spec.ts'
import { DEFAULT_ACTIVE_DEADLINE, DEFAULT_HISTORY, DEFAULT_RETRIES, DEFAULT_STARTING_DEADLINE, DEFAULT_USER } from './job-defaults.ts'
import { patchLate } from './late-patch.ts'
import { checkOnce, LEASE_MARGIN_SECONDS, type Once } from './lease-steps.ts'
import { mountScripts, wrapperVolumes } from './mount-scripts.ts'
import type { Notify } from './notify.ts'
import type { Queue } from './queue.ts'
import { refuse } from './refuse.ts'
import { Retry } from './retry.ts'
import type { Schedule } from './schedule.ts'
import { wrapSteps } from './wrap.ts'

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
   * @default ten minutes
   */
  readonly startingDeadline?: Duration
  /**
   * How long a run may take, retries included. Under Forbid one run that hangs would otherwise stop all later ones.
   *
   * @default one hour
   */
  readonly activeDeadline?: Duration
  /**
   * How a run that failed is tried again. A number counts new pods, with a back-off that grows from ten seconds; `Retry.delays` waits in the pod.
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
   * @default 3 of each
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

/** A CronJob that a reviewer need not worry about: every default of it is explicit and safe. */
export class ScheduledJob extends Construct {
  /** The cdk8s-plus CronJob underneath. */
  readonly cronJob: CronJob
  /** Its own account, without any right but those to the Lease of `once`. */
  readonly serviceAccount: ServiceAccount
  readonly schedule: Schedule
  readonly startingDeadline: Duration
  readonly activeDeadline: Duration

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id)
    const { schedule, startingDeadline = DEFAULT_STARTING_DEADLINE, activeDeadline = DEFAULT_ACTIVE_DEADLINE, name } = props
    const retry = props.retries instanceof Retry ? props.retries : Retry.exponential(props.retries ?? DEFAULT_RETRIES)
    check(props, startingDeadline, activeDeadline, retry)
    this.schedule = schedule
    this.startingDeadline = startingDeadline
    this.activeDeadline = activeDeadline
    this.serviceAccount = new ServiceAccount(this, 'account', { automountToken: false })
    this.cronJob = new CronJob(this, 'job', {
      ...(name === undefined ? {} : { metadata: { name } }),
      // The expression is checked; cdk8s-plus has no way to say one whole.
      schedule: { expressionString: schedule.expression } as Cron,
      timeZone: schedule.timeZone,
      concurrencyPolicy:
        props.concurrency === 'Allow'
          ? ConcurrencyPolicy.ALLOW
          : props.concurrency === 'Replace'
            ? ConcurrencyPolicy.REPLACE
            : ConcurrencyPolicy.FORBID,
      startingDeadline,
      activeDeadline,
      backoffLimit: retry.limit,
      successfulJobsRetained: props.history?.successful ?? DEFAULT_HISTORY,
      failedJobsRetained: props.history?.failed ?? DEFAULT_HISTORY,
      suspend: props.suspend ?? false,
      restartPolicy: RestartPolicy.NEVER,
      serviceAccount: this.serviceAccount,
      // A stand-in: the late patch writes the containers as the API takes them.
      containers: [{ name: 'stand-in', image: 'stand-in' }],
    })
    const jobName = this.cronJob.name
    const scripted = mountScripts(this, jobName, props)
    checkOnce(props.once, schedule, startingDeadline.toSeconds() + activeDeadline.toSeconds())
    const lease = props.once && {
      name: jobName,
      seconds: activeDeadline.toSeconds() + LEASE_MARGIN_SECONDS,
      atMostEverySeconds: props.once.atMostEvery?.toSeconds(),
    }
    const steps = wrapSteps(scripted, { ...props, name: jobName, retry, lease })
    const volumes = {
      ...scripted.volumes,
      ...wrapperVolumes(this, jobName, steps.scripts),
      ...(lease ? { 'api-access': API_ACCESS } : {}),
    }
    // A Lease can be created by PUT under its name, so the right to create one can be bound to the name too.
    const rights = {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      resourceNames: [jobName],
      verbs: ['get', 'create', 'update'],
    }
    if (lease) grant(this, `${jobName}-lease`, this.serviceAccount, [rights])
    patchLate(this.cronJob, () => [
      ...podPatches({ ...steps, volumes }),
      ...labelPatches(props, jobName),
      ...annotationPatches(props),
      ...(props.overrides ?? []),
    ])
  }
}

function check(
  { containers, history, name, expectedDuration }: ScheduledJobProps,
  startingDeadline: Duration,
  activeDeadline: Duration,
  retry: Retry,
): void {
  if (containers.length === 0) refuse('containers', 'at least one container', 'there is something to run', 0)
  if (startingDeadline.toSeconds() < 10)
    refuse('startingDeadline', 'at least 10 seconds', 'a run whose start is a little late still starts', startingDeadline)
  if (activeDeadline.toSeconds() < 1) refuse('activeDeadline', 'at least 1 second', 'a run is not killed as it starts', activeDeadline)
  if (expectedDuration && expectedDuration.toSeconds() > activeDeadline.toSeconds())
    refuse(
      'expectedDuration',
      `at most the activeDeadline of ${activeDeadline.toSeconds()} seconds`,
      'an ordinary run is not killed',
      expectedDuration,
    )
  if (retry.waitSeconds >= activeDeadline.toSeconds())
    refuse('activeDeadline', `more than the ${retry.waitSeconds} seconds of all retry delays`, 'the last try is reached', activeDeadline)
  for (const [kind, count] of Object.entries(history ?? {}))
    if (!Number.isInteger(count) || count < 0) refuse(`history.${kind}`, 'a whole number from 0', 'Kubernetes can count them', count)
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name))
    refuse('name', 'a DNS label of at most 52 characters', 'the names of its Jobs fit', name)
}

const POD = '/spec/jobTemplate/spec/template/spec'

function podPatches({ containers, stages, volumes }: Pick<Required<ScheduledJobProps>, 'containers' | 'stages' | 'volumes'>): JsonPatch[] {
  const sources = Object.entries(volumes).map(([name, source]) => ({ name, ...source }))
  return [
    JsonPatch.replace(`${POD}/containers`, containers.map(containerSpec)),
    ...(stages.length > 0 ? [JsonPatch.add(`${POD}/initContainers`, stages.map(containerSpec))] : []),
    ...(sources.length > 0 ? [JsonPatch.add(`${POD}/volumes`, sources)] : []),
    JsonPatch.add(`${POD}/securityContext`, {
      runAsNonRoot: true,
      fsGroup: DEFAULT_USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    }),
    JsonPatch.add(`${POD}/automountServiceAccountToken`, false),
    // A node drain is no failure of the job: it takes no try away.
    JsonPatch.add('/spec/jobTemplate/spec/podFailurePolicy', {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    }),
    JsonPatch.add('/spec/jobTemplate/spec/podReplacementPolicy', 'Failed'),
  ]
}

function labelPatches({ owner, queue, labels: own = {} }: ScheduledJobProps, name: string): JsonPatch[] {
  const labels = {
    ...own,
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/component': 'scheduled-job',
    'app.kubernetes.io/managed-by': 'cronwright',
    ...(owner === undefined ? {} : { 'cronwright.dev/owner': owner }),
  }
  return [
    JsonPatch.add('/metadata/labels', labels),
    JsonPatch.add('/spec/jobTemplate/metadata', { labels: { ...labels, ...queue?.labels } }),
    JsonPatch.add('/spec/jobTemplate/spec/template/metadata', { labels }),
  ]
}

function annotationPatches({ schedule, expectedDuration, description, after = [] }: ScheduledJobProps): JsonPatch[] {
  const annotations = {
    ...(description === undefined ? {} : { 'kubernetes.io/description': description }),
    // An expression has no year: the linter tells from this when the one run is over.
    ...(schedule.onlyAt === undefined ? {} : { 'cronwright.dev/once': new Date(schedule.onlyAt * 1000).toISOString().replace('.000', '') }),
    ...(expectedDuration === undefined ? {} : { 'cronwright.dev/expected-duration': `${expectedDuration.toSeconds()}s` }),
    ...(after.length === 0 ? {} : { 'cronwright.dev/after': after.join(', ') }),
  }
  return Object.keys(annotations).length === 0 ? [] : [JsonPatch.add('/metadata/annotations', annotations)]
}
