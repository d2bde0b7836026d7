import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import { shortestInterval } from '../schedule/index.ts'
import { API_MOUNT, grant } from './api-access.ts'
import type { CommonJobProps } from './backup-cron-job.ts'
import { checkSize } from './check-values.ts'
import type { JobContainer } from './container-spec.ts'
import { mountScripts } from './mount-scripts.ts'
import { refuse } from './refuse.ts'
import { Schedule } from './schedule.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'
import { windowWriter, type WindowDestination } from './window-destination.ts'
import { DEFAULT_CURL_IMAGE } from './wrap.ts'

export interface StreamBatchBridgeProps extends Omit<CommonJobProps, 'schedule' | 'concurrency' | 'once'> {
  /** Length of a window, and how often the bridge runs: `15m`, `1h`. Windows are those of the clock in UTC, so that they neither overlap nor leave a gap when clocks change. */
  readonly window: `${number}m` | `${number}h`
  /**
   * The program that reads the stream: it gets `WINDOW_START` and `WINDOW_END` (from ≤ t < until) and writes what came in between to standard output. It needs a `command` or a `script`, and
   * `/bin/sh` in its image.
   */
  readonly source: JobContainer
  /** Where it goes. A program of yours gets a window on standard input, and `WINDOW_NAME` as the key by which it knows one that comes again. */
  readonly destination: WindowDestination
  /**
   * How long ago a window must have ended, so that events that come late are in it.
   *
   * @default zero
   */
  readonly delay?: Duration
  /**
   * How many windows one run does: those that were missed are made up, oldest first, so many at a time.
   *
   * @default 12
   */
  readonly maxWindows?: number
  /**
   * Beginning of the first window there ever is, `2026-11-01T00:00Z`: what came since then is made up.
   *
   * @default the window that has ended when the bridge first runs
   */
  readonly from?: string
  /**
   * Room for the windows of one run.
   *
   * @default 1Gi
   */
  readonly workSize?: string
}

const DEFAULT_MAX_WINDOWS = 12

/**
 * From a stream to batches: what came in a window is read, written and then marked on a Lease, window by window. A window that no run did is made up by a later one, and one that is marked is never
 * done again; only a run that is killed between its write and its mark writes a window twice, which a table or a bucket as destination takes for one.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { SecretSource, StreamBatchBridge } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'data', { namespace: 'data', disableResourceNameHashes: true })
 * new StreamBatchBridge(chart, 'clicks', {
 *   window: '15m',
 *   source: { name: 'read', image: 'registry.example.com/data/stream:3.0.1', command: ['/app/stream', 'read', 'clicks', '--csv'] },
 *   destination: { database: { host: 'warehouse', name: 'analytics', credentials: SecretSource.existing('warehouse') }, table: 'clicks' },
 * })
 * app.synth()
 */
export class StreamBatchBridge extends Construct {
  readonly job: ScheduledJob
  /** Name of the Lease whose annotation `cronwright.dev/checkpoint` is the end of the last window that is done, in Unix seconds. */
  readonly checkpoint: string

  constructor(scope: Construct, id: string, props: StreamBatchBridgeProps) {
    super(scope, id)
    const {
      name = id,
      delay = Duration.seconds(0),
      maxWindows = DEFAULT_MAX_WINDOWS,
      workSize = '1Gi',
      curlImage = DEFAULT_CURL_IMAGE,
    } = props
    const schedule = Schedule.every(props.window)
    const seconds = shortestInterval(schedule.parsed) as number
    if (!Number.isInteger(maxWindows) || maxWindows < 2)
      refuse('maxWindows', 'a whole number from 2', 'windows that were missed are made up', maxWindows)
    checkSize('workSize', workSize)
    this.checkpoint = `${name}-checkpoint`
    const first = props.from === undefined ? undefined : instantOf(props.from)
    const shared = [
      { volume: 'windows', path: '/windows' },
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ]
    const writer = windowWriter(props.destination, name, shared)
    const source = { ...props.source, mounts: [...(props.source.mounts ?? []), ...shared] }
    const { containers, volumes } = mountScripts(this, name, { containers: [source, writer.container] })
    const [read, write] = containers.map((container, index) => under(container, index === 0 ? 'read-windows.sh' : 'write-windows.sh'))
    const scripts = scriptsConfigMap(this, 'scripts', `${name}-scripts`, [
      ...(['call-api.sh', 'mark-windows.sh', 'plan-windows.sh', 'read-windows.sh', 'windows.sh', 'write-windows.sh'] as const),
      ...writer.scripts,
    ])
    const step = (stage: 'plan' | 'mark', env: Record<string, string>): JobContainer => ({
      name: stage,
      image: curlImage,
      command: ['sh', `/scripts/${stage}-windows.sh`],
      env: { CHECKPOINT: this.checkpoint, ...env },
      mounts: [...shared, API_MOUNT],
    })
    this.job = new ScheduledJob(this, 'bridge', {
      ...props,
      name,
      schedule,
      // Two Jobs at once would do the same windows.
      once: {},
      stages: [
        step('plan', {
          WINDOW_SECONDS: String(seconds),
          DELAY_SECONDS: String(delay.toSeconds()),
          MAX_WINDOWS: String(maxWindows),
          ...(first === undefined ? {} : { FIRST_WINDOW: String(first) }),
        }),
        read,
        write,
      ],
      containers: [step('mark', {})],
      volumes: {
        ...volumes,
        windows: { emptyDir: { sizeLimit: workSize } },
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
    grant(this, this.checkpoint, this.job.serviceAccount, [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [this.checkpoint], verbs: ['get', 'create', 'update'] },
    ])
  }
}

function under(container: JobContainer, script: string): JobContainer {
  return container.command === undefined
    ? refuse(`command of ${container.name}`, 'given, or a script', 'there is something to run', undefined)
    : { ...container, command: ['sh', `/scripts/${script}`, ...container.command] }
}

function instantOf(from: string): number {
  const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(from) ? Date.parse(from) : Number.NaN
  return Number.isNaN(instant) ? refuse('from', 'an instant such as 2026-11-01T00:00Z', 'it is the same everywhere', from) : instant / 1000
}
