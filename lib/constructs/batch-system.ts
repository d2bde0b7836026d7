import { ApiObject, Chart, Duration, JsonPatch } from 'cdk8s'
import { Construct } from 'constructs'
import { batchQuota } from './batch-quota.ts'
import { checkSize } from './check-values.ts'
import type { JobContainer } from './container-spec.ts'
import { defaultActiveDeadline } from './default-deadlines.ts'
import { DEFAULT_ACTIVE_DEADLINE } from './job-defaults.ts'
import { ParallelJob, type ParallelJobProps } from './parallel-job.ts'
import { refuse } from './refuse.ts'
import { Schedule } from './schedule.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

/** A claim that all workers write to. */
export interface BatchClaim {
  /**
   * Room of the claim.
   *
   * @default 5Gi for results, 2Gi for logs
   */
  readonly size?: string
  /**
   * Class of the storage; with more than one worker it must be able to do ReadWriteMany.
   *
   * @default the cluster's own
   */
  readonly storageClass?: string
  /**
   * Who may mount it. Pods on several nodes cannot write to a ReadWriteOnce claim: all but those on one node would wait for ever.
   *
   * @default ReadWriteMany
   */
  readonly access?: 'ReadWriteMany' | 'ReadWriteOnce'
}

/** What the clean-up removes, and when. */
export interface BatchCleanup {
  /**
   * When it cleans up.
   *
   * @default every four hours
   */
  readonly schedule?: Schedule
  /**
   * How long a work folder or a half result must have been untouched. Longer than a batch may take, so that no folder goes under a running chunk.
   *
   * @default the batch's activeDeadline, at least one hour
   */
  readonly workOlderThan?: Duration
  /**
   * How many complete batches keep their results.
   *
   * @default 50
   */
  readonly keepBatches?: number
  /**
   * Logs older than this go.
   *
   * @default 30 days
   */
  readonly logsOlderThan?: Duration
  /**
   * Image with `sh`, `find` and `stat`.
   *
   * @default busybox:1.37.0
   */
  readonly image?: string
}

export interface BatchSystemProps extends Omit<ParallelJobProps, 'claim' | 'logClaim' | 'workFolders'> {
  /**
   * Prefix of all names but the batch's.
   *
   * @default the construct's id
   */
  readonly name?: string
  /**
   * Whether the chart's namespace is made here, under the restricted Pod Security profile, and with which labels.
   *
   * @default made, without further labels
   */
  readonly namespace?: false | { readonly labels?: Readonly<Record<string, string>> }
  /**
   * The claim that results are written to.
   *
   * @default a ReadWriteMany claim of 5Gi
   */
  readonly results?: BatchClaim
  /**
   * The claim that logs of the workers are kept in.
   *
   * @default a ReadWriteMany claim of 2Gi; false for none
   */
  readonly logs?: BatchClaim | false
  /**
   * When old work and results go, and what stays.
   *
   * @default every four hours
   */
  readonly cleanup?: BatchCleanup
  /**
   * The namespace's ResourceQuota, by resource: `{ 'requests.cpu': '8' }`. Less than workers and clean-up take is refused.
   *
   * @default what workers and clean-up take, where the namespace is made here; none in a namespace that others share
   */
  readonly quota?: Readonly<Record<string, string>> | false
}

/** Fifty results, as one keeps to compare. */
const DEFAULT_KEEP = 50

/** What neither Argo CD nor Flux removes when its line is gone from Git: with a claim go its results. */
const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } as const

/**
 * A complete batch system: namespace, claims for results and logs, scripts, workers over chunks of which each is done once, a clean-up and a quota that all of them fit into.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { BatchSystem, Script } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'batch', { namespace: 'batch-processing', disableResourceNameHashes: true })
 * new BatchSystem(chart, 'images', {
 *   batch: 'images-2026-11',
 *   worker: { name: 'resize', image: 'registry.example.com/images/resize:2.1.0', script: Script.text('resize --part "$CHUNK" --of "$CHUNKS"') },
 *   chunks: 20,
 *   workers: 5,
 *   results: { storageClass: 'shared' },
 * })
 * app.synth()
 */
export class BatchSystem extends Construct {
  readonly workers: ParallelJob
  readonly cleanup: ScheduledJob

