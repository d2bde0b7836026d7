import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync, writeSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, Sandbox, until } from './sandbox.ts'
import { startObjectStore, startShop, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

describeWith(['initdb', 'psql'], 'maintenance of PostgreSQL', () => {
  const sandbox = new Sandbox()
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startShop(
      sandbox,
      "create table events (id int primary key, at timestamptz not null); insert into events select i, now() - i * interval '1 hour' from generate_series(1, 25000) i",
    )
  })
  afterAll(() => sandbox.end())
  const maintain = (env: Record<string, string>) => sandbox.script('maintain-postgres.sh', { ...postgres.env('shop'), ...env })

  test('purges in steps, vacuums, analyzes and reindexes, and keeps a log', () => {
    postgres.query('shop', 'drop table if exists untouched; create table untouched (id int)')
    const logs = sandbox.make('logs')
    const before = postgres.query('shop', "select pg_relation_filenode('events_pkey')")
    const { status, log } = maintain({ PURGE: 'events:at:30', VACUUM: '1', ANALYZE: '1', REINDEX: 'public.events', LOG_DIR: logs })
    expect({ status, log }).toEqual({ status: 0, log: expect.any(String) })
    expect(log).toMatch(/purged 24\d\d\d rows of events/)
    expect(postgres.query('shop', "select count(*) from events where at < now() - interval '30 days'")).toBe('0')
    expect(Number(postgres.query('shop', 'select count(*) from events'))).toBeGreaterThan(700)
    expect(postgres.query('shop', "select pg_relation_filenode('events_pkey')")).not.toBe(before)
    expect(
      postgres.query(
        'shop',
        "select last_vacuum is not null and last_analyze is not null from pg_stat_user_tables where relname = 'events'",
      ),
    ).toBe('t')
    const [file] = readdirSync(logs)
    expect(readFileSync(join(logs, file), 'utf8')).toContain('done')
  })

  test('does nothing while another maintenance holds the lock', async () => {
    const holder = sandbox.start('psql', ['-Xqc', "select pg_advisory_lock(hashtext('cronwright maintenance')), pg_sleep(60)"], {
      env: postgres.env('shop'),
    })
    await until('the lock', () => postgres.query('shop', "select count(*) from pg_locks where locktype = 'advisory' and granted") === '1')
    expect(maintain({ VACUUM: '1' })).toMatchObject({
      status: 75,
      log: expect.stringContaining('another maintenance of this database is under way; nothing was done'),
    })
    holder.kill()
    postgres.query('postgres', "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'")
    await until('the end of the lock', () => maintain({ ANALYZE: '1' }).status === 0)
  })

  test('drops what a killed reindex left behind', () => {
    postgres.query('shop', 'create index events_at_ccnew on events (at)')
    postgres.query('shop', "update pg_index set indisvalid = false where indexrelid = 'events_at_ccnew'::regclass")
    expect(maintain({ ANALYZE: '1' })).toMatchObject({ status: 0 })
    expect(postgres.query('shop', "select to_regclass('events_at_ccnew') is null")).toBe('t')
  })

  test.each<[luck: string, env: () => Record<string, string> | Promise<Record<string, string>>, status: number, message: string]>([
    ['a table that is not there', () => ({ REINDEX: 'lost', ANALYZE: '1' }), 1, 'relation "lost" does not exist'],
    ['a rule that is SQL', () => ({ PURGE: 'events;drop:at:30' }), 64, 'is no rule TABLE:COLUMN:DAYS'],
    ['zero days', () => ({ PURGE: 'events:at:0' }), 64, 'is no rule TABLE:COLUMN:DAYS'],
    ['a wrong password', () => ({ VACUUM: '1', PGPASSWORD: 'a-wrong-secret' }), 1, 'password authentication failed'],
    ['a dead server', async () => ({ VACUUM: '1', PGPORT: String(await freePort()) }), 1, 'a task failed'],
    ['no task', () => ({}), 64, 'no task is chosen'],
  ])('%s: a clear message, a code, no secret told', async (_, env, code, message) => {
    const { status, log } = maintain(await env())
    expect({ status, log }).toMatchObject({ status: code, log: expect.stringContaining(message) })
    expect(log).not.toContain('a-wrong-secret')
  })
})

/** Sets back the time of a file. */
function age(path: string, minutes: number): void {
  const then = Date.now() / 1000 - minutes * 60
  utimesSync(path, then, then)
}

