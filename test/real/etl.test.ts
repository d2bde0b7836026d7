import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { EtlPipeline, Schedule, SecretSource, type TableEtlProps } from '../../lib/constructs/index.ts'
import { fullDisk, Pods } from './pod.ts'
import { freePort, Sandbox, scriptPath } from './sandbox.ts'
import { PASSWORD, startObjectStore, startShop, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

const KEY = 'key-that-no-log-shows-4711'

describeWith(['initdb', 'psql', 'rclone', 'moto_server'], 'tables that move', () => {
  const sandbox = new Sandbox()
  let [postgres, store] = [] as unknown as [Postgres, ObjectStore]

  beforeAll(async () => {
    postgres = await startShop(
      sandbox,
      `create table customers (id int primary key, email text, name text, "order" text, phone text, born date, note text);
       insert into customers select i, 'zoe' || i || '@example.com', 'Zoë ' || i, 'a "quoted", one' || chr(10) || i, '+49 30 ' || i, date '1990-01-01' + i, '' from generate_series(1, 500) i;
       insert into customers values (501, null, 'Y', null, null, null, null);
       create table orders (id int primary key, customer int references customers, email text, total numeric(12,2), placed timestamptz);
       insert into orders select i, i % 500 + 1, 'zoe' || i % 500 + 1 || '@example.com', i * 1.25, '2026-01-01T00:00Z'::timestamptz + i * interval '1 minute' from generate_series(1, 2000) i`,
    )
    store = await startObjectStore(sandbox, 'warehouse')
    postgres.query('postgres', 'create database warehouse')
  })
  afterAll(() => sandbox.end())
  beforeEach(() => {
    postgres.query('warehouse', 'drop table if exists orders; drop table if exists customers')
    postgres.query(
      'warehouse',
      `create table customers (id int primary key, email text, name text, "order" text, born date, note text);
       insert into customers values (9999, 'from before', 'x', 'x', null, null);
       create table orders (id int primary key, customer int references customers, email text, total numeric(12,2), placed timestamptz);
       insert into orders values (9999, 9999, 'from before', 0, null)`,
    )
  })

  const credentials = SecretSource.existing('db')
  const pods = (props: Partial<TableEtlProps> = {}, secrets: Record<string, string> = {}): Pods => {
    const database = { host: '127.0.0.1', port: postgres.port, credentials }
    return new Pods(
      sandbox,
      (chart) =>
        new EtlPipeline(chart, 'warehouse', {
          mode: 'tables',
          schedule: Schedule.daily({ at: '01:00' }),
          source: { ...database, name: 'shop' },
          destination: { ...database, name: 'warehouse' },
          tables: {
            customers: {
              from: 'public.customers',
              to: 'customers',
              columns: { id: 'keep', email: 'hash', name: 'mask', order: 'keep', born: 'keep', phone: 'drop', note: 'keep' },
            },
            orders: { from: 'orders', columns: { id: 'keep', customer: 'keep', email: 'hash', total: 'keep', placed: 'keep' } },
          },
          anonymizationKey: SecretSource.existing('etl').key('key'),
          ...props,
        }),
      {
        secrets: {
          'db/username': 'owner',
          'db/password': PASSWORD,
          'etl/key': KEY,
          'bucket/access-key-id': 'somebody',
          'bucket/secret-access-key': 'hidden-key-of-the-store',
          ...secrets,
        },
      },
    )
  }
  const before = "select (select string_agg(email, ',') from customers) || ', ' || (select string_agg(email, ',') from orders)"
  const untouched = (): void => expect(postgres.query('warehouse', before)).toBe('from before, from before')

  test('extracts, anonymizes, loads and validates in order: rows are whole, values that identify are gone, joins hold', async () => {
    const order: string[] = []
    const { status, log } = await pods({
      checks: ['select count(*) = 2000 from orders', "select not exists (select 1 from customers where email like '%@%')"],
    }).run({
      before: (name) => void order.push(name),
    })
    expect({ status, log }).toEqual({ status: 0, log: expect.any(String) })
    expect(order).toEqual(['extract', 'anonymize', 'load'])
    const kept = 'select id, "order", born, note is null from customers order by id'
    expect(postgres.query('warehouse', kept)).toBe(postgres.query('shop', kept))
    const totals = 'select id, customer, total, placed from orders order by id'
    expect(postgres.query('warehouse', totals)).toBe(postgres.query('shop', totals))
    expect(postgres.query('warehouse', 'select name, email is null from customers where id in (1, 501) order by id')).toBe('Z***|f\n***|t')
    expect(postgres.query('warehouse', "select count(*) from customers where email ~ '^[0-9a-f]{64}$'")).toBe('500')
    expect(
      postgres.query(
        'warehouse',
        'select count(*) from orders join customers on customers.id = customer and customers.email = orders.email',
      ),
    ).toBe(
      postgres.query('shop', 'select count(*) from orders join customers on customers.id = customer and customers.email = orders.email'),
    )
    expect(postgres.query('warehouse', 'select email from customers where id = 1')).toBe(
      postgres.query('shop', `select encode(sha256('${KEY}'::bytea || sha256('${KEY}'::bytea || 'zoe1@example.com'::bytea)), 'hex')`),
    )
    for (const secret of [PASSWORD, KEY, 'zoe1@']) expect(log).not.toContain(secret)
    expect(log).toContain('loaded 501 rows into customers')
  })

  test('a second run ends as the first; with a key rows are updated and none goes', async () => {
    const columns = { id: 'keep', email: 'hash' } as const
    const upsert = pods({ tables: { customers: { from: 'customers', columns, key: 'id' } } })
    expect(await upsert.run()).toMatchObject({ status: 0 })
    expect(await upsert.run({ from: 'load' })).toMatchObject({ status: 0 })
    expect(postgres.query('warehouse', 'select count(*), max(id) from customers')).toBe('502|9999')
  })

  test('into a bucket: one set of CSV files, its manifest last', async () => {
    const bucket = { bucket: 'warehouse', endpoint: store.endpoint, credentials: SecretSource.existing('bucket') }
    expect(await pods({ destination: bucket }).run()).toMatchObject({ status: 0 })
    const files = sandbox.must('rclone', ['lsf', '-R', '--files-only', 's3:warehouse/warehouse'], store.env).trim().split('\n').sort()
    expect(files).toEqual([
      expect.stringMatching(/^warehouse-\d{8}T\d{6}Z\.json$/),
      expect.stringMatching(/\/customers-\d{8}T\d{6}Z\.csv\.gz$/),
      expect.stringMatching(/\/orders-.*\.csv\.gz$/),
    ])
    const text = sandbox.must('sh', ['-c', `rclone cat "s3:warehouse/warehouse/${files[1]}" | gzip -dc`], store.env)
    expect(text.split('\n')[0]).toBe('id,email,name,order,born,note')
    expect(text).not.toContain('@example.com')
  })

  type Row = [luck: string, make: () => Pods | Promise<Pods>, env: Record<string, Record<string, string>>, message: string]
  const secretsKept = (log: string): void => {
    for (const secret of [PASSWORD, 'a-wrong-secret', KEY, '@example.com']) expect(log).not.toContain(secret)
  }

  test.each<[failed: string, ...Row]>([
    ['extract', 'a wrong password', () => pods(), { extract: { PGPASSWORD: 'a-wrong-secret' } }, 'nothing was kept'],
    [
      'extract',
      'a dead source',
      async () => pods({ source: { host: '127.0.0.1', port: await freePort(), name: 'shop', credentials } }),
      {},
      'nothing was kept',
    ],
    [
      'extract',
      'a column that is gone',
      () => pods({ tables: { customers: { from: 'customers', columns: { id: 'keep', gone: 'keep' } } } }),
      {},
      'column "gone" does not exist',
    ],
    ['anonymize', 'a key that is too short', () => pods({}, { 'etl/key': 'short' }), {}, 'has less than 16 characters'],
  ])('%s, %s: the next stage does not start, the destination is as it was, no secret is told', async (failed, _, make, env, message) => {
    const order: string[] = []
    const outcome = await (await make()).run({ env, before: (name) => void order.push(name) })
    expect(outcome.status).not.toBe(0)
    expect({ failed: outcome.failed, last: order.at(-1) }).toEqual({ failed, last: failed })
    expect(outcome.log).toContain(message)
    secretsKept(outcome.log)
    untouched()
  })

  test('load, each with what two stages left: a failure changes nothing at the destination', async () => {
    expect(await pods().run({ env: { load: { PGPASSWORD: 'a-wrong-secret' } } })).toMatchObject({
      failed: 'load',
      log: expect.stringContaining('the destination is as it was'),
    })
    const two = { tables: { customers: { from: 'customers', columns: { id: 'mask', email: 'hash' } } } } as const
    const work = pods().folder('work')
    const rows: readonly [props: Partial<TableEtlProps>, counts: string, message: string][] = [
      [
        { checks: ["select count(*) = 7 from customers where name <> 'it''s'"] },
        '501\n2000',
        "a check failed: select count(*) = 7 from customers where name <> 'it''s'",
      ],
      [{ checks: ['select nonsense'] }, '501\n2000', 'column "nonsense" does not exist'],
      [{}, '502\n2000', 'not every one of the 502 rows of customers arrived'],
      [two, '501', 'the destination is as it was'],
    ]
    for (const [props, counts, message] of rows) {
      sandbox.must('sh', ['-c', 'printf "%s\n" "$COUNTS" >"$FILE"'], { COUNTS: counts, FILE: join(work, 'counts') })
      const outcome = await pods(props).run({ from: 'load' })
      expect(outcome).toMatchObject({ failed: 'load', log: expect.stringContaining(message) })
      secretsKept(outcome.log)
      untouched()
    }
  })

  test('a full disk: nothing goes on, nothing raw is left, and the next run repairs it', async () => {
    const made = pods()
    const outcome = await made.run({ under: { extract: fullDisk(4) } })
    expect(outcome).toMatchObject({ failed: 'extract', status: 1, log: expect.stringContaining('nothing was kept') })
    expect(existsSync(join(made.folder('work'), 'raw'))).toBe(false)
    untouched()
    expect(await made.run()).toMatchObject({ status: 0 })
    expect(existsSync(join(made.folder('work'), 'raw'))).toBe(false)
    expect(readdirSync(made.folder('scratch'))).toEqual(['server.log'])
  })

  test('killed while it loads: the destination is as it was, and the next run repairs it', async () => {
    const made = pods({ checks: ['select pg_sleep(30) is not null'] })
    const killed = made.run({
      kill: {
        container: 'load',
        when: () =>
          postgres.query(
            'postgres',
            "select count(*) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()",
          ) !== '0',
      },
    })
    expect((await killed).status).toBe(null)
    postgres.query(
      'postgres',
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()",
    )
    untouched()
    expect(await pods().run({ from: 'load' })).toMatchObject({ status: 0 })
    expect(postgres.query('warehouse', 'select count(*) from customers')).toBe('501')
  })
})

describeWith(['curl'], 'the exit handler of a workflow', () => {
  const sandbox = new Sandbox()
  const bodies: string[] = []
  const receiver = createServer((request, response) => {
    request.on('data', (data: Buffer) => bodies.push(data.toString()))
    request.on('end', () => response.end('ok'))
  })
  beforeAll(() => new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve)))
  afterAll(() => {
    receiver.close()
    sandbox.end()
  })

  const report = (status: string, port = (receiver.address() as AddressInfo).port) =>
    sandbox.launch('sh', [scriptPath('report-workflow.sh')], {
      TMPDIR: sandbox.make('tmp'),
      JOB_NAME: 'events-etl',
      WORKFLOW_STATUS: status,
      ON_FAILURE_STYLE: 'slack',
      ON_FAILURE_URL: `http://127.0.0.1:${port}/hidden-path`,
    }).ended

  test.each<[status: string, told: string[]]>([
    ['Failed', ['{"text":"events-etl failed with code 1"}']],
    ['Error', ['{"text":"events-etl failed with code 1"}']],
    ['Succeeded', []],
  ])('%s', async (status, told) => {
    bodies.length = 0
    expect(await report(status)).toMatchObject({ status: 0, log: expect.stringContaining(`the workflow ended as ${status}`) })
    expect(bodies).toEqual(told)
  })

  test('a report that cannot be delivered fails nothing and tells no address', async () => {
    const { status, log } = await report('Failed', await freePort())
    expect({ status, log }).toEqual({ status: 0, log: expect.stringContaining('could not be delivered') })
    expect(log).not.toContain('hidden-path')
  })
})
