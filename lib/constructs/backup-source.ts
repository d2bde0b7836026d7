import { checkServer } from './check-values.ts'
import type { JobContainer, Mount } from './container-spec.ts'
import type { Volumes } from './mount-scripts.ts'
import { postgresEnv } from './postgres-client.ts'
import { refuse } from './refuse.ts'
import type { ScriptName } from './script.ts'
import type { SecretSource } from './secret-source.ts'

/** A database to be dumped. */
export interface Database {
  /**
   * Which server it is: it decides the tools.
   *
   * @default postgres
   */
  readonly kind?: 'postgres' | 'mariadb' | 'mysql'
  /** Name by which the pod reaches the server. */
  readonly host: string
  /**
   * Port of the server.
   *
   * @default 5432 for PostgreSQL, 3306 otherwise
   */
  readonly port?: number
  /** Name of the database on the server: letters, digits, `-` and `_`, because it names the files of its backups. */
  readonly name: string
  /** Secret with the keys `username` and `password`. */
  readonly credentials: SecretSource
  /**
   * Image with the dump tool; its major version must not be older than the server's.
   *
   * @default postgres:17.6, mariadb:11.8.3 or mysql:8.4.6
   */
  readonly image?: string
}

/** A claim whose files are archived. */
export interface BackupVolume {
  /** Name of the PersistentVolumeClaim. */
  readonly claim: string
  /**
   * Image with `sh`, `find`, `tar` and `gzip`.
   *
   * @default busybox:1.37.0
   */
  readonly image?: string
}

/** The user of the official database images: their servers and tools look it up. */
const DATABASE_USER = 999

const DEFAULT_IMAGES = { postgres: 'postgres:17.6', mariadb: 'mariadb:11.8.3', mysql: 'mysql:8.4.6' } as const

export interface SourceStages {
  readonly stages: readonly JobContainer[]
  readonly scripts: readonly ScriptName[]
}

function mysqlEnv({ host, port = 3306, name, credentials }: Database): NonNullable<JobContainer['env']> {
  return {
    DB_HOST: host,
    DB_PORT: String(port),
    DB_NAME: name,
    DB_USER: credentials.key('username'),
    DB_PASSWORD: credentials.key('password'),
  }
}

/** The stages that put a dump into `/backup`, and restore it into a scratch server before it counts. */
export function databaseStages(
  database: Database,
  mounts: readonly Mount[],
  { restoreCheck, checkSql }: { readonly restoreCheck: boolean; readonly checkSql?: string | undefined },
): SourceStages {
  const { kind = 'postgres', name, image = DEFAULT_IMAGES[kind] } = database
  checkServer('database', database)
  if (!/^[A-Za-z0-9_-]+$/.test(name)) refuse('database.name', 'letters, digits, - and _', 'it can name the files of its backups', name)
  if (kind === 'mysql' && restoreCheck)
    refuse('restoreCheck', 'false for mysql', 'nothing is promised that is not done: the check knows PostgreSQL and MariaDB', restoreCheck)
  if (checkSql !== undefined && !restoreCheck)
    refuse('checkSql', 'absent without restoreCheck', 'it is asked of a restored database', checkSql)
  const dumpScript = kind === 'postgres' ? 'dump-postgres.sh' : 'dump-mysql.sh'
  const verifyScript = kind === 'postgres' ? 'verify-postgres.sh' : 'verify-mariadb.sh'
  const common = { image, user: DATABASE_USER, mounts, resources: DATABASE_RESOURCES }
  const dump: JobContainer = {
    ...common,
    name: 'dump',
    command: ['sh', `/scripts/${dumpScript}`],
    env: { ...(kind === 'postgres' ? postgresEnv(database) : mysqlEnv(database)), BACKUP_NAME: name },
  }
  if (!restoreCheck) return { stages: [dump], scripts: [dumpScript] }
  const verify: JobContainer = {
    ...common,
    name: 'restore-check',
    command: ['sh', `/scripts/${verifyScript}`],
    env: checkSql === undefined ? {} : { CHECK_SQL: checkSql },
    mounts: [...mounts, { volume: 'scratch', path: '/scratch' }],
  }
  return { stages: [dump, verify], scripts: [dumpScript, verifyScript] }
}

/** A claim may be named like a volume of ours. */
function claimVolumeName(claim: string): string {
  return `claim-${claim}`
}

/** The volume of the claim, by the name under which its stage mounts it. */
export function claimVolume({ claim }: BackupVolume): Volumes {
  return { [claimVolumeName(claim)]: { persistentVolumeClaim: { claimName: claim, readOnly: true } } }
}

/** The stage that archives a claim into `/backup`. */
export function volumeStage({ claim, image = 'busybox:1.37.0' }: BackupVolume, mounts: readonly Mount[]): JobContainer {
  if (!/^[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?$/.test(claim))
    refuse('volume.claim', 'a DNS label of at most 54 characters', 'it can name the stage and the files of its backups', claim)
  return {
    name: `archive-${claim}`,
    image,
    command: ['sh', '/scripts/archive-volume.sh'],
    env: { BACKUP_NAME: claim },
    mounts: [...mounts, { volume: claimVolumeName(claim), path: '/source', readOnly: true }],
  }
}

/** A dump streams; a scratch server wants its buffers. */
const DATABASE_RESOURCES = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } } as const
