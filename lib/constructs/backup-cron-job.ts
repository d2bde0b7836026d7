import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import { claimVolume, databaseStages, volumeStage, type BackupVolume, type Database, type SourceStages } from './backup-source.ts'
import { checkSize } from './check-values.ts'
import { defaultActiveDeadline } from './default-deadlines.ts'
import { encryptStage, GPG_KEYS_FILE, type Encryption } from './encryption.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { refuse } from './refuse.ts'
import { DEFAULT_RETENTION, retentionEnv, type Retention } from './retention.ts'
import { ScheduledJob, type CommonJobProps } from './scheduled-job.ts'
import { hashedConfigMap, scriptText, type ScriptName } from './script.ts'

export type { CommonJobProps } from './scheduled-job-props.ts'

export interface BackupCronJobProps extends CommonJobProps {
  /**
   * The database to be dumped; either this or a volume.
   *
   * @default none: a volume is given
   */
  readonly database?: Database
  /**
   * The claim to be archived; either this or a database.
   *
   * @default none: a database is given
   */
  readonly volume?: BackupVolume
  /** The bucket that backups are uploaded to. */
  readonly target: S3Target
  /**
   * For whom backups are encrypted before they leave the pod.
   *
   * @default not encrypted: the bucket's own encryption is all there is
   */
  readonly encryption?: Encryption
  /**
   * How long backups are kept: a time, or rules by count, day, week, month and year. The newest good one is kept for ever.
   *
   * @default 30 days
   */
  readonly retention?: Retention | Duration
  /**
   * Whether each dump is restored into a scratch server inside the pod before it is uploaded.
   *
   * @default true for PostgreSQL and MariaDB
   */
  readonly restoreCheck?: boolean
  /**
   * A query on the restored database that must answer true: `select count(*) > 0 from orders`.
   *
   * @default none
   */
  readonly checkSql?: string
  /**
   * How an upload is verified: by the checksum that the store tells, or by reading it back whole, which costs traffic.
   *
   * @default checksum
   */
  readonly verify?: 'checksum' | 'download'
  /**
   * How long dump, check, encryption and upload may take together.
   *
   * @default two hours, or the time between two runs where it is shorter
   */
  readonly activeDeadline?: Duration
  /**
   * Room for the dump on the node while it waits for its upload; as much again for the restore check.
   *
   * @default 10Gi
   */
  readonly scratch?: string
  /**
   * Image with `rclone`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

/** A dump of some tens of gigabytes and its upload. */
const DEFAULT_DEADLINE = Duration.hours(2)

/**
 * A backup that was restored once before it counts, encrypted, uploaded with checksums, and rotated without ever removing the newest good one.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { BackupCronJob, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new BackupCronJob(chart, 'orders', {
 *   name: 'orders-backup',
 *   schedule: Schedule.daily({ at: '02:15', timeZone: 'Etc/UTC' }),
 *   database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
 *   target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
 *   retention: { daily: 7, weekly: 8, monthly: 12 },
 *   checkSql: 'select count(*) > 0 from orders',
 * })
 * app.synth()
 */
export class BackupCronJob extends Construct {
  readonly job: ScheduledJob
  readonly retention: Retention | Duration

  constructor(scope: Construct, id: string, props: BackupCronJobProps) {
    super(scope, id)
    const { target, encryption, retention = DEFAULT_RETENTION, scratch = '10Gi' } = props
    const schedule = props.schedule.at(this.node.path)
    this.retention = retention
    const mounts = [
      { volume: 'backup', path: '/backup' },
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ]
    const { name, stages, scripts } = sourceOf(props, mounts)
    const remote = rcloneRemote(target, name)
    const files: readonly ScriptName[] = [
      ...scripts,
      ...(encryption ? (['encrypt-backup.sh'] as const) : []),
      'say.sh',
      'select-expired.sh',
      'store-file.sh',
      'upload-backup.sh',
    ]
    const map = hashedConfigMap(this, 'scripts', props.name ?? `${id}-scripts`, {
      ...Object.fromEntries(files.map((file) => [file, scriptText(file)])),
      ...(encryption?.tool === 'gpg' ? { [GPG_KEYS_FILE]: encryption.publicKeys } : {}),
    })
    this.job = new ScheduledJob(this, 'backup', {
      ...props,
      schedule,
      activeDeadline: props.activeDeadline ?? defaultActiveDeadline(schedule, DEFAULT_DEADLINE),
      stages: [...stages, ...(encryption ? [encryptStage(encryption, mounts)] : [])],
      containers: [
        {
          name: 'upload',
          image: props.rcloneImage ?? DEFAULT_RCLONE_IMAGE,
          command: ['sh', '/scripts/upload-backup.sh'],
          env: {
            BACKUP_NAME: name,
            BACKUP_TARGET: remote.path,
            VERIFY: props.verify ?? 'checksum',
            ...retentionEnv(retention),
            ...remote.env,
          },
          mounts,
        },
      ],
      volumes: {
        backup: { emptyDir: { sizeLimit: checkSize('scratch', scratch) } },
        ...(stages.some((stage) => stage.name === 'restore-check') ? { scratch: { emptyDir: { sizeLimit: scratch } } } : {}),
        scripts: { configMap: { name: map.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
        ...(props.volume ? claimVolume(props.volume) : {}),
      },
    })
  }
}

function sourceOf(
  { database, volume, restoreCheck, checkSql }: BackupCronJobProps,
  mounts: Parameters<typeof volumeStage>[1],
): SourceStages & { readonly name: string } {
  if (database && volume) refuse('volume', 'absent beside a database', 'one backup holds one thing', volume.claim)
  if (database)
    return {
      name: database.name,
      ...databaseStages(database, mounts, { restoreCheck: restoreCheck ?? database.kind !== 'mysql', checkSql }),
    }
  if (!volume) return refuse('database', 'given, or a volume', 'there is something to back up', undefined)
  return { name: volume.claim, stages: [volumeStage(volume, mounts)], scripts: ['archive-volume.sh'] }
}
