import type { Database } from './backup-source.ts'
import type { JobContainer } from './container-spec.ts'

/** The database as libpq's environment names it. */
export function postgresEnv({ host, port = 5432, name, credentials }: Omit<Database, 'kind'>): NonNullable<JobContainer['env']> {
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: name,
    PGUSER: credentials.key('username'),
    PGPASSWORD: credentials.key('password'),
  }
}
