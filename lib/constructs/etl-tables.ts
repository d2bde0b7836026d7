import type { Database } from './backup-source.ts'
import type { JobContainer, Mount } from './container-spec.ts'
import type { TableEtlProps } from './etl-pipeline.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { postgresEnv } from './postgres-client.ts'
import { refuse } from './refuse.ts'
import { DEFAULT_RETENTION, retentionEnv } from './retention.ts'
import type { ScriptName } from './script.ts'

/**
 * What becomes of a column: kept as it is; hashed under the key, so that equal values stay equal and rows can still be joined; masked to its first character; or dropped, which means that it is
 * never read. Done in SQL, inside a PostgreSQL of its own in the pod.
 */
export type ColumnRule = 'keep' | 'hash' | 'mask' | 'drop'

/** One table that moves. */
export interface EtlTable {
  /** Table of the source: `customers` or `shop.customers`. */
  readonly from: string
  /**
   * Table of a PostgreSQL destination. It must exist, with these columns.
   *
   * @default the same name
   */
  readonly to?: string
  /** Every column that moves, with its rule. What is not named here is not read: a column that is added to the table next year does not leave it unseen. */
  readonly columns: Readonly<Record<string, ColumnRule>>
  /**
   * Column by which rows of a PostgreSQL destination are updated rather than replaced; rows that are gone from the source then stay.
   *
   * @default the table is replaced as a whole
   */
  readonly key?: string
}

const NAME = /^[a-z_][a-z0-9_]*$/
const TABLE = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/** The user of the official PostgreSQL image: its servers and tools look it up. */
const POSTGRES_USER = 999
const POSTGRES_IMAGE = 'postgres:17.6'
const RESOURCES = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } } as const

interface TableSteps {
  readonly stages: readonly JobContainer[]
  readonly last: JobContainer
  readonly scripts: readonly ScriptName[]
}

/** Extract, anonymize and load, and the scripts that they run. */
export function tableSteps(props: TableEtlProps, name: string, mounts: readonly Mount[]): TableSteps {
  check(props)
  const { source, destination, tables, anonymizationKey } = props
  const lines = Object.entries(tables).map(([table, { from, to = from, columns, key }]) =>
    [
      table,
      from,
      to,
      key === undefined ? 'replace' : `upsert:${key}`,
      Object.entries(columns)
        .map((rule) => rule.join(':'))
        .join(' '),
    ].join('|'),
  )
  const env = { TABLES: lines.join('\n') }
  const step = (stage: string, script: ScriptName, image = POSTGRES_IMAGE): JobContainer => ({
    name: stage,
    image,
    command: ['sh', `/scripts/${script}`],
    user: POSTGRES_USER,
    env,
    mounts,
    resources: RESOURCES,
  })
  const extract = step('extract', 'extract-tables.sh', source.image)
  const anonymize = step('anonymize', 'anonymize-tables.sh', source.image)
  return {
    stages: [
      { ...extract, env: { ...env, ...postgresEnv(source) } },
      {
        ...anonymize,
        env: { ...env, ...(anonymizationKey ? { ANONYMIZE_KEY: anonymizationKey } : {}) },
        mounts: [...mounts, { volume: 'scratch', path: '/scratch' }],
      },
    ],
    last: isBucket(destination)
      ? storeStep(props, destination, name, mounts)
      : {
          ...step('load', 'load-tables.sh', destination.image),
          env: { ...env, ...postgresEnv(destination), ...(props.checks ? { CHECKS: props.checks.join('\n') } : {}) },
        },
    scripts: [
      ...(['anonymize-tables.sh', 'extract-tables.sh', 'tables.sh'] as const),
      ...(isBucket(destination) ? (['select-expired.sh', 'store-file.sh', 'upload-set.sh'] as const) : (['load-tables.sh'] as const)),
    ],
  }
}

function storeStep(
  { tables, keep = DEFAULT_RETENTION, rcloneImage = DEFAULT_RCLONE_IMAGE }: TableEtlProps,
  destination: S3Target,
  name: string,
  mounts: readonly Mount[],
): JobContainer {
  const remote = rcloneRemote(destination, name, { property: 'destination' })
  return {
    name: 'load',
    image: rcloneImage,
    command: ['sh', '/scripts/upload-set.sh'],
    env: {
      BACKUP_DIR: '/work/clean',
      BACKUP_NAME: name,
      BACKUP_TARGET: remote.path,
      PARTS: Object.keys(tables).join(' '),
      ...retentionEnv(keep),
      ...remote.env,
    },
    mounts,
  }
}

function isBucket(destination: TableEtlProps['destination']): destination is S3Target {
  return 'bucket' in destination
}

function check({ source, destination, tables, anonymizationKey, checks = [], keep }: TableEtlProps): void {
  if (Object.keys(tables).length === 0) refuse('tables', 'at least one table', 'there is something to move', 0)
  checkDatabase('source', source)
  if (!isBucket(destination)) checkDatabase('destination', destination)
  if (isBucket(destination) && checks.length > 0)
    refuse('checks', 'absent for a bucket', 'they are asked of the destination before it commits', checks[0])
  if (!isBucket(destination) && keep !== undefined) refuse('keep', 'absent for a database', 'it rotates what a bucket holds', 'given')
  const lines = checks.find((query) => query.trim() === '' || query.includes('\n'))
  if (lines !== undefined) refuse('checks', 'queries of one line', 'each is asked by itself', lines)
  for (const [name, table] of Object.entries(tables)) {
    if (!NAME.test(name)) refuse('tables', 'named in lower case', 'the name can be a file', name)
    checkTable(`tables.${name}`, table, anonymizationKey !== undefined)
    const to = table.to ?? table.from
    if (!isBucket(destination) && isSame(source, destination) && to === table.from)
      refuse(`tables.${name}.to`, 'another table than the source', 'the rows themselves are not replaced by anonymized ones', to)
  }
}

function checkDatabase(property: string, { host, name }: Omit<Database, 'kind'>): void {
  if (host === '') refuse(`${property}.host`, 'a host name', 'there is a database', host)
  if (name === '') refuse(`${property}.name`, 'the name of a database', 'there is a database', name)
}

function checkTable(property: string, { from, to = from, columns, key }: EtlTable, hasKey: boolean): void {
  if (!TABLE.test(from)) refuse(`${property}.from`, 'the name of a table in lower case', 'it means what it says', from)
  if (!TABLE.test(to)) refuse(`${property}.to`, 'the name of a table in lower case', 'it means what it says', to)
  const bad = Object.keys(columns).find((column) => !NAME.test(column))
  if (bad !== undefined) refuse(`${property}.columns`, 'names of columns in lower case', 'they mean what they say', bad)
  const rules = Object.entries(columns)
  if (!rules.some(([, rule]) => rule !== 'drop'))
    refuse(`${property}.columns`, 'at least one that moves', 'there is something to load', 'none')
  const hashed = rules.find(([, rule]) => rule === 'hash')
  if (hashed && !hasKey)
    refuse('anonymizationKey', 'given where a column is hashed', 'nobody finds a value by hashing what they guess', `none for ${hashed[0]}`)
  if (key !== undefined && columns[key] !== 'keep' && columns[key] !== 'hash')
    refuse(`${property}.key`, 'a column that is kept or hashed', 'it still tells rows apart', `${key}: ${columns[key] ?? 'not named'}`)
}

function isSame(source: Omit<Database, 'kind'>, destination: Omit<Database, 'kind'>): boolean {
  return source.host === destination.host && (source.port ?? 5432) === (destination.port ?? 5432) && source.name === destination.name
}
