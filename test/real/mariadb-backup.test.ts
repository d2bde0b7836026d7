import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, Sandbox } from './sandbox.ts'
import { PASSWORD, startMariaDb, type MariaDb } from './services.ts'
import { describeWith } from './tools.ts'

describeWith(['mariadbd'], 'a MariaDB backup', () => {
  const sandbox = new Sandbox()
  const backup = sandbox.make('backup')
  let mariadb: MariaDb

  beforeAll(async () => {
    mariadb = await startMariaDb(sandbox)
    mariadb.query('mysql', 'create database shop character set utf8mb4; create database second')
    mariadb.query(
      'shop',
      "create table orders (id int primary key, customer varchar(80), picture blob); insert into orders select seq, concat('Zoë ', seq), unhex(md5(seq)) from seq_1_to_5000",
    )
  })
  afterAll(() => sandbox.end())

  const empty = (): void => readdirSync(backup).forEach((name) => rmSync(join(backup, name)))
  const dump = (env: Record<string, string> = {}) => sandbox.script('dump-mysql.sh', { ...mariadb.env('shop'), BACKUP_DIR: backup, ...env })
  const verify = (sql: string) =>
    sandbox.script('verify-mariadb.sh', { BACKUP_DIR: backup, SCRATCH_DIR: sandbox.make('scratch'), CHECK_SQL: sql })

  test('is dumped, proven in a scratch server and restored: every row is the same', () => {
    empty()
    expect(dump()).toMatchObject({ status: 0 })
    expect(verify('select count(*) = 5000 from orders')).toMatchObject({ status: 0 })
    const [name] = readdirSync(backup)
    sandbox.must('sh', ['-c', 'gzip -dc "$0" > restore.sql', join(backup, name)])
    mariadb.query('second', `source ${join(sandbox.folder, 'restore.sql')}`)
    const rows = 'select id, customer, hex(picture) from orders order by id'
    expect(mariadb.query('second', rows)).toBe(mariadb.query('shop', rows))
    expect(mariadb.query('second', 'select count(*) from orders')).toBe('5000')
  })

  test('a restored database that fails the check, and a dump that was cut off, are not believed', () => {
    empty()
    dump()
    expect(verify('select count(*) = 1 from orders').log).toContain('fails the check: expected 1, got 0')
    sandbox.must('truncate', ['--size=-2000', join(backup, readdirSync(backup)[0])])
    const { status, log } = verify('select 1')
    expect(status).toBe(1)
    expect(log).toContain('does not restore')
  })

  test.each<[luck: string, env: () => Record<string, string> | Promise<Record<string, string>>, message: string]>([
    ['a wrong password', () => ({ DB_PASSWORD: 'a-wrong-secret' }), 'Access denied'],
    ['a server that is not there', async () => ({ DB_PORT: String(await freePort()) }), 'mariadb-dump failed; nothing was kept'],
    ['a database that is not there', () => ({ DB_NAME: 'lost' }), 'nothing was kept'],
  ])('%s: a clear message, code 1, nothing kept, no secret told', async (_, env, message) => {
    empty()
    const { status, log } = dump(await env())
    expect(status).toBe(1)
    expect(log).toContain(message)
    expect(log).not.toContain('a-wrong-secret')
    expect(log).not.toContain(PASSWORD)
    expect(readdirSync(backup)).toEqual([])
  })
})
