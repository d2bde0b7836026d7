import { join } from 'node:path'
import { freePort, until, type Sandbox } from './sandbox.ts'

export interface Postgres {
  readonly port: number
  /** What libpq takes to reach a database as the owner. */
  env(database: string): Record<string, string>
  query(database: string, sql: string): string
}

export const PASSWORD = 'never-in-a-log-7"\\x'

/** A PostgreSQL of its own on a free port of the loopback, with a password. */
export async function startPostgres(sandbox: Sandbox): Promise<Postgres> {
  const port = await freePort()
  const data = sandbox.make(`postgres-${port}`)
  const file = join(sandbox.folder, 'pw')
  sandbox.must('sh', ['-c', 'printf "%s" "$PW" > "$FILE"'], { PW: PASSWORD, FILE: file })
  sandbox.must('initdb', ['--no-sync', '--auth=scram-sha-256', '--username=owner', `--pwfile=${file}`, '--encoding=UTF8', '-D', data])
  sandbox.start('postgres', [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${data}`,
    '-c',
    'fsync=off',
  ])
  const env = (database: string): Record<string, string> => ({
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: 'owner',
    PGPASSWORD: PASSWORD,
  })
  await until('the start of PostgreSQL', () => sandbox.run('psql', ['-Xtqc', 'select 1'], env('postgres')).status === 0)
  return { port, env, query: (database, sql) => sandbox.must('psql', ['-AXtq', '-v', 'ON_ERROR_STOP=1', '-c', sql], env(database)).trim() }
}

/** A PostgreSQL with a database `shop` that holds what the SQL puts there. */
export async function startShop(sandbox: Sandbox, sql: string): Promise<Postgres> {
  const postgres = await startPostgres(sandbox)
  postgres.query('postgres', 'create database shop')
  postgres.query('shop', sql)
  return postgres
}

export interface MariaDb {
  readonly port: number
  env(database: string): Record<string, string>
  query(database: string, sql: string): string
}

/** A MariaDB of its own on a free port of the loopback, with a password. */
export async function startMariaDb(sandbox: Sandbox): Promise<MariaDb> {
  const port = await freePort()
  const data = sandbox.make(`mariadb-${port}`)
  const socket = join(data, 's.sock')
  sandbox.must('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'])
  sandbox.start('mariadbd', ['--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--port=${port}`, '--bind-address=127.0.0.1'])
  const base = ['--no-defaults', `--socket=${socket}`, '-uroot', '-N', '-B']
  await until('the start of MariaDB', () => sandbox.run('mariadb', [...base, '-e', 'select 1']).status === 0)
  const escaped = PASSWORD.replaceAll('\\', '\\\\')
  sandbox.must('mariadb', [
    ...base,
    '-e',
    `create user 'owner'@'%' identified by '${escaped}'; grant all on *.* to 'owner'@'%'; flush privileges`,
  ])
  return {
    port,
    env: (database) => ({ DB_HOST: '127.0.0.1', DB_PORT: String(port), DB_NAME: database, DB_USER: 'owner', DB_PASSWORD: PASSWORD }),
    query: (database, sql) => sandbox.must('mariadb', [...base, database, '-e', sql]).trim(),
  }
}

export interface ObjectStore {
  readonly endpoint: string
  /** What rclone takes to reach it as the remote `s3`. */
  readonly env: Record<string, string>
}

/** An S3-compatible server on a free port of the loopback. */
export async function startObjectStore(sandbox: Sandbox, ...buckets: readonly string[]): Promise<ObjectStore> {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  sandbox.start('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { ownRights: false })
  await until('the start of the object store', async () => (await fetch(endpoint).catch(() => undefined)) !== undefined)
  const env = {
    RCLONE_CONFIG: join(sandbox.folder, 'rclone.conf'),
    RCLONE_CONFIG_S3_TYPE: 's3',
    RCLONE_CONFIG_S3_PROVIDER: 'Other',
    RCLONE_CONFIG_S3_ENDPOINT: endpoint,
    RCLONE_CONFIG_S3_REGION: 'us-east-1',
    RCLONE_CONFIG_S3_ACCESS_KEY_ID: 'somebody',
    RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: 'hidden-key-of-the-store',
  }
  for (const bucket of buckets) sandbox.must('rclone', ['mkdir', `s3:${bucket}`], env)
  return { endpoint, env }
}
