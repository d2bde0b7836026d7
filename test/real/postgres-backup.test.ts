import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, Sandbox } from './sandbox.ts'
import { PASSWORD, startObjectStore, startPostgres, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

describeWith(['initdb', 'psql', 'age', 'gpg', 'rclone', 'moto_server'], 'a PostgreSQL backup', () => {
  const sandbox = new Sandbox()
  let postgres: Postgres
  let store: ObjectStore
  const backup = sandbox.make('backup')
  const rows = 'select id, customer, total, placed, note from orders order by id'

  beforeAll(async () => {
    postgres = await startPostgres(sandbox)
    store = await startObjectStore(sandbox, 'backups', 'abroad')
    postgres.query('postgres', 'create database shop')
    postgres.query(
      'shop',
      `create table orders (id int primary key, customer text not null, total numeric(12,2), placed timestamptz, note bytea);
       insert into orders select i, 'Zoë ' || i, i * 1.25, '2026-01-01Z'::timestamptz + i * interval '1 minute', decode(md5(i::text), 'hex') from generate_series(1, 5000) i`,
    )
  })
  afterAll(() => sandbox.end())

  const empty = (): void => readdirSync(backup).forEach((name) => rmSync(join(backup, name)))
  const dump = (env: Record<string, string> = {}) =>
    sandbox.script('dump-postgres.sh', { ...postgres.env('shop'), BACKUP_DIR: backup, ...env })
  const upload = (env: Record<string, string> = {}) =>
    sandbox.script('upload-backup.sh', {
      ...store.env,
      BACKUP_DIR: backup,
      BACKUP_NAME: 'shop',
      BACKUP_TARGET: 's3:backups/shop',
      KEEP_LAST: '2',
      ...env,
    })
  const stored = (path = 'backups/shop'): string[] =>
    sandbox
      .must('rclone', ['lsf', `s3:${path}`], store.env)
      .trim()
      .split('\n')
      .filter(Boolean)
      .sort()
  const put = (name: string, text: string): string => sandbox.must('rclone', ['rcat', `s3:backups/shop/${name}`], store.env, text)

  test('is dumped, proven, encrypted, uploaded, fetched and restored: every row is the same', () => {
    empty()
    expect(dump()).toMatchObject({ status: 0 })
    expect(
      sandbox.script('verify-postgres.sh', {
        BACKUP_DIR: backup,
        SCRATCH_DIR: sandbox.make('scratch'),
        CHECK_SQL: 'select count(*) = 5000 from orders',
      }),
    ).toMatchObject({ status: 0 })
    sandbox.must('age-keygen', ['-o', join(sandbox.folder, 'key')])
    const recipient = sandbox.must('age-keygen', ['-y', join(sandbox.folder, 'key')]).trim()
    expect(sandbox.script('encrypt-backup.sh', { BACKUP_DIR: backup, ENCRYPTION: 'age', AGE_RECIPIENTS: recipient })).toMatchObject({
      status: 0,
    })
    expect(readdirSync(backup)).toEqual([expect.stringMatching(/^shop-\d{8}T\d{6}Z\.dump\.age$/)])
    expect(upload({ VERIFY: 'download' })).toMatchObject({ status: 0 })

    const [name, checksum] = stored()
    expect(checksum).toBe(`${name}.sha256`)
    sandbox.must('rclone', ['copyto', `s3:backups/shop/${name}`, join(sandbox.folder, 'fetched.age')], store.env)
    sandbox.must('age', [
      '-d',
      '-i',
      join(sandbox.folder, 'key'),
      '-o',
      join(sandbox.folder, 'fetched'),
      join(sandbox.folder, 'fetched.age'),
    ])
    postgres.query('postgres', 'create database second')
    sandbox.must('pg_restore', ['-d', 'second', '--exit-on-error', join(sandbox.folder, 'fetched')], postgres.env('second'))
    const original = postgres.query('shop', rows)
    expect(original.split('\n')).toHaveLength(5000)
    expect(postgres.query('second', rows)).toBe(original)
  })

  test('is encrypted with gpg for a public key, and only the private one reads it', () => {
    empty()
    expect(dump()).toMatchObject({ status: 0 })
    const [plain] = readdirSync(backup)
    const before = sandbox.must('sha256sum', [join(backup, plain)]).split(' ')[0]
    const home = { GNUPGHOME: sandbox.make('gpg') }
    sandbox.must(
      'gpg',
      ['--batch', '--quiet', '--passphrase', '', '--quick-gen-key', 'backup@example.com', 'default', 'default', 'never'],
      home,
    )
    const keys = join(sandbox.folder, 'keys.asc')
    writeFileSync(keys, sandbox.must('gpg', ['--batch', '--armor', '--export'], home))
    expect(sandbox.script('encrypt-backup.sh', { BACKUP_DIR: backup, ENCRYPTION: 'gpg', GPG_PUBLIC_KEYS: keys })).toMatchObject({
      status: 0,
    })
    expect(readdirSync(backup)).toEqual([`${plain}.gpg`])
    sandbox.must('gpg', ['--batch', '--quiet', '--output', join(sandbox.folder, 'plain'), '--decrypt', join(backup, `${plain}.gpg`)], home)
    expect(sandbox.must('sha256sum', [join(sandbox.folder, 'plain')]).split(' ')[0]).toBe(before)
    expect(
      sandbox.run('gpg', ['--batch', '--decrypt', join(backup, `${plain}.gpg`)], { GNUPGHOME: sandbox.make('other') }).status,
    ).not.toBe(0)
    sandbox.run('gpgconf', ['--kill', 'gpg-agent'], home)
  })

  test('rotates: what no rule keeps goes, a neighbour with a longer name stays, a half upload is cleared away', () => {
    empty()
    for (const day of ['20260101', '20260102', '20260103']) {
      put(`shop-${day}T020000Z.dump`, day)
      put(`shop-${day}T020000Z.dump.sha256`, 'x')
    }
    put('shop-20260104T020000Z.dump', 'half')
    put('shop-eu-20200101T020000Z.dump', 'a neighbour')
    put('notes.txt', 'somebody else')
    const before = stored().filter((name) => !/shop-2026010|shop-eu|notes/.test(name) && !name.endsWith('.sha256'))
    expect(before).toHaveLength(1)
    dump()
    const [fresh] = readdirSync(backup)
    expect(upload()).toMatchObject({ status: 0 })
    expect(stored()).toEqual(
      ['notes.txt', ...[before[0], fresh].flatMap((name) => [name, `${name}.sha256`]), 'shop-eu-20200101T020000Z.dump'].sort(),
    )
  })

  test('replicates to another region, read back against its checksum, and mends a half copy', () => {
    const env = { ...store.env, SOURCE: 's3:backups/shop', TARGETS: 's3:abroad/shop s3:nowhere/shop' }
    const whole = stored().filter((name) => /^shop-\d/.test(name))
    sandbox.must('rclone', ['rcat', `s3:abroad/shop/${whole[0]}`], store.env, 'half')
    expect(sandbox.script('replicate-backups.sh', { ...env, TARGETS: 's3:abroad/shop' })).toMatchObject({ status: 0 })
    expect(stored('abroad/shop')).toEqual(whole)
    expect(sandbox.must('rclone', ['cat', `s3:abroad/shop/${whole[0]}`], store.env)).not.toBe('half')
    // Once more: nothing is left to copy.
    expect(sandbox.script('replicate-backups.sh', { ...env, TARGETS: 's3:abroad/shop' })).toMatchObject({ status: 0, stdout: '' })
  })

  test('a backup that changed after it was stored is not replicated', () => {
    const name = 'shop-20260601T020000Z.dump'
    put(name, 'not what was stored')
    put(`${name}.sha256`, `${'0'.repeat(64)}  ${name}`)
    const { status, log } = sandbox.script('replicate-backups.sh', { ...store.env, SOURCE: 's3:backups/shop', TARGETS: 's3:abroad/shop' })
    expect({ status, copied: stored('abroad/shop').includes(`${name}.sha256`) }).toEqual({ status: 1, copied: false })
    expect(log).toContain(`${name} at s3:abroad/shop differs from the checksum that it was stored with`)
  })

  test.each<[luck: string, env: () => Record<string, string> | Promise<Record<string, string>>, message: string]>([
    ['a wrong password', () => ({ PGPASSWORD: 'a-wrong-secret' }), 'password authentication failed'],
    ['a server that is not there', async () => ({ PGPORT: String(await freePort()) }), 'pg_dump failed; nothing was kept'],
    ['a database that is not there', () => ({ PGDATABASE: 'lost' }), 'database "lost" does not exist'],
    ['a folder that cannot be written', () => ({ BACKUP_DIR: '/dev/full' }), 'pg_dump failed; nothing was kept'],
  ])('%s: a clear message, code 1, nothing kept, no secret told', async (_, env, message) => {
    empty()
    const { status, log } = dump(await env())
    expect(status).toBe(1)
    expect(log).toContain(message)
    expect(log).not.toContain('a-wrong-secret')
    expect(log).not.toContain(PASSWORD)
    expect(readdirSync(backup)).toEqual([])
  })

  test('a dump that was cut off is not believed', () => {
    empty()
    dump()
    const [name] = readdirSync(backup)
    sandbox.must('truncate', ['--size=-2000', join(backup, name)])
    const { status, log } = sandbox.script('verify-postgres.sh', { BACKUP_DIR: backup, SCRATCH_DIR: sandbox.make('scratch') })
    expect(status).toBe(1)
    expect(log).toContain('does not restore')
    expect(readdirSync(sandbox.make('scratch'))).toEqual(['server.log'])
  })

  test('a restored database that fails the check is not believed', () => {
    empty()
    dump()
    const { status, log } = sandbox.script('verify-postgres.sh', {
      BACKUP_DIR: backup,
      SCRATCH_DIR: sandbox.make('scratch'),
      CHECK_SQL: 'select count(*) = 1 from orders',
    })
    expect(status).toBe(1)
    expect(log).toContain('the restored database fails the check: expected t, got f')
  })

  test('a store that refuses: the old backups stay, the next run repairs it', async () => {
    empty()
    dump()
    const before = stored()
    const dead = await freePort()
    const { status, log } = upload({
      RCLONE_CONFIG_S3_ENDPOINT: `http://127.0.0.1:${dead}`,
      RCLONE_LOW_LEVEL_RETRIES: '1',
      RCLONE_RETRIES_SLEEP: '0',
    })
    expect(status).toBe(1)
    expect(log).toContain('could not be uploaded; older backups are kept')
    expect(log).not.toContain('hidden-key-of-the-store')
    expect(stored()).toEqual(before)
    expect(upload()).toMatchObject({ status: 0 })
    expect(stored()).toContain(readdirSync(backup)[0])
  })

  test('nothing to upload, nothing to encrypt, a recipient that is none: code 1', () => {
    empty()
    expect(upload()).toMatchObject({ status: 1 })
    expect(sandbox.script('encrypt-backup.sh', { BACKUP_DIR: backup, ENCRYPTION: 'age', AGE_RECIPIENTS: 'nobody' })).toMatchObject({
      status: 1,
    })
    dump()
    expect(sandbox.script('encrypt-backup.sh', { BACKUP_DIR: backup, ENCRYPTION: 'age', AGE_RECIPIENTS: 'nobody' }).log).toContain(
      'cannot be encrypted; nothing unencrypted leaves this pod',
    )
    expect(readdirSync(backup)).toEqual([expect.stringMatching(/\.dump$/)])
  })

  test('a variable that is missing: code 64 and its name', () => {
    expect(sandbox.script('dump-postgres.sh', {})).toMatchObject({ status: 64, log: 'dump-postgres: PGHOST is not set\n' })
  })
})
