import type { Database } from './backup-source.ts'
import type { JobContainer, Mount } from './container-spec.ts'
import { checkServer } from './check-values.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { postgresEnv } from './postgres-client.ts'
import { refuse } from './refuse.ts'
import type { ScriptName } from './script.ts'

/** A folder of a bucket that gets one object a window, `20270331T081500Z` and the ending: a window that is written twice is one object. */
export interface WindowBucket extends S3Target {
  /**
   * Ending of the objects' names: `.json`.
   *
   * @default none
   */
  readonly ending?: string
  /**
   * Image with `rclone`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly image?: string
}

/**
 * A PostgreSQL table. Windows are CSV with a header that names its columns. The same transaction notes the window in the table `cronwright_windows`, which is made when it is missing: the rows of
 * a window are there exactly once, whatever was killed in between.
 */
export interface WindowTable {
  /** The PostgreSQL database. */
  readonly database: Omit<Database, 'kind'>
  /** Table in lower case, with its schema where it has one. */
  readonly table: string
}

/** Where windows go: a program that reads one from standard input and knows it by `WINDOW_NAME`, a bucket, or a table. */
export type WindowDestination = JobContainer | WindowBucket | WindowTable

interface Writer {
  readonly container: JobContainer
  readonly scripts: readonly ScriptName[]
}

/** The program that writes windows, and the scripts that it needs. */
export function windowWriter(destination: WindowDestination, bridge: string, mounts: readonly Mount[]): Writer {
  if ('bucket' in destination) return { container: toBucket(destination, bridge, mounts), scripts: ['store-file.sh', 'store-window.sh'] }
  if ('database' in destination) return { container: toTable(destination, bridge, mounts), scripts: ['load-window.sh'] }
  return { container: { ...destination, mounts: [...(destination.mounts ?? []), ...mounts] }, scripts: [] }
}

function toBucket(destination: WindowBucket, bridge: string, mounts: readonly Mount[]): JobContainer {
  const { ending = '', image = DEFAULT_RCLONE_IMAGE } = destination
  if (!/^(\.[a-z0-9]+)*$/.test(ending)) refuse('destination.ending', 'an ending such as .json', 'it can end a name', ending)
  const remote = rcloneRemote(destination, bridge, { property: 'destination' })
  return {
    name: 'write',
    image,
    command: ['sh', '/scripts/store-window.sh'],
    env: { TARGET: remote.path, ...(ending === '' ? {} : { ENDING: ending }), ...remote.env },
    mounts,
  }
}

function toTable({ database, table }: WindowTable, bridge: string, mounts: readonly Mount[]): JobContainer {
  checkServer('destination.database', database)
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(table))
    refuse('destination.table', 'the name of a table in lower case', 'it means what it says', table)
  return {
    name: 'write',
    image: database.image ?? 'postgres:17.6',
    command: ['sh', '/scripts/load-window.sh'],
    user: 999,
    env: { ...postgresEnv(database), BRIDGE: bridge, TABLE: table },
    mounts,
  }
}
