import { Duration, type Chart } from 'cdk8s'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { BackupCronJob, BackupReplication, Schedule, SecretSource, type BackupCronJobProps } from '../../lib/constructs/index.ts'
import { fullDisk, Pods, type PodOutcome } from './pod.ts'
import { freePort, Sandbox } from './sandbox.ts'
import { PASSWORD, startMariaDb, startObjectStore, startPostgres, type MariaDb, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

const credentials = SecretSource.existing('credentials')
const bucket = SecretSource.existing('bucket')
const secrets = {
  'credentials/username': 'owner',
  'credentials/password': PASSWORD,
  'bucket/access-key-id': 'somebody',
  'bucket/secret-access-key': 'hidden-key-of-the-store',
}
const SECRETS = [PASSWORD, 'a-wrong-secret', secrets['bucket/secret-access-key']]

/** Bad luck of one container. */
interface Trouble {
  readonly container?: string
  readonly env?: Readonly<Record<string, string>>
  readonly under?: readonly string[]
}

/** Without the restore check, which takes its time, where something else is shown. */
const QUICK = { restoreCheck: false, checkSql: undefined }

/** Kept by every rule of this file. */
const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')

/** Dies with its script, as a node that loses its power. */
const DIE = 'kill -9 $PPID; kill -9 $$'

describeWith(['initdb', 'mariadbd', 'age', 'gpg', 'rclone', 'moto_server'], 'backups, as their manifests run them', () => {
  const sandbox = new Sandbox()
  let postgres: Postgres
  let mariadb: MariaDb
  let store: ObjectStore
  let recipient: string
  let publicKeys: string
  let started = 0
  let count = 0
  const gpg = { GNUPGHOME: sandbox.make('gpg') }
  const files = sandbox.make('volumes/claim-shop')

  beforeAll(async () => {
    ;[postgres, mariadb, store] = await Promise.all([startPostgres(sandbox), startMariaDb(sandbox), startObjectStore(sandbox)])
    postgres.query('postgres', 'create database shop')
    postgres.query('postgres', 'create database second')
    postgres.query(
      'shop',
      "create table orders as select i as id, 'Zoë ' || i as customer, md5(i::text) as note from generate_series(1, 5000) i",
    )
    mariadb.query('mysql', 'create database shop character set utf8mb4; create database second')
    mariadb.query('shop', "create table orders as select seq as id, concat('Zoë ', seq) as customer, md5(seq) as note from seq_1_to_5000")
    sandbox.must(
      'sh',
      ['-c', 'mkdir -p "a b/c"; seq 1 20000 >"a b/numbers"; ln -s numbers "a b/link"; : >"a b/c/empty"'],
      {},
      undefined,
      files,
    )
    sandbox.must('age-keygen', ['-o', join(sandbox.folder, 'key')])
    recipient = sandbox.must('age-keygen', ['-y', join(sandbox.folder, 'key')]).trim()
    sandbox.must(
      'gpg',
      ['--batch', '--quiet', '--passphrase', '', '--quick-gen-key', 'backup@example.com', 'default', 'default', 'never'],
      gpg,
    )
    publicKeys = sandbox.must('gpg', ['--batch', '--armor', '--export'], gpg)
  })
  afterAll(() => {
    sandbox.run('gpgconf', ['--kill', 'gpg-agent'], gpg)
    sandbox.end()
  })
  beforeEach(() => {
    count += 1
    sandbox.must('rclone', ['mkdir', `s3:backups-${count}`], store.env)
  })

  /** Good backups of these days, as earlier runs left them: the name and its checksum. */
  function seed(days: readonly string[], ending = 'tar.gz'): string[] {
    const folder = sandbox.make(`seed-${count}`)
    const names = days.map((day) => `shop-${day}T021500Z.${ending}`)
    for (const name of names) {
      writeFileSync(join(folder, name), name)
      writeFileSync(join(folder, `${name}.sha256`), `${createHash('sha256').update(name).digest('hex')}  ${name}\n`)
    }
    sandbox.must('rclone', ['copy', folder, `s3:backups-${count}/shop`], store.env)
    return names.map((name) => `shop/${name}`)
  }

  type Source = 'postgres' | 'mariadb' | 'volume'
  const sources: Readonly<Record<Source, () => Partial<BackupCronJobProps>>> = {
    postgres: () => ({
      database: { host: '127.0.0.1', port: postgres.port, name: 'shop', credentials },
      checkSql: 'select count(*) = 5000 from orders',
      encryption: { tool: 'age', recipients: [recipient], image: 'registry.example.com/age:1.2.1' },
    }),
    mariadb: () => ({
      database: { kind: 'mariadb', host: '127.0.0.1', port: mariadb.port, name: 'shop', credentials },
      checkSql: 'select count(*) = 5000 from orders',
      encryption: { tool: 'gpg', publicKeys },
    }),
    volume: () => ({ volume: { claim: 'shop' } }),
  }
  async function backup(source: Source, props: Partial<BackupCronJobProps> = {}, trouble: Trouble = {}): Promise<PodOutcome> {
    // Names say seconds: the next backup has another one.
    await new Promise((resolve) => setTimeout(resolve, started + 1300 - Date.now()))
    started = Date.now()
    const outcome = await podRun((chart) => {
      new BackupCronJob(chart, 'backup', {
        name: 'backup',
        schedule: Schedule.daily({ at: '02:15' }),
        target: { bucket: `backups-${count}`, endpoint: store.endpoint, credentials: bucket },
        ...sources[source](),
        ...props,
      })
    }, trouble)
    for (const secret of SECRETS) expect(outcome.log).not.toContain(secret)
    return outcome
  }
  function podRun(build: (chart: Chart) => void, { container = '', env = {}, under = [] }: Trouble = {}): Promise<PodOutcome> {
    return new Pods(sandbox, build, { secrets }).run({ env: { [container]: env }, under: { [container]: under } })
  }
  const stored = (): string[] =>
    sandbox
      .must('rclone', ['lsf', '-R', '--files-only', `s3:backups-${count}`], store.env)
      .trim()
      .split('\n')
      .filter(Boolean)
      .sort()
  /** Stored with its checksum, and of that checksum. */
  function good(): string[] {
    const all = stored()
    return all.filter((name) => {
      if (!all.includes(`${name}.sha256`)) return false
      const sum = sandbox.must('rclone', ['cat', `s3:backups-${count}/${name}.sha256`], store.env).split(' ')[0]
      const { stdout } = sandbox.run('sh', ['-c', 'rclone cat "$0" | sha256sum', `s3:backups-${count}/${name}`], store.env)
      return stdout.startsWith(sum)
    })
  }
  function fetch(name: string): string {
    const path = join(sandbox.make('fetched'), name.split('/').at(-1) ?? '')
    sandbox.must('rclone', ['copyto', `s3:backups-${count}/${name}`, path], store.env)
    return path
  }

  test('PostgreSQL, age: what comes back is the database, row by row', async () => {
    expect(await backup('postgres')).toMatchObject({ status: 0, failed: undefined })
    const [name, ...others] = good()
    expect({ name, others }).toEqual({ name: expect.stringMatching(/^shop\/shop-\d{8}T\d{6}Z\.dump\.age$/), others: [] })
    const dump = join(sandbox.folder, 'restored.dump')
    sandbox.must('age', ['-d', '-i', join(sandbox.folder, 'key'), '-o', dump, fetch(name)])
    sandbox.must('pg_restore', ['-d', 'second', '--exit-on-error', dump], postgres.env('second'))
    const rows = 'select * from orders order by id'
    expect(postgres.query('second', rows)).toBe(postgres.query('shop', rows))
  })

  test('MariaDB, gpg: what comes back is the database, row by row', async () => {
    expect(await backup('mariadb')).toMatchObject({ status: 0, failed: undefined })
    const [name] = good()
    expect(name).toMatch(/^shop\/shop-\d{8}T\d{6}Z\.sql\.gz\.gpg$/)
    const dump = join(sandbox.folder, 'restored.sql')
    sandbox.must('sh', ['-c', 'gpg --batch --quiet --decrypt "$0" | gzip -dc >"$1"', fetch(name), dump], gpg)
    mariadb.query('second', `source ${dump}`)
    const rows = 'select * from orders order by id'
    expect(mariadb.query('second', rows)).toBe(mariadb.query('shop', rows))
  })

  test('a volume: what comes back is every file, folder and link', async () => {
    expect(await backup('volume')).toMatchObject({ status: 0, failed: undefined })
    const [name] = good()
    const folder = sandbox.make('unpacked')
    sandbox.must('tar', ['-C', folder, '-xzf', fetch(name)])
    sandbox.must('diff', ['-r', '--no-dereference', files, folder])
    expect(readFileSync(join(folder, 'a b/link'), 'utf8')).toContain('20000')
  })

  test.each<[luck: string, source: Source, container: string, message: string, trouble: () => Promise<Trouble> | Trouble]>([
    ['a wrong password', 'postgres', 'dump', 'password authentication failed', () => ({ env: { PGPASSWORD: 'a-wrong-secret' } })],
    ['a wrong password', 'mariadb', 'dump', 'Access denied', () => ({ env: { DB_PASSWORD: 'a-wrong-secret' } })],
    ['a dead server', 'postgres', 'dump', 'nothing was kept', async () => ({ env: { PGPORT: String(await freePort()) } })],
    ['a dead server', 'mariadb', 'dump', 'nothing was kept', async () => ({ env: { DB_PORT: String(await freePort()) } })],
    ['a full disk', 'postgres', 'dump', 'nothing was kept', () => ({ under: fullDisk(16) })],
    ['a full disk', 'mariadb', 'dump', 'nothing was kept', () => ({ under: fullDisk(16) })],
    ['a full disk', 'volume', 'archive-shop', 'nothing was kept', () => ({ under: fullDisk(16) })],
    ['a full disk', 'postgres', 'restore-check', 'the scratch server does not start', () => ({ under: fullDisk(256) })],
    ['a full disk', 'mariadb', 'restore-check', 'the scratch server cannot be set up', () => ({ under: fullDisk(256) })],
    ['a full disk', 'postgres', 'encrypt', 'nothing unencrypted leaves this pod', () => ({ under: fullDisk(16) })],
    ['a full disk', 'mariadb', 'encrypt', 'nothing unencrypted leaves this pod', () => ({ under: fullDisk(16) })],
    [
      'a wrong key of the store',
      'volume',
      'upload',
      'older backups are kept',
      () => ({ env: sandbox.instead('rclone', 'echo "AccessDenied: Access Denied" >&2; exit 1') }),
    ],
    [
      'a dead store',
      'volume',
      'upload',
      'older backups are kept',
      async () => ({ env: { RCLONE_CONFIG_S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`, RCLONE_LOW_LEVEL_RETRIES: '1' } }),
    ],
  ])('%s: %s ends in %s, tells it, loses nothing, and the next run repairs it', async (_, source, container, message, trouble) => {
    const props = container === 'restore-check' ? {} : QUICK
    seed([YESTERDAY])
    const before = stored()
    const outcome = await backup(source, props, { container, ...(await trouble()) })
    expect(outcome).toMatchObject({ failed: container, log: expect.stringContaining(message) })
    expect(outcome.status).not.toBe(0)
    expect(stored()).toEqual(before)
    expect(await backup(source, QUICK)).toMatchObject({ status: 0 })
    expect(good()).toHaveLength(2)
  })

  test.each<[moment: string, source: Source, container: string, tool: string, program: string, left: number]>([
    ['half the dump is written', 'postgres', 'dump', 'pg_dump', `for last; do :; done; echo half >"\${last#--file=}"; ${DIE}`, 0],
    ['half the dump is written', 'mariadb', 'dump', 'mariadb-dump', DIE, 0],
    ['half the archive is written', 'volume', 'archive-shop', 'tar', `echo half >"$4"; ${DIE}`, 0],
    ['the dump is being restored', 'postgres', 'restore-check', 'pg_restore', DIE, 0],
    ['it is being encrypted', 'postgres', 'encrypt', 'age', DIE, 0],
    [
      'half of it is uploaded',
      'postgres',
      'upload',
      'rclone',
      `if [ "$1" = copyto ]; then head -c 1000 "$2" | PATH=$REAL rclone rcat "$3"; ${DIE}; fi`,
      1,
    ],
    [
      'it is uploaded, its checksum is not',
      'volume',
      'upload',
      'rclone',
      `case $3 in *.sha256) ${DIE} ;; esac; PATH=$REAL exec rclone "$@"`,
      1,
    ],
  ])('kill -9 while %s (%s, %s): nothing good is lost, and the next run repairs it', async (_, source, container, tool, program, left) => {
    const props = container === 'restore-check' ? {} : QUICK
    seed([YESTERDAY])
    const before = stored()
    const { status } = await backup(source, props, { container, env: sandbox.instead(tool, program) })
    expect(status).toBeNull()
    const halves = stored().filter((name) => !before.includes(name))
    expect(halves).toHaveLength(left)
    expect(good()).toEqual(before.filter((name) => !name.endsWith('.sha256')))
    expect(await backup(source, QUICK)).toMatchObject({ status: 0 })
    expect(good()).toHaveLength(2)
    expect(stored()).toHaveLength(4)
  })

  test('kill -9 while old ones are removed: the newest stays, and the next run goes on', async () => {
    const retention = { last: 2 }
    const [, first] = seed(['20260101', '20260102'])
    const die = `if [ "$1" = deletefile ]; then PATH=$REAL rclone "$@"; ${DIE}; fi; PATH=$REAL exec rclone "$@"`
    expect((await backup('volume', { retention }, { container: 'upload', env: sandbox.instead('rclone', die) })).status).toBeNull()
    expect(good()).toHaveLength(2)
    expect(stored()).toContain(first)
    expect(await backup('volume', { retention })).toMatchObject({ status: 0 })
    expect(good()).toHaveLength(2)
    expect(stored()).toHaveLength(4)
  })

  // The names' times are long past, so that the day of this test decides nothing; the backup of this run is the newest, of a day, week, month and year of its own.
  const WEEKS = ['20191230', '20191229', '20191228', '20191222']
  const MONTHS = ['20190331', '20190228', '20190131', '20190115', '20181231']
  test.each<[rules: string, retention: BackupCronJobProps['retention'], stored: readonly string[], kept: readonly string[]]>([
    ['count', { last: 3 }, WEEKS, ['20191230', '20191229']],
    ['count of one', { last: 1 }, WEEKS, []],
    ['age', Duration.days(36_500), WEEKS, WEEKS],
    ['age', Duration.days(14), WEEKS, []],
    ['week', { weekly: 3 }, WEEKS, ['20191230', '20191229']],
    ['month', { monthly: 3 }, MONTHS, ['20190331', '20190228']],
    [
      'grandfather, father and son',
      { daily: 2, weekly: 3, monthly: 4, yearly: 3 },
      [...WEEKS, ...MONTHS],
      ['20191230', '20191229', '20190331', '20190228', '20181231'],
    ],
  ])('retention by %s: %j', async (_, retention, days, kept) => {
    seed(days)
    expect(await backup('volume', { retention })).toMatchObject({ status: 0 })
    const [newest, ...left] = stored()
      .filter((one) => !one.endsWith('.sha256'))
      .reverse()
    expect(good()).toContain(newest)
    expect(left).toEqual(
      kept
        .map((day) => `shop/shop-${day}T021500Z.tar.gz`)
        .sort()
        .reverse(),
    )
  })

  test('replication to another region: verified, mended after a kill, and a target that fails does not stop the other', async () => {
    expect(await backup('volume')).toMatchObject({ status: 0 })
    for (const other of ['near', 'far']) sandbox.run('rclone', ['mkdir', `s3:${other}`], store.env)
    const replicate = (trouble: Trouble = {}, targets = ['near', 'far']): Promise<PodOutcome> =>
      podRun(
        (chart) => {
          new BackupReplication(chart, 'backup', {
            name: 'backup',
            schedule: Schedule.daily({ at: '05:00' }),
            source: { bucket: `backups-${count}`, prefix: 'shop', endpoint: store.endpoint, credentials: bucket },
            targets: targets.map((name) => ({ bucket: name, endpoint: store.endpoint, region: 'eu-west-1', credentials: bucket })),
          })
        },
        { container: 'replicate', ...trouble },
      )
    const at = (target: string): string[] =>
      sandbox
        .must('rclone', ['lsf', '-R', '--files-only', `s3:${target}`], store.env)
        .trim()
        .split('\n')
        .filter(Boolean)
    const die = sandbox.instead('rclone', `case "$1 $3" in "copyto target0:"*.sha256) ${DIE} ;; esac; PATH=$REAL exec rclone "$@"`)
    expect((await replicate({ env: die })).status).toBeNull()
    expect(at('near').filter((name) => name.endsWith('.sha256'))).toEqual([])
    expect(await replicate({}, ['nowhere', 'near', 'far'])).toMatchObject({
      status: 1,
      log: expect.stringContaining('target0:nowhere/shop'),
    })
    for (const target of ['near', 'far']) expect(at(target)).toEqual(stored())
  })
})
