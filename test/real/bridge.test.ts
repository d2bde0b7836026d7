import { Duration } from 'cdk8s'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SecretSource, StreamBatchBridge, type StreamBatchBridgeProps } from '../../lib/constructs/index.ts'
import { ApiDouble } from '../constructs/api-double.ts'
import { fullDisk, Pods } from './pod.ts'
import { freePort, Sandbox } from './sandbox.ts'
import { PASSWORD, startObjectStore, startShop, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

const LEASES = '/apis/coordination.k8s.io/v1/namespaces/shop/leases'
const WINDOW = 900

describeWith(['initdb', 'psql', 'rclone', 'moto_server', 'openssl', 'curl'], 'a bridge from a stream to batches', () => {
  const sandbox = new Sandbox()
  let [postgres, store, api] = [] as unknown as [Postgres, ObjectStore, ApiDouble]

  beforeAll(async () => {
    postgres = await startShop(sandbox, '')
    store = await startObjectStore(sandbox, 'windows')
  })
  afterAll(() => sandbox.end())
  beforeEach(async () => {
    api?.end()
    api = await new ApiDouble().start()
    rmSync(join(sandbox.folder, 'written'), { force: true })
    postgres.query(
      'shop',
      'drop table if exists clicks; drop table if exists cronwright_windows; create table clicks ("order" text, at timestamptz)',
    )
    return () => api.end()
  })

  const latest = (): number => Math.floor(Date.now() / 1000 / WINDOW) * WINDOW
  const name = (seconds: number): string => new Date(seconds * 1000).toISOString().replaceAll(/[-:]|\.000/g, '')
  const checkpoint = (): string | undefined =>
    (api.objects.get(`${LEASES}/clicks-checkpoint`) as { metadata: { annotations: Record<string, string> } } | undefined)?.metadata
      .annotations['cronwright.dev/checkpoint']
  const doneUntil = (end: number): void =>
    api.put(`${LEASES}/clicks-checkpoint`, { metadata: { annotations: { 'cronwright.dev/checkpoint': String(end) } } })
  const table = (): StreamBatchBridgeProps['destination'] => ({
    database: { host: '127.0.0.1', port: postgres.port, name: 'shop', credentials: SecretSource.existing('db') },
    table: 'clicks',
  })
  const program = (text: string) => ({ image: 'registry.example.com/stream:1.0.0', command: ['sh', '-c', text] })
  const read = 'echo at,order; echo "$WINDOW_START,$WINDOW_NAME"'
  const pods = (props: Partial<StreamBatchBridgeProps> = {}): Pods =>
    new Pods(
      sandbox,
      (chart) =>
        new StreamBatchBridge(chart, 'clicks', {
          window: '15m',
          source: { name: 'read', ...program(read) },
          destination: { name: 'write', ...program(`echo "$WINDOW_NAME $(cat | tail -n 1)" >>${sandbox.folder}/written`) },
          ...props,
        }),
      {
        api,
        secrets: {
          'db/username': 'owner',
          'db/password': PASSWORD,
          'bucket/access-key-id': 'somebody',
          'bucket/secret-access-key': 'hidden-key-of-the-store',
        },
      },
    )
  const written = (): string[] =>
    existsSync(join(sandbox.folder, 'written'))
      ? readFileSync(join(sandbox.folder, 'written'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[0])
      : []
  const names = (count: number, end = latest()): string[] =>
    Array.from({ length: count }, (_, index) => name(end - (count - index) * WINDOW))

  test('the first run does the window that ended last, the next one nothing: none is done twice', async () => {
    const end = latest()
    const bridge = pods()
    expect(await bridge.run({ job: 'clicks-1' })).toMatchObject({ status: 0 })
    expect(written()).toEqual(names(1, end))
    expect(readFileSync(join(sandbox.folder, 'written'), 'utf8')).toBe(
      `${name(end - WINDOW)} ${new Date((end - WINDOW) * 1000).toISOString().replace('.000', '')},${name(end - WINDOW)}\n`,
    )
    expect(checkpoint()).toBe(String(end))
    expect(await bridge.run({ job: 'clicks-2' })).toMatchObject({ status: 0, log: expect.stringContaining('0 windows are due') })
    expect(written()).toEqual(names(1, end))
  })

  test('windows that were missed are made up, oldest first, so many at a time', async () => {
    const end = latest()
    doneUntil(end - 5 * WINDOW)
    const bridge = pods({ maxWindows: 3 })
    expect(await bridge.run({ job: 'clicks-1' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('5 windows are due, 3 of them are done now'),
    })
    expect(written()).toEqual(names(5, end).slice(0, 3))
    expect(await bridge.run({ job: 'clicks-2' })).toMatchObject({ status: 0 })
    expect(written()).toEqual(names(5, end))
  })

  test('what came since a given instant is made up; a delay waits for what comes late', async () => {
    const end = latest()
    const from = new Date((end - 3 * WINDOW) * 1000).toISOString().replace(':00.000Z', 'Z')
    expect(await pods({ from, delay: Duration.seconds(WINDOW) }).run({ job: 'clicks-1' })).toMatchObject({ status: 0 })
    expect(written()).toEqual(names(3, end).slice(0, 2))
  })

  test.each<[luck: string, broken: Partial<StreamBatchBridgeProps>, code: number, done: number]>([
    [
      'a source that fails in the second window',
      { source: { name: 'read', ...program(`${read}; [ ! -e second ] || { echo half; rm second; exit 7; }; touch second`) } },
      7,
      1,
    ],
    [
      'a destination that fails in the third',
      {
        destination: {
          name: 'write',
          ...program(
            'touch "$WINDOW_NAME.seen"; [ "$(ls *.seen | wc -l)" -ne 3 ] || { rm -f *.seen; exit 8; }; echo "$WINDOW_NAME" >>written',
          ),
        },
      },
      8,
      2,
    ],
  ])('%s: its code, those before it are marked, and the next run goes on there', async (_, broken, code, done) => {
    const end = latest()
    doneUntil(end - 4 * WINDOW)
    sandbox.run('sh', ['-c', 'rm -f second *.seen'])
    const outcome = await pods(broken).run({ job: 'clicks-1' })
    expect(outcome).toMatchObject({
      status: code,
      log: expect.stringContaining(`failed with code ${code}: it and what comes after it are left for the next run`),
    })
    expect(checkpoint()).toBe(String(end - (4 - done) * WINDOW))
    expect(await pods().run({ job: 'clicks-2' })).toMatchObject({ status: 0 })
    expect(written()).toEqual(names(4, end))
  })

  test('two Jobs at once: the second does nothing', async () => {
    const seconds = Date.now() / 1000
    api.put(`${LEASES}/clicks`, {
      spec: {
        holderIdentity: 'by-hand',
        leaseDurationSeconds: 600,
        renewTime: new Date(seconds * 1000).toISOString().replace('Z', '000Z'),
      },
    })
    expect(await pods().run({ job: 'clicks-1' })).toMatchObject({ status: 75, log: expect.stringContaining('by-hand holds Lease clicks') })
    expect(written()).toEqual([])
  })

  test.each<[luck: string, trouble: () => void, status: number, message: string]>([
    ['no right to read the checkpoint', () => api.trouble('forbidden', 'GET', `${LEASES}/clicks-checkpoint`), 77, 'is refused'],
    [
      'a checkpoint that is nonsense',
      () => api.put(`${LEASES}/clicks-checkpoint`, { metadata: { annotations: { 'cronwright.dev/checkpoint': 'yesterday' } } }),
      1,
      'is no number of seconds',
    ],
  ])('%s: nothing is read or written', async (_, trouble, status, message) => {
    trouble()
    expect(await pods().run({ job: 'clicks-1' })).toMatchObject({ status, log: expect.stringContaining(message) })
    expect(written()).toEqual([])
  })

  test('a lost answer to the mark is recognised; a mark that is refused is told, and a table takes the window once', async () => {
    api.trouble('lost answer', 'PUT', `${LEASES}/clicks-checkpoint`)
    const bridge = pods({ destination: table() })
    expect(await bridge.run({ job: 'clicks-1' })).toMatchObject({ status: 0 })
    expect(checkpoint()).toBe(String(latest()))
    doneUntil(latest() - 2 * WINDOW)
    api.trouble('forbidden', 'PUT', `${LEASES}/clicks-checkpoint`)
    expect(await bridge.run({ job: 'clicks-2' })).toMatchObject({ status: 77 })
    expect(await bridge.run({ job: 'clicks-3' })).toMatchObject({ status: 0 })
    expect(postgres.query('shop', 'select count(*), count(distinct "order"), count(distinct at) from clicks')).toBe('2|2|2')
  })

  test('killed between the write and the mark: written again, and still once in the table', async () => {
    const bridge = pods({ destination: table() })
    const killed = await bridge
      .run({
        job: 'clicks-1',
        env: { write: {} },
        before: (container) => (container === 'mark' ? Promise.reject(new Error('killed')) : undefined),
      })
      .catch((error: Error) => error.message)
    expect(killed).toBe('killed')
    expect(postgres.query('shop', 'select count(*) from clicks')).toBe('1')
    // The next Job waits until the Lease of the dead one has ended.
    api.objects.delete(`${LEASES}/clicks`)
    expect(await bridge.run({ job: 'clicks-2' })).toMatchObject({ status: 0 })
    expect(postgres.query('shop', 'select count(*) from clicks')).toBe('1')
  })

  test('a bucket gets an object a window', async () => {
    doneUntil(latest() - 2 * WINDOW)
    const destination = { bucket: 'windows', endpoint: store.endpoint, credentials: SecretSource.existing('bucket'), ending: '.csv' }
    expect(await pods({ destination }).run({ job: 'clicks-1' })).toMatchObject({ status: 0 })
    expect(sandbox.must('rclone', ['lsf', 's3:windows/clicks'], store.env).trim().split('\n')).toEqual(names(2).map((one) => `${one}.csv`))
  })

  test.each<
    [
      luck: string,
      props: () => Partial<StreamBatchBridgeProps> | Promise<Partial<StreamBatchBridgeProps>>,
      run: Parameters<Pods['run']>[0],
      message: string,
    ]
  >([
    [
      'a wrong password',
      () => ({ destination: table() }),
      { env: { write: { PGPASSWORD: 'a-wrong-secret' } } },
      'password authentication failed',
    ],
    [
      'a dead database',
      async () => ({
        destination: {
          database: { host: '127.0.0.1', port: await freePort(), name: 'shop', credentials: SecretSource.existing('db') },
          table: 'clicks',
        },
      }),
      {},
      'is not loaded',
    ],
    [
      'a full disk',
      () => ({ source: { name: 'read', ...program('head -c 40000 /dev/zero') } }),
      { under: { read: fullDisk(8) } },
      'are left for the next run',
    ],
    [
      'a row that does not fit',
      () => ({ destination: table(), source: { name: 'read', ...program('echo at,order; echo half a row') } }),
      {},
      'is not loaded',
    ],
  ])('%s: a code, a clear message, no secret, no mark; the next run repairs it', async (_, props, run, message) => {
    const outcome = await pods(await props()).run({ job: 'clicks-1', ...run })
    expect(outcome.status).not.toBe(0)
    expect(outcome.log).toContain(message)
    for (const secret of [PASSWORD, 'a-wrong-secret', 'a-token-that']) expect(outcome.log).not.toContain(secret)
    expect(checkpoint()).toBeUndefined()
    expect(await pods({ destination: table() }).run({ job: 'clicks-2' })).toMatchObject({ status: 0 })
    expect(postgres.query('shop', 'select count(*) from clicks')).toBe('1')
  })
})