  constructor(scope: Construct, id: string, props: BatchSystemProps) {
    super(scope, id)
    const { name = id, results = {}, logs = {}, namespace = {}, activeDeadline = DEFAULT_ACTIVE_DEADLINE } = props
    if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) refuse('name', 'a DNS label of at most 40 characters', 'all names fit', name)
    const space = Chart.of(this).namespace ?? refuse('namespace', 'given to the chart', 'the batch system has one of its own', undefined)
    if (namespace) this.namespace(space, namespace.labels)
    const claims = [
      this.claim(`${name}-results`, 'results', { size: '5Gi', ...results }, props.workers),
      ...(logs ? [this.claim(`${name}-logs`, 'logs', { size: '2Gi', ...logs }, props.workers)] : []),
    ]
    this.workers = new ParallelJob(this, 'workers', {
      ...props,
      activeDeadline,
      claim: claims[0],
      workFolders: true,
      ...(logs ? { logClaim: claims[1] } : {}),
    })
    this.cleanup = this.cleanUp(name, props, activeDeadline, claims)
    // A quota holds for the whole namespace: in one that is shared it would starve the neighbours.
    if (props.quota ?? namespace !== false)
      new ApiObject(this, 'quota', {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: `${name}-quota` },
        spec: {
          hard: batchQuota(
            props,
            [{ size: '5Gi', ...results }, ...(logs ? [{ size: '2Gi', ...logs }] : [])].map(({ size }) => size),
          ),
        },
      })
  }

  private namespace(name: string, labels: Readonly<Record<string, string>> = {}): void {
    const object = new ApiObject(this, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'restricted', 'app.kubernetes.io/managed-by': 'cronwright' },
        annotations: KEPT,
      },
    })
    // A chart puts everything into its namespace; this one lies in none.
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'))
  }

  private claim(
    name: string,
    property: string,
    { size = '5Gi', storageClass, access = 'ReadWriteMany' }: BatchClaim,
    workers: number,
  ): string {
    checkSize(`${property}.size`, size)
    if (access !== 'ReadWriteMany' && workers > 1)
      refuse(`${property}.access`, `ReadWriteMany for ${workers} workers`, 'workers on several nodes can write to it', access)
    new ApiObject(this, `claim-${property}`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, annotations: KEPT },
      spec: {
        accessModes: [access],
        resources: { requests: { storage: size } },
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      },
    })
    return name
  }

  private cleanUp(name: string, props: BatchSystemProps, batchDeadline: Duration, [results, logs]: readonly string[]): ScheduledJob {
    const {
      schedule = Schedule.every('4h'),
      keepBatches = DEFAULT_KEEP,
      logsOlderThan = Duration.days(30),
      image = 'busybox:1.37.0',
    } = props.cleanup ?? {}
    const workOlderThan = props.cleanup?.workOlderThan ?? Duration.seconds(Math.max(3600, batchDeadline.toSeconds()))
    if (workOlderThan.toSeconds() < batchDeadline.toSeconds())
      refuse(
        'cleanup.workOlderThan',
        `at least the ${batchDeadline.toSeconds()} seconds of activeDeadline`,
        'no folder goes under a running chunk',
        workOlderThan,
      )
    if (!Number.isInteger(keepBatches) || keepBatches < 1)
      refuse('cleanup.keepBatches', 'a whole number from 1', 'the newest results stay', keepBatches)
    if (logsOlderThan.toSeconds() < 86_400)
      refuse('cleanup.logsOlderThan', 'at least 1 day', 'somebody can read what failed tonight', logsOlderThan)
    const scripts = scriptsConfigMap(this, 'cleanup-scripts', `${name}-cleanup-scripts`, ['clean-batches.sh'])
    const container: JobContainer = {
      name: 'clean',
      image,
      command: ['sh', '/scripts/clean-batches.sh'],
      env: {
        RESULTS_DIR: '/results',
        WORK_MINUTES: String(Math.ceil(workOlderThan.toSeconds() / 60)),
        KEEP_BATCHES: String(keepBatches),
        ...(logs === undefined ? {} : { LOG_DIR: '/logs', LOG_DAYS: String(Math.floor(logsOlderThan.toSeconds() / 86_400)) }),
      },
      mounts: [
        { volume: 'results', path: '/results' },
        ...(logs === undefined ? [] : [{ volume: 'logs', path: '/logs' }]),
        { volume: 'scripts', path: '/scripts', readOnly: true },
        { volume: 'tmp', path: '/tmp' },
      ],
    }
    return new ScheduledJob(this, 'cleanup', {
      name: `${name}-cleanup`,
      ...(props.owner === undefined ? {} : { owner: props.owner }),
      schedule,
      activeDeadline: defaultActiveDeadline(schedule.at(`${this.node.path}/cleanup`), Duration.minutes(30)),
      containers: [container],
      volumes: {
        results: { persistentVolumeClaim: { claimName: results } },
        ...(logs === undefined ? {} : { logs: { persistentVolumeClaim: { claimName: logs } } }),
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '16Mi' } },
      },
    })
  }
}
