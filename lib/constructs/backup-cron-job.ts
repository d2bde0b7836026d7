import { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import type { Schedule } from './schedule.ts'
import { ScheduledJob, type ScheduledJobProps } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'
import type { SecretSource } from './secret-source.ts'
import { refuse } from './refuse.ts'

export interface BackupCronJobProps extends Pick<
  ScheduledJobProps,
  'owner' | 'suspend' | 'startingDeadline' | 'history' | 'name' | 'overrides'
> {
  readonly schedule: Schedule
  readonly database: PostgresDatabase
  readonly target: S3Target
  /**
   * How long a backup is kept. The newest one is kept for ever.
   *
   * @default 30 days
   */
  readonly retention?: Duration
  /**
   * How long dump and upload may take together.
   *
   * @default two hours
   */
  readonly activeDeadline?: Duration
  /**
   * Room for the dump on the node while it waits for its upload.
   *
   * @default 10Gi
   */
  readonly scratch?: string
  /**
   * Image with `pg_dump`; its major version must not be older than the server's.
   *
   * @default postgres:17.6
   */
  readonly postgresImage?: string
  /**
   * Image with `rclone`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

export interface PostgresDatabase {
  readonly host: string
  /** @default 5432 */
  readonly port?: number
  readonly name: string
  /** Secret with the keys `username` and `password`. */
  readonly credentials: SecretSource
}

export interface S3Target {
  readonly bucket: string
  /**
   * Folder in the bucket.
   *
   * @default the name of the database
   */
  readonly prefix?: string
  /** @default Amazon's own */
  readonly endpoint?: string
  /** @default us-east-1 */
  readonly region?: string
  /** Secret with the keys `access-key-id` and `secret-access-key`. */
  readonly credentials: SecretSource
}

const DEFAULT_RETENTION = Duration.days(30)
/** A dump of some tens of gigabytes and its upload. */
const DEFAULT_DEADLINE = Duration.hours(2)

/**
 * A nightly dump that is read back before it counts, uploaded with checksums, and rotated without ever removing the newest backup.
 */
export class BackupCronJob extends Construct {
  readonly job: ScheduledJob
  readonly retention: Duration

  constructor(scope: Construct, id: string, props: BackupCronJobProps) {
    super(scope, id)
    const { database, target, retention = DEFAULT_RETENTION, activeDeadline = DEFAULT_DEADLINE, scratch = '10Gi' } = props
    check(props, retention)
    this.retention = retention
    const scripts = scriptsConfigMap(this, 'scripts', props.name ?? `${id}-scripts`, ['dump-postgres.sh', 'upload-backup.sh'])
    const mounts = [
      { volume: 'backup', path: '/backup' },
      { volume: 'scripts', path: '/scripts', readOnly: true },
      { volume: 'tmp', path: '/tmp' },
    ]
    this.job = new ScheduledJob(this, 'backup', {
      ...props,
      activeDeadline,
      stages: [
        {
          name: 'dump',
          image: props.postgresImage ?? 'postgres:17.6',
          command: ['sh', '/scripts/dump-postgres.sh'],
          env: {
            PGHOST: database.host,
            PGPORT: String(database.port ?? 5432),
            PGDATABASE: database.name,
            PGUSER: database.credentials.key('username'),
            PGPASSWORD: database.credentials.key('password'),
            BACKUP_NAME: database.name,
          },
          mounts,
        },
      ],
      containers: [
        {
          name: 'upload',
          image: props.rcloneImage ?? 'rclone/rclone:1.71.0',
          command: ['sh', '/scripts/upload-backup.sh'],
          env: {
            BACKUP_NAME: database.name,
            BACKUP_TARGET: `s3:${target.bucket}/${target.prefix ?? database.name}`,
            RETENTION_DAYS: String(retention.toDays()),
            RCLONE_CONFIG: '/tmp/rclone.conf',
            RCLONE_CONFIG_S3_TYPE: 's3',
            RCLONE_CONFIG_S3_PROVIDER: target.endpoint === undefined ? 'AWS' : 'Other',
            RCLONE_CONFIG_S3_REGION: target.region ?? 'us-east-1',
            ...(target.endpoint === undefined ? {} : { RCLONE_CONFIG_S3_ENDPOINT: target.endpoint }),
            RCLONE_CONFIG_S3_ACCESS_KEY_ID: target.credentials.key('access-key-id'),
            RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: target.credentials.key('secret-access-key'),
          },
          mounts,
        },
      ],
      volumes: {
        backup: { emptyDir: { sizeLimit: scratch } },
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
  }
}

function check({ database, target }: BackupCronJobProps, retention: Duration): void {
  if (retention.toSeconds() < 86_400) refuse('retention', 'at least 1 day', 'a backup survives its own rotation', retention)
  if (target.bucket === '') refuse('target.bucket', 'the name of a bucket', 'there is somewhere to upload to', target.bucket)
  if (database.host === '') refuse('database.host', 'a host name', 'there is something to dump', database.host)
  if (!/^[A-Za-z0-9_-]+$/.test(database.name))
    refuse('database.name', 'letters, digits, - and _', 'it can name the files of its backups', database.name)
}
