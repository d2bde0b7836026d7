import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import { checkClaim } from './check-values.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { refuse } from './refuse.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

export interface LogRotationProps extends CommonJobProps {
  /** The claim with the logs. */
  readonly claim: string
  /**
   * Which logs, by name.
   *
   * @default *.log
   */
  readonly pattern?: string
  /**
   * How long nobody must have written a log before it is compressed.
   *
   * @default one day
   */
  readonly compressAfter?: Duration
  /**
   * Cold storage. The room of a log is freed only after its archive was read back.
   *
   * @default none: compressed logs stay in the claim
   */
  readonly archive?: S3Target
  /**
   * Image with `rclone`, `sh`, `gzip` and `stat`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

/**
 * Compresses old logs, archives them, verifies the archive, then frees their room. No line is lost of a program that opens its log by its name, nor of one that keeps it open and is never
 * silent for longer than `compressAfter`.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { LogRotation, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new LogRotation(chart, 'logs', {
 *   name: 'log-rotation',
 *   schedule: Schedule.between('01:00', '03:00'),
 *   claim: 'app-logs',
 *   archive: { bucket: 'example-cold-logs', credentials: SecretSource.existing('backup-bucket') },
 * })
 * app.synth()
 */
export class LogRotation extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: LogRotationProps) {
    super(scope, id)
    const { claim, pattern = '*.log', compressAfter = Duration.days(1), archive, rcloneImage = DEFAULT_RCLONE_IMAGE } = props
    checkClaim('claim', claim)
    if (compressAfter.toSeconds() < 600)
      refuse('compressAfter', 'at least 10 minutes', 'a log that is being written is left alone', compressAfter)
    const remote = archive && rcloneRemote(archive, claim, { property: 'archive' })
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, ['rotate-logs.sh'])
    this.job = new ScheduledJob(this, 'rotation', {
      ...props,
      containers: [
        {
          name: 'rotate',
          image: rcloneImage,
          command: ['sh', '/scripts/rotate-logs.sh'],
          env: {
            LOG_DIR: '/logs',
            PATTERN: pattern,
            COMPRESS_AFTER_MINUTES: String(Math.floor(compressAfter.toSeconds() / 60)),
            ...(remote ? { ARCHIVE_TARGET: remote.path, ...remote.env } : {}),
          },
          mounts: [
            { volume: 'logs', path: '/logs' },
            { volume: 'scripts', path: '/scripts', readOnly: true },
            { volume: 'tmp', path: '/tmp' },
          ],
        },
      ],
      volumes: {
        logs: { persistentVolumeClaim: { claimName: claim } },
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
  }
}
