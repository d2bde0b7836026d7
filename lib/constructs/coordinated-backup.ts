import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import { API_ACCESS, API_MOUNT, grant } from './api-access.ts'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { BackupVolume, Database } from './backup-source.ts'
import { backupParts, type ApplicationHook, type ConfigurationExport } from './backup-parts.ts'
import { checkSize } from './check-values.ts'
import type { JobContainer } from './container-spec.ts'
import { defaultActiveDeadline } from './default-deadlines.ts'
import { encryptStage, GPG_KEYS_FILE, type Encryption } from './encryption.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { refuse } from './refuse.ts'
import { DEFAULT_RETENTION, retentionEnv, type Retention } from './retention.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { hashedConfigMap, scriptText, type ScriptName } from './script.ts'

export interface CoordinatedBackupProps extends CommonJobProps {
  /**
   * The application's own backup, which comes first: a program of yours that writes into a folder, or only tells the application to write what it holds in memory.
   *
   * @default none
   */
  readonly application?: ApplicationHook
  /**
   * Databases that are dumped, each restored once into a scratch server before it counts.
   *
   * @default none
   */
  readonly databases?: readonly Database[]
  /**
   * Claims that are archived, one after the other.
   *
   * @default none
   */
  readonly volumes?: readonly BackupVolume[]
  /**
   * Objects of the namespace, as a list that kubectl applies again.
   *
   * @default not exported
   */
  readonly configuration?: ConfigurationExport
  /** The bucket that sets are uploaded to. */
  readonly target: S3Target
  /**
   * For whom the parts are encrypted before they leave the pod.
   *
   * @default not encrypted: the bucket's own encryption is all there is
   */
  readonly encryption?: Encryption
  /**
   * How long sets are kept. Only whole sets count, and the newest whole one is kept for ever.
   *
   * @default 30 days
   */
  readonly retention?: Retention | Duration
  /**
   * Whether each dump is restored into a scratch server inside the pod before anything is uploaded.
   *
   * @default true for PostgreSQL and MariaDB
   */
  readonly restoreCheck?: boolean
  /**
   * How stored parts are verified: by the checksum that the store tells, or by reading them back whole, which costs traffic.
   *
   * @default checksum
   */
  readonly verify?: 'checksum' | 'download'
  /**
   * How long all parts, their upload and their verification may take together.
   *
   * @default four hours, or the time between two runs where that is less
   */
  readonly activeDeadline?: Duration
  /**
   * Room for all parts on the node while they wait for their upload; as much again for the restore check.
   *
   * @default 20Gi
   */
  readonly scratch?: string
  /**
   * Image with `rclone`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

/** Several dumps and archives one after the other. */
const DEFAULT_DEADLINE = Duration.hours(4)

/**
 * One backup of all that belongs together: application, databases, volumes and configuration, in this order and in one pod. Every part is stored and verified; the manifest that makes them one
 * set is written last. A part that fails ends the run before anything is uploaded, and the last whole set stays as it is.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { CoordinatedBackup, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new CoordinatedBackup(chart, 'shop', {
 *   name: 'shop-backup',
 *   schedule: Schedule.daily({ at: '01:00' }),
 *   databases: [{ host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') }],
 *   volumes: [{ claim: 'uploads' }],
 *   configuration: {},
 *   target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
 * })
 * app.synth()
 */
export class CoordinatedBackup extends Construct {
  readonly job: ScheduledJob
  readonly retention: Retention | Duration
  /** Names of the parts in the order in which they are made. */
  readonly parts: readonly string[]

  constructor(scope: Construct, id: string, props: CoordinatedBackupProps) {
    super(scope, id)
    const { target, encryption, retention = DEFAULT_RETENTION, scratch = '20Gi', name = id } = props
    const schedule = props.schedule.at(`${this.node.path}/backup`)
    const activeDeadline = props.activeDeadline ?? defaultActiveDeadline(schedule, DEFAULT_DEADLINE)
    this.retention = retention
    if (!/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name))
      refuse('name', 'a DNS label of at most 52 characters', 'it can name the job and its sets', name)
    const mounts = [
      { volume: 'backup', path: '/backup' },
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ]
    const made = backupParts(props, { mounts, isEncrypted: encryption !== undefined, scratch })
    this.parts = made.parts
    checkSize('scratch', scratch)
    const remote = rcloneRemote(target, name)
    const files: readonly ScriptName[] = [
      ...made.scripts,
      ...(encryption ? (['encrypt-backup.sh'] as const) : []),
      ...(['say.sh', 'select-expired.sh', 'store-file.sh', 'upload-set.sh'] as const),
    ]
    const map = hashedConfigMap(this, 'scripts', `${name}-scripts`, {
      ...Object.fromEntries([...new Set(files)].sort().map((file) => [file, scriptText(file)])),
      ...(encryption?.tool === 'gpg' ? { [GPG_KEYS_FILE]: encryption.publicKeys } : {}),
    })
    const upload: JobContainer = {
      name: 'upload',
      image: props.rcloneImage ?? DEFAULT_RCLONE_IMAGE,
      command: ['sh', '/scripts/upload-set.sh'],
      env: {
        BACKUP_NAME: name,
        BACKUP_TARGET: remote.path,
        PARTS: made.parts.join(' '),
        ...(encryption ? { ENCRYPTION: encryption.tool } : {}),
        // A set that is under way is no half one: its Job lives no longer than this.
        HALVES_AFTER: String(Math.max(86_400, activeDeadline.toSeconds())),
        VERIFY: props.verify ?? 'checksum',
        ...retentionEnv(retention),
        ...remote.env,
      },
      mounts,
    }
    this.job = new ScheduledJob(this, 'backup', {
      ...props,
      schedule,
      activeDeadline,
      stages: [...made.stages, ...(encryption ? [encryptStage(encryption, mounts)] : [])],
      containers: [upload],
      volumes: {
        backup: { emptyDir: { sizeLimit: scratch } },
        scripts: { configMap: { name: map.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
        ...made.volumes,
        ...(made.rights.length > 0 ? { [API_MOUNT.volume]: API_ACCESS } : {}),
      },
    })
    if (made.rights.length > 0) grant(this, `${this.job.cronJob.name}-export`, this.job.serviceAccount, made.rights)
  }
}
