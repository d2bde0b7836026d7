import type { Cron, Duration } from 'cdk8s'
import { ConcurrencyPolicy, CronJob, RestartPolicy, ServiceAccount } from 'cdk8s-plus-27'
import { Construct } from 'constructs'
import { emitAlerts } from './alert-rules.ts'
import { API_ACCESS, grant } from './api-access.ts'
import { checkJob } from './check-job.ts'
import { defaultActiveDeadline, defaultStartingDeadline } from './default-deadlines.ts'
import { DEFAULT_CONCURRENCY, DEFAULT_HISTORY, DEFAULT_RETRIES } from './job-defaults.ts'
import { annotationPatches, labelPatches, podPatches } from './job-patches.ts'
import { patchLate } from './late-patch.ts'
import { checkOnce, LEASE_MARGIN_SECONDS } from './lease-steps.ts'
import { mountProviders } from './mount-providers.ts'
import { mountScripts, wrapperVolumes } from './mount-scripts.ts'
import { Retry } from './retry.ts'
import type { Schedule } from './schedule.ts'
import type { ScheduledJobProps } from './scheduled-job-props.ts'
import { wrapSteps } from './wrap.ts'

export type { CommonJobProps, ScheduledJobProps } from './scheduled-job-props.ts'

const POLICIES = { Forbid: ConcurrencyPolicy.FORBID, Replace: ConcurrencyPolicy.REPLACE, Allow: ConcurrencyPolicy.ALLOW } as const

/**
 * A CronJob that a reviewer need not worry about: every default of it is explicit and safe.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { Schedule, ScheduledJob, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new ScheduledJob(chart, 'statements', {
 *   name: 'bank-statements',
 *   owner: 'team-finance',
 *   schedule: Schedule.weekdays({ at: '06:30', timeZone: 'Europe/Berlin' }),
 *   containers: [
 *     {
 *       name: 'fetch',
 *       image: 'registry.example.com/finance/statements:1.4.0',
 *       env: { BANK_TOKEN: SecretSource.existing('bank').key('token') },
 *     },
 *   ],
 * })
 * app.synth()
 */
export class ScheduledJob extends Construct {
  /** The cdk8s-plus CronJob underneath. */
  readonly cronJob: CronJob
  /** Its own account, without any right but those to the Lease of `once`. */
  readonly serviceAccount: ServiceAccount
  readonly schedule: Schedule
  readonly startingDeadline: Duration
  readonly activeDeadline: Duration
  readonly retry: Retry
  readonly concurrency: 'Forbid' | 'Replace' | 'Allow'
  readonly history: { readonly successful: number; readonly failed: number }

  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id)
    this.schedule = props.schedule.at(this.node.path)
    this.startingDeadline = props.startingDeadline ?? defaultStartingDeadline(this.schedule)
    this.activeDeadline = props.activeDeadline ?? defaultActiveDeadline(this.schedule)
    this.retry = props.retries instanceof Retry ? props.retries : Retry.simple(props.retries ?? DEFAULT_RETRIES)
    this.concurrency = props.concurrency ?? DEFAULT_CONCURRENCY
    checkJob(props, this)
    this.history = {
      successful: props.history?.successful ?? DEFAULT_HISTORY,
      failed: props.history?.failed ?? Math.max(DEFAULT_HISTORY, (props.alerts?.props.failures ?? 0) + 1),
    }
    this.serviceAccount = new ServiceAccount(this, 'account', { automountToken: false })
    this.cronJob = new CronJob(this, 'job', {
      ...(props.name === undefined ? {} : { metadata: { name: props.name } }),
      // The expression is checked; cdk8s-plus has no way to say one whole.
      schedule: { expressionString: this.schedule.expression } as Cron,
      timeZone: this.schedule.timeZone,
      concurrencyPolicy: POLICIES[this.concurrency],
      startingDeadline: this.startingDeadline,
      activeDeadline: this.activeDeadline,
      backoffLimit: this.retry.limit,
      successfulJobsRetained: this.history.successful,
      failedJobsRetained: this.history.failed,
      suspend: props.suspend ?? false,
      restartPolicy: RestartPolicy.NEVER,
      serviceAccount: this.serviceAccount,
      // A stand-in: the late patch writes the containers as the API takes them.
      containers: [{ name: 'stand-in', image: 'stand-in' }],
    })
    const name = this.cronJob.name
    const pod = this.pod(name, props)
    if (props.alerts) emitAlerts(this, props.alerts, { ...props, ...this.settings(name) })
    patchLate(this.cronJob, () => [
      ...podPatches(pod),
      ...labelPatches(props, name),
      ...annotationPatches(this.schedule, props),
      ...(props.overrides ?? []),
    ])
  }

  private settings(name: string): Pick<ScheduledJob, 'schedule' | 'startingDeadline' | 'activeDeadline'> & { readonly name: string } {
    return { name, schedule: this.schedule, startingDeadline: this.startingDeadline, activeDeadline: this.activeDeadline }
  }

  /** The steps of a pod and their volumes; scripts, watch and Lease included. */
  private pod(name: string, props: ScheduledJobProps): Parameters<typeof podPatches>[0] {
    checkOnce(props.once, this.schedule, this.startingDeadline.toSeconds() + this.activeDeadline.toSeconds())
    const lease = props.once && {
      name,
      seconds: this.activeDeadline.toSeconds() + LEASE_MARGIN_SECONDS,
      atMostEverySeconds: props.once.atMostEvery?.toSeconds(),
    }
    const scripted = mountScripts(this, name, props)
    const steps = wrapSteps(scripted, { ...props, name, schedule: this.schedule, retry: this.retry, lease })
    // A Lease can be created by PUT under its name, so the right to create one can be bound to the name too.
    const rights = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'create', 'update'] }
    if (lease) grant(this, `${name}-lease`, this.serviceAccount, [rights])
    return mountProviders({
      stages: steps.stages,
      containers: steps.containers,
      volumes: {
        ...scripted.volumes,
        ...wrapperVolumes(this, name, steps.scripts),
        ...(lease ? { 'api-access': API_ACCESS } : {}),
      },
    })
  }
}