describeWith(['rclone', 'moto_server'], 'rotation of logs', () => {
  const sandbox = new Sandbox()
  let store: ObjectStore
  beforeAll(async () => {
    store = await startObjectStore(sandbox, 'cold')
  })
  afterAll(() => sandbox.end())
  const text = (name: string): string => Array.from({ length: 2000 }, (_, line) => `${name} line ${line}\n`).join('')
  const rotate = (folder: string, env: Record<string, string> = {}) =>
    sandbox.script('rotate-logs.sh', {
      ...store.env,
      LOG_DIR: folder,
      COMPRESS_AFTER_MINUTES: '60',
      SETTLE_SECONDS: '0',
      ARCHIVE_TARGET: `s3:cold/${folder.split('/').at(-1)}`,
      ...env,
    })

  /** What still takes room. */
  const full = (folder: string): string[] => readdirSync(folder).filter((name) => statSync(join(folder, name)).size > 0)

  test('loses no line: compressed, archived, verified, then freed; a log in use is left alone', () => {
    const folder = sandbox.make('app')
    for (const name of ['a.log', 'b c.log', 'live.log']) writeFileSync(join(folder, name), text(name))
    age(join(folder, 'a.log'), 120)
    age(join(folder, 'b c.log'), 90)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(full(folder)).toEqual(['live.log'])
    const archived = sandbox.must('rclone', ['lsf', 's3:cold/app'], store.env).trim().split('\n').sort()
    expect(archived).toEqual([expect.stringMatching(/^a\.log-\d{8}T\d{6}Z\.gz$/), expect.stringMatching(/^b c\.log-/)])
    sandbox.must('rclone', ['copyto', `s3:cold/app/${archived[0]}`, join(sandbox.folder, 'a.gz')], store.env)
    expect(sandbox.must('gzip', ['-dc', join(sandbox.folder, 'a.gz')])).toBe(text('a.log'))
  })

  test('a dead store: every line stays, the next run archives it', async () => {
    const folder = sandbox.make('late')
    writeFileSync(join(folder, 'a.log'), text('a'))
    age(join(folder, 'a.log'), 120)
    const dead = { RCLONE_CONFIG_S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`, RCLONE_LOW_LEVEL_RETRIES: '1' }
    expect(rotate(folder, dead)).toMatchObject({ status: 1, log: expect.stringContaining('could not be archived and is kept') })
    const [packed] = full(folder)
    expect(gunzipSync(readFileSync(join(folder, packed))).toString()).toBe(text('a'))
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(full(folder)).toEqual([])
  })

  /** All that is archived of a folder, and all that is not yet, in the order of its lines' numbers. */
  function lines(name: string): string {
    const archived = sandbox
      .run('rclone', ['lsf', `s3:cold/${name}`], store.env)
      .stdout.trim()
      .split('\n')
      .filter(Boolean)
    const parts = archived.map((file) => gunzipSync(sandbox.bytes('rclone', ['cat', `s3:cold/${name}/${file}`], store.env)).toString())
    const folder = sandbox.make(name)
    const local = readdirSync(folder).map((file) => {
      const bytes = readFileSync(join(folder, file))
      return file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
    })
    const number = (line: string): number => Number(line.split(' ').at(-1))
    return [...parts, ...local]
      .flatMap((part) => part.split('\n').slice(0, -1))
      .sort((a, b) => number(a) - number(b))
      .map((line) => `${line}\n`)
      .join('')
  }

  test('loses no line of who writes it all the while, by its name', async () => {
    const folder = sandbox.make('busy')
    const writer = sandbox.launch('sh', [
      '-c',
      'i=0; while [ ! -e "$1/stop" ]; do echo "line $i" >>"$1/a.log"; i=$((i+1)); sleep 0.01; done; echo $i',
      'sh',
      folder,
    ])
    for (let run = 0; run < 3; run++) {
      await until('a line', () => existsSync(join(folder, 'a.log')))
      expect(rotate(folder, { COMPRESS_AFTER_MINUTES: '0', SETTLE_SECONDS: '1' })).toMatchObject({ status: 0 })
    }
    writeFileSync(join(folder, 'stop'), '')
    const count = Number((await writer.ended).stdout)
    rmSync(join(folder, 'stop'))
    expect(count).toBeGreaterThan(50)
    expect(lines('busy')).toBe(Array.from({ length: count }, (_, index) => `line ${index}\n`).join(''))
  })

  test('loses no line of who keeps it open', () => {
    const folder = sandbox.make('open')
    const log = openSync(join(folder, 'a.log'), 'a')
    writeSync(log, 'line 0\n')
    sandbox.own(join(folder, 'a.log'))
    age(join(folder, 'a.log'), 120)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    writeSync(log, 'line 1\n')
    const [aside] = full(folder)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(full(folder)).toEqual([aside])
    age(join(folder, aside), 90)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    closeSync(log)
    expect(full(folder)).toEqual([])
    expect(lines('open')).toBe('line 0\nline 1\n')
    age(join(folder, aside), 61)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(readdirSync(folder)).toEqual([])
  })

  const die = 'kill -9 $PPID; kill -9 $$'
  test.each<[moment: string, tool: string, program: string]>([
    ['it is compressed', 'gzip', `echo half; ${die}`],
    ['it is compared', 'cmp', die],
    ['it is uploaded', 'rclone', `[ "$1" = copyto ] && { ${die}; }; PATH=$REAL exec rclone "$@"`],
    [
      'it is uploaded and not yet read back',
      'rclone',
      `[ "$1" = copyto ] && { PATH=$REAL rclone "$@"; ${die}; }; PATH=$REAL exec rclone "$@"`,
    ],
  ])('kill -9 while %s: every line is still there once, and the next run goes on', (moment, tool, program) => {
    const name = `killed-${moment.replaceAll(' ', '-')}`
    const folder = sandbox.make(name)
    writeFileSync(join(folder, 'a.log'), text('a'))
    age(join(folder, 'a.log'), 120)
    expect(rotate(folder, sandbox.instead(tool, program)).status).not.toBe(0)
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(full(folder)).toEqual([])
    expect(lines(name)).toBe(text('a'))
  })

  test('no room for the compressed log: the log stays whole', () => {
    const folder = sandbox.make('full')
    writeFileSync(join(folder, 'a.log'), text('a'))
    age(join(folder, 'a.log'), 120)
    const tools = sandbox.make('broken')
    writeFileSync(join(tools, 'gzip'), '#!/bin/sh\necho "gzip: No space left on device" >&2\nexit 1\n', { mode: 0o755 })
    const path = `${tools}:${process.env.PATH}`
    expect(rotate(folder, { PATH: path })).toMatchObject({
      status: 1,
      log: expect.stringMatching(/a\.log-\S+Z could not be compressed and is kept/),
    })
    const [kept, ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(readFileSync(join(folder, kept), 'utf8')).toBe(text('a'))
    expect(rotate(folder)).toMatchObject({ status: 0 })
    expect(lines('full')).toBe(text('a'))
  })
})

describeWith([], 'clean-up of files', () => {
  const sandbox = new Sandbox()
  afterAll(() => sandbox.end())

  test('removes by age and count, never a neighbour; a dry run removes nothing', () => {
    const folder = sandbox.make('results')
    sandbox.make('results/old')
    for (const [name, minutes] of [
      ['old/x.json', 500],
      ['1.json', 50],
      ['2.json', 40],
      ['3 3.json', 30],
      ['keep.txt', 9000],
    ] as const) {
      writeFileSync(join(folder, name), name)
      age(join(folder, name), minutes)
    }
    const env = { CLEAN_DIR: folder, PATTERN: '*.json', MAX_AGE_MINUTES: '60', KEEP_LAST: '2' }
    expect(sandbox.script('clean-files.sh', { ...env, DRY_RUN: '1' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('would remove ./old/x.json'),
    })
    expect(existsSync(join(folder, 'old/x.json'))).toBe(true)
    expect(sandbox.script('clean-files.sh', env)).toMatchObject({ status: 0 })
    expect(existsSync(join(folder, 'old/x.json'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name !== 'old')).toEqual(['2.json', '3 3.json', 'keep.txt'])
    expect(sandbox.script('clean-files.sh', { CLEAN_DIR: folder })).toMatchObject({ status: 64 })
    expect(sandbox.script('clean-files.sh', { CLEAN_DIR: join(folder, 'lost'), KEEP_LAST: '1' })).toMatchObject({ status: 1 })
  })
})

describeWith([], 'chunks', () => {
  const sandbox = new Sandbox()
  afterAll(() => sandbox.end())
  const results = sandbox.make('results')
  const worker = (index: number, program: string): Promise<number | null> =>
    new Promise((resolve) => {
      sandbox
        .startScript('run-chunk.sh', ['sh', '-c', program], {
          JOB_COMPLETION_INDEX: String(index),
          CHUNKS: '10',
          BATCH: 'b1',
          RESULTS_DIR: results,
        })
        .on('close', resolve)
    })

  test('ten chunks and four workers make ten results, each made once, however often a chunk is tried', async () => {
    const todo = Array.from({ length: 10 }, (_, index) => index)
    const work = async (): Promise<void> => {
      for (let index = todo.shift(); index !== undefined; index = todo.shift())
        expect(await worker(index, 'echo "$CHUNK of $CHUNKS"; echo made >>made-$CHUNK')).toBe(0)
    }
    await Promise.all([work(), work(), work(), work()])
    expect(readdirSync(join(results, 'b1')).sort()).toEqual([...Array.from({ length: 10 }, (_, index) => `chunk-${index}`), 'complete'])
    expect(readFileSync(join(results, 'b1/chunk-7'), 'utf8')).toBe('7 of 10\n')
    expect(await worker(7, 'echo again; echo made >>made-7')).toBe(0)
    expect(readFileSync(join(results, 'b1/chunk-7'), 'utf8')).toBe('7 of 10\n')
    expect(readFileSync(join(sandbox.folder, 'made-7'), 'utf8')).toBe('made\n')
  })

  test('a chunk that fails keeps no result and its code', async () => {
    expect(await worker(11, 'echo half; exit 9')).toBe(9)
    expect(readdirSync(join(results, 'b1')).filter((name) => name.startsWith('chunk-11'))).toEqual([])
  })
})

describeWith([], 'a step and its report', () => {
  const sandbox = new Sandbox()
  afterAll(() => sandbox.end())

  test('a failure is reported with its code; the address is in no log', async () => {
    const { createServer } = await import('node:http')
    const bodies: string[] = []
    const receiver = createServer((request, response) => {
      request.on('data', (data: Buffer) => bodies.push(data.toString()))
      request.on('end', () => response.end('ok'))
    })
    const port = await freePort()
    await new Promise<void>((resolve) => receiver.listen(port, '127.0.0.1', resolve))
    const state = sandbox.make('state')
    const run = (script: string, args: string[], env: Record<string, string>): Promise<number | null> =>
      new Promise((resolve) =>
        sandbox.startScript(script, args, { STATE_DIR: state, TMPDIR: sandbox.make('tmp'), ...env }).on('close', resolve),
      )
    expect(await run('run-step.sh', ['sh', '-c', 'exit 3'], { REPORTED: '1' })).toBe(0)
    expect(
      await run('report-outcome.sh', [], {
        JOB_NAME: 'orders-backup',
        ON_FAILURE_URL: `http://127.0.0.1:${port}/hidden-path`,
        ON_FAILURE_STYLE: 'slack',
      }),
    ).toBe(3)
    expect(bodies).toEqual(['{"text":"orders-backup failed with code 3"}'])
    receiver.close()
    const { status, log } = sandbox.script('report-outcome.sh', {
      STATE_DIR: state,
      JOB_NAME: 'orders-backup',
      ON_FAILURE_URL: `http://127.0.0.1:${await freePort()}/hidden-path`,
    })
    expect(status).toBe(3)
    expect(log).toContain('could not be delivered')
    expect(log).not.toContain('hidden-path')
  })

  test('tries again after the delays; a one-time run is skipped on every other date', () => {
    const state = sandbox.make('retries')
    const step = (program: string, env: Record<string, string>) =>
      sandbox.run('sh', [sandbox.scriptPath('run-step.sh'), 'sh', '-c', program], { STATE_DIR: state, ...env })
    const third = 'echo try >>tries; [ "$(wc -l <tries)" -eq 3 ]'
    expect(step(third, { RETRY_DELAYS: '1 1' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('ended with code 1; the next try comes in 1 seconds'),
    })
    expect(readFileSync(join(sandbox.folder, 'tries'), 'utf8')).toBe('try\ntry\ntry\n')
    expect(step('exit 4', {})).toMatchObject({ status: 4 })
    const other = sandbox.make('other-date')
    expect(step('echo ran', { STATE_DIR: other, NOT_BEFORE: '0', NOT_AFTER: '1000000000' })).toMatchObject({
      status: 0,
      log: expect.not.stringContaining('ran'),
    })
  })
})
