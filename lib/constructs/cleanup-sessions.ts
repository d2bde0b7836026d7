import { checkServer } from './check-values.ts'
import type { Cleaning } from './cleanup-files.ts'
import type { SessionsCleanupProps } from './cleanup-job.ts'
import { postgresEnv } from './postgres-client.ts'
import { refuse } from './refuse.ts'

const NAME = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/

/** Rows whose time is over. */
export function purgeExpired({ database, table, column, dryRun = false }: SessionsCleanupProps): Cleaning {
  checkServer('database', database)
  if (!NAME.test(table)) refuse('table', 'the name of a table in lower case', 'it needs no quotes', table)
  if (!NAME.test(column)) refuse('column', 'the name of a column in lower case', 'it needs no quotes', column)
  return {
    script: 'purge-expired.sh',
    container: {
      name: 'purge',
      image: database.image ?? 'postgres:17.6',
      user: 999,
      env: {
        ...postgresEnv(database),
        TABLE: table,
        COLUMN: column,
        DRY_RUN: dryRun ? '1' : '0',
      },
    },
  }
}
