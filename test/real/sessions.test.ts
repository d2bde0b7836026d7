import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, Sandbox } from './sandbox.ts'
import { startShop, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

describeWith(['initdb', 'psql'], 'clean-up of sessions', () => {
  const sandbox = new Sandbox()
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startShop(
      sandbox,
      "create table sessions (id int primary key, expires_at timestamptz); insert into sessions select i, now() + (i - 25000) * interval '1 minute' from generate_series(1, 25010) i; insert into sessions values (0, null)",
    )
  })
  afterAll(() => sandbox.end())
  const purge = (env: Record<string, string> = {}) =>
    sandbox.script('purge-expired.sh', { ...postgres.env('shop'), TABLE: 'sessions', COLUMN: 'expires_at', ...env })
  const left = (): string => postgres.query('shop', 'select count(*) from sessions')

  test('a dry run counts; a run deletes what has ended, in steps, and nothing that lasts', () => {
    expect(purge({ DRY_RUN: '1' })).toMatchObject({ status: 0, log: expect.stringMatching(/would delete 25000 rows of sessions/) })
    expect(left()).toBe('25011')
    expect(purge()).toMatchObject({ status: 0, log: expect.stringMatching(/deleted 25000 rows of sessions/) })
    expect(left()).toBe('11')
    expect(purge()).toMatchObject({ status: 0, log: expect.stringContaining('deleted 0 rows') })
  })

  test.each<[luck: string, env: () => Record<string, string> | Promise<Record<string, string>>, status: number, message: string]>([
    ['a wrong password', () => ({ PGPASSWORD: 'a-wrong-secret' }), 1, 'the next run goes on'],
    ['a dead server', async () => ({ PGPORT: String(await freePort()) }), 1, 'the next run goes on'],
    ['a table that is not there', () => ({ TABLE: 'lost' }), 1, 'relation "lost" does not exist'],
    ['a name that is SQL', () => ({ TABLE: 'sessions; drop table sessions' }), 64, 'is no name in lower case'],
    ['no table', () => ({ TABLE: '' }), 64, 'TABLE is not set'],
  ])('%s', async (_, env, code, message) => {
    const { status, log } = purge(await env())
    expect({ status, log }).toMatchObject({ status: code, log: expect.stringContaining(message) })
    expect(log).not.toContain('a-wrong-secret')
    expect(left()).toBe('11')
  })
})
