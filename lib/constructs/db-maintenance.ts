import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { Database } from './backup-source.ts'
import { checkClaim, checkServer } from './check-values.ts'
import { postgresEnv } from './postgres-client.ts'
import { refuse } from './refuse.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

export interface PurgeRule {
  /** Table in lower case, with its schema where it has one. */
  readonly table: string
  /** Column with the time of a row. */
  readonly column: string
  /** Age in whole days from which a row goes. */
  readonly olderThanDays: number
}

export interface DbMaintenanceProps extends CommonJobProps {
  /** The PostgreSQL database that is maintained; its user must own the tables or have the right to maintain them. */
  readonly database: Omit<Database, 'kind'>
  /**
   * Whether dead rows are cleared away.
   *
   * @default true
   */
  readonly vacuum?: boolean
  /**
   * Whether the planner's statistics are refreshed.
   *
   * @default true
   */
  readonly analyze?: boolean
  /**
   * Tables whose indexes are rebuilt while they are in use.
   *
   * @default none
   */
  readonly reindex?: readonly string[]
  /**
   * Rows that go by age, in steps, before everything else.
   *
   * @default none
   */
  readonly purge?: readonly PurgeRule[]
  /**
   * A claim that keeps a log of each run.
   *
   * @default none: the pods' own logs
   */
  readonly logClaim?: string
}

const NAME = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/**
 * Vacuum, analyze, reindex and purge of a PostgreSQL database, under a lock that lets no second one start, wherever it comes from.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { DbMaintenance, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new DbMaintenance(chart, 'orders', {
 *   name: 'orders-maintenance',
 *   schedule: Schedule.weekly({ on: 'sunday', at: '04:00' }),
 *   database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
 *   purge: [{ table: 'application_logs', column: 'created_at', olderThanDays: 30 }],
 *   reindex: ['users'],
 * })
 * app.synth()
 */
export class DbMaintenance extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: DbMaintenanceProps) {
    super(scope, id)
    const { database, vacuum = true, analyze = true, reindex = [], purge = [], logClaim } = props
    check(props)
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, ['maintain-postgres.sh'])
    this.job = new ScheduledJob(this, 'maintenance', {
      ...props,
      containers: [
        {
          name: 'maintain',
          image: database.image ?? 'postgres:17.6',
          user: 999,
          command: ['sh', '/scripts/maintain-postgres.sh'],
          env: {
            ...postgresEnv(database),
            VACUUM: vacuum ? '1' : '0',
            ANALYZE: analyze ? '1' : '0',
            ...(reindex.length > 0 ? { REINDEX: reindex.join(' ') } : {}),
            ...(purge.length > 0
              ? { PURGE: purge.map(({ table, column, olderThanDays }) => `${table}:${column}:${olderThanDays}`).join(' ') }
              : {}),
            ...(logClaim === undefined ? {} : { LOG_DIR: '/logs' }),
          },
          mounts: [
            { volume: 'scripts', path: '/scripts', readOnly: true },
            { volume: 'tmp', path: '/tmp' },
            ...(logClaim === undefined ? [] : [{ volume: 'logs', path: '/logs' }]),
          ],
        },
      ],
      volumes: {
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
        ...(logClaim === undefined ? {} : { logs: { persistentVolumeClaim: { claimName: logClaim } } }),
      },
    })
  }
}

function check({ database, logClaim, vacuum, analyze, reindex = [], purge = [] }: DbMaintenanceProps): void {
  checkServer('database', database)
  if (logClaim !== undefined) checkClaim('logClaim', logClaim)
  if (vacuum === false && analyze === false && reindex.length === 0 && purge.length === 0)
    refuse('vacuum', 'true, or another task given', 'there is something to do', vacuum)
  for (const table of reindex) if (!NAME.test(table)) refuse('reindex', 'names of tables in lower case', 'they need no quotes', table)
  for (const { table, column, olderThanDays } of purge) {
    if (!NAME.test(table)) refuse('purge.table', 'the name of a table in lower case', 'it needs no quotes', table)
    if (!NAME.test(column)) refuse('purge.column', 'the name of a column in lower case', 'it needs no quotes', column)
    if (!Number.isInteger(olderThanDays) || olderThanDays < 1 || olderThanDays > 99_999)
      refuse('purge.olderThanDays', 'a whole number from 1', 'fresh rows stay', olderThanDays)
  }
}
