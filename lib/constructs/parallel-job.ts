import { ApiObject, type Duration, type JsonPatch } from 'cdk8s'
import { ServiceAccount } from 'cdk8s-plus-27'
import { Construct } from 'constructs'
import { checkClaim } from './check-values.ts'
import { containerSpec, type JobContainer } from './container-spec.ts'
import { patchLate } from './late-patch.ts'
import { mountProviders } from './mount-providers.ts'
import { DEFAULT_ACTIVE_DEADLINE, DEFAULT_USER } from './job-defaults.ts'
import { mountScripts } from './mount-scripts.ts'
import type { Queue } from './queue.ts'
import { refuse } from './refuse.ts'
import { scriptsConfigMap } from './script.ts'

export interface ParallelJobProps {
  /**
   * The program, run once a chunk with `CHUNK` (from 0) and `CHUNKS`; what it writes to standard output is the chunk's result. It needs a `command` or a `script`, and `/bin/sh`, `ln`,
   * `mkdir`, `mv` and `rm` in its image; `tee` too, where logs are kept.
   */
  readonly worker: JobContainer
  /** How many chunks there are. */
  readonly chunks: number
  /** How many workers run at once. */
  readonly workers: number
  /** Claim for the results, ReadWriteMany unless there is one worker: `results/BATCH/chunk-N`. */
  readonly claim: string
  /**
   * Whether each chunk gets a folder of its own on the claim, in `WORK_DIR`. Its next try finds it as the last one left it; with the result it goes.
   *
   * @default false
   */
  readonly workFolders?: boolean
  /**
   * Claim on which the standard error of every chunk is kept too, ReadWriteMany unless there is one worker: `BATCH/chunk-N.log`.
   *
   * @default none
   */
  readonly logClaim?: string
  /** Name of the batch, and of the Job: a Job cannot change, so a new batch has a new name. */
  readonly batch: string
  /**
   * How long the whole batch may take.
   *
   * @default one hour
   */
  readonly activeDeadline?: Duration
  /**
   * How many failed pods the batch endures.
   *
   * @default one a chunk
   */
  readonly retries?: number
  /**
   * The Kueue queue in which the Job waits for its turn.
   *
   * @default none
   */
  readonly queue?: Queue
  /**
   * Who answers for the batch: a team. It becomes the label `cronwright.dev/owner` of the Job and its pods.
   *
   * @default none
   */
  readonly owner?: string
  /**
   * Further labels of the Job and its pods.
   *
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>
  /**
   * Any field of the Job, as the API names it, laid over what the construct makes: nothing is out of reach.
   *
   * @default none
   */
  readonly overrides?: readonly JsonPatch[]
}

/**
 * Workers over chunks: an Indexed Job in which each chunk has exactly one result, however often it was tried.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { ParallelJob } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'data', { namespace: 'data', disableResourceNameHashes: true })
 * new ParallelJob(chart, 'export', {
 *   batch: 'customer-export-2026-11',
 *   worker: { name: 'export', image: 'registry.example.com/data/export:1.9.2', command: ['/usr/local/bin/export'] },
 *   chunks: 10,
 *   workers: 4,
 *   claim: 'batch-results',
 * })
 * app.synth()
 */
export class ParallelJob extends Construct {
  readonly job: ApiObject
  readonly serviceAccount: ServiceAccount

  constructor(scope: Construct, id: string, props: ParallelJobProps) {
    super(scope, id)
    const { worker, chunks, workers, claim, batch, activeDeadline = DEFAULT_ACTIVE_DEADLINE, retries = chunks, queue, owner } = props
    const { logClaim } = props
    check(props, activeDeadline)
    const scripted = mountScripts(this, batch, { containers: [worker] })
    const [program] = scripted.containers
    this.serviceAccount = new ServiceAccount(this, 'account', { automountToken: false })
    const scripts = scriptsConfigMap(this, 'scripts', `${batch}-scripts`, ['run-chunk.sh'])
    const labels = {
      ...props.labels,
      'app.kubernetes.io/name': batch,
      'app.kubernetes.io/component': 'batch',
      'app.kubernetes.io/managed-by': 'cronwright',
      ...(owner === undefined ? {} : { 'cronwright.dev/owner': owner }),
    }
    const pod = mountProviders({
      stages: [],
      containers: [
        {
          ...program,
          command: ['/bin/sh', '/cronwright/scripts/run-chunk.sh', ...(program.command ?? [])],
          env: {
            ...program.env,
            CHUNKS: String(chunks),
            BATCH: batch,
            RESULTS_DIR: '/results',
            ...(props.workFolders ? { WORK_ROOT: '/results/.work' } : {}),
            ...(logClaim === undefined ? {} : { LOG_ROOT: '/logs' }),
          },
          mounts: [
            ...(program.mounts ?? []),
            { volume: 'results', path: '/results' },
            ...(logClaim === undefined ? [] : [{ volume: 'logs', path: '/logs' }]),
            { volume: 'chunk-scripts', path: '/cronwright/scripts', readOnly: true },
          ],
        },
      ],
      volumes: {
        ...scripted.volumes,
        results: { persistentVolumeClaim: { claimName: claim } },
        ...(logClaim === undefined ? {} : { logs: { persistentVolumeClaim: { claimName: logClaim } } }),
        'chunk-scripts': { configMap: { name: scripts.name, defaultMode: 0o444 } },
      },
    })
    this.job = new ApiObject(this, 'job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: batch, labels: { ...labels, ...queue?.labels } },
      spec: {
        completionMode: 'Indexed',
        completions: chunks,
        parallelism: workers,
        backoffLimit: retries,
        activeDeadlineSeconds: activeDeadline.toSeconds(),
        podReplacementPolicy: 'Failed',
        // A node drain is no failure of the job: it takes no try away.
        podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: this.serviceAccount.name,
            automountServiceAccountToken: false,
            securityContext: {
              runAsNonRoot: true,
              fsGroup: DEFAULT_USER,
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { type: 'RuntimeDefault' },
            },
            containers: pod.containers.map(containerSpec),
            volumes: Object.entries(pod.volumes).map(([name, source]) => ({ name, ...source })),
          },
        },
      },
    })
    patchLate(this.job, () => props.overrides ?? [])
  }
}

function check({ worker, chunks, workers, batch, retries, claim }: ParallelJobProps, activeDeadline: Duration): void {
  if (!Number.isInteger(chunks) || chunks < 1 || chunks > 100_000)
    refuse('chunks', 'a whole number from 1 to 100,000', 'Kubernetes can count them', chunks)
  if (!Number.isInteger(workers) || workers < 1 || workers > chunks)
    refuse('workers', `a whole number from 1 to the ${chunks} chunks`, 'each worker has work', workers)
  checkClaim('claim', claim)
  if (activeDeadline.toSeconds() < 1) refuse('activeDeadline', 'at least 1 second', 'the batch is not killed as it starts', activeDeadline)
  if (retries !== undefined && (!Number.isInteger(retries) || retries < 0))
    refuse('retries', 'a whole number from 0', 'Kubernetes can count them', retries)
  if (!/^[a-z0-9]([-a-z0-9]{0,55}[a-z0-9])?$/.test(batch))
    refuse('batch', 'a DNS label of at most 57 characters', 'the names of its pods fit', batch)
  if (!worker.command && !worker.script)
    refuse('worker.command', 'given, or a script', 'the script that keeps results can run it', undefined)
}
