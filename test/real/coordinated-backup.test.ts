import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CoordinatedBackup, Schedule, SecretSource, type CoordinatedBackupProps } from '../../lib/constructs/index.ts'
import { ApiDouble } from '../constructs/api-double.ts'
import { Pods } from './pod.ts'
import { freePort, Sandbox } from './sandbox.ts'
import { PASSWORD, startObjectStore, startShop, type ObjectStore, type Postgres } from './services.ts'
import { describeWith } from './tools.ts'

const SPACE = '/api/v1/namespaces/shop'

describeWith(['initdb', 'psql', 'rclone', 'moto_server', 'openssl', 'curl', 'jq', 'age'], 'a coordinated backup', () => {
  const sandbox = new Sandbox()
  let [postgres, store, api] = [] as unknown as [Postgres, ObjectStore, ApiDouble]
  let bucket = 0

  beforeAll(async () => {
    postgres = await startShop(sandbox, "create table orders as select i as id, 'order ' || i as note from generate_series(1, 100) i")
    store = await startObjectStore(sandbox)
    api = await new ApiDouble().start()
    const object = (path: string, kind: string, rest: object): void =>
      api.put(path, { apiVersion: path.includes('/apps/') ? 'apps/v1' : 'v1', kind, ...rest })
    object(`${SPACE}/configmaps/settings`, 'ConfigMap', {
      data: { colour: 'blue' },
      metadata: { uid: 'u-1', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } },
    })
    object(`${SPACE}/configmaps/kube-root-ca.crt`, 'ConfigMap', { data: {} })
    object('/apis/apps/v1/namespaces/shop/deployments/web', 'Deployment', { spec: { replicas: 2 }, status: { replicas: 2 } })
    object('/apis/apps/v1/namespaces/shop/deployments/owned', 'Deployment', { metadata: { ownerReferences: [{ kind: 'Shop' }] } })
  })
  afterAll(() => {
    api.end()
    sandbox.end()
  })
  beforeEach(() => {
    bucket += 1
    sandbox.must('rclone', ['mkdir', `s3:sets-${bucket}`], store.env)
  })

  const pods = (props: Partial<CoordinatedBackupProps> = {}): Pods => {
    const made = new Pods(
      sandbox,
      (chart) =>
        new CoordinatedBackup(chart, 'shop', {
          schedule: Schedule.daily({ at: '01:00' }),
          application: {
            container: {
              name: 'flush',
              image: 'registry.example.com/shop:1.0.0',
              command: ['sh', '-c', 'echo carts >"$OUTPUT_DIR/carts.txt"'],
            },
          },
          databases: [{ host: '127.0.0.1', port: postgres.port, name: 'shop', credentials: SecretSource.existing('db') }],
          volumes: [{ claim: 'uploads' }, { claim: 'invoices' }],
          configuration: { kinds: ['configmaps', 'deployments'] },
          target: { bucket: `sets-${bucket}`, endpoint: store.endpoint, credentials: SecretSource.existing('bucket') },
          retention: { last: 2 },
          ...props,
        }),
      {
        secrets: {
          'db/username': 'owner',
          'db/password': PASSWORD,
          'bucket/access-key-id': 'somebody',
          'bucket/secret-access-key': 'hidden-key-of-the-store',
        },
        api,
        env: { upload: { HALVES_AFTER: '0' } },
      },
    )
    for (const claim of ['uploads', 'invoices']) writeFileSync(join(made.folder(`claim-${claim}`), 'file.txt'), claim)
    return made
  }
  const quick = (props: Partial<CoordinatedBackupProps> = {}): Pods => pods({ restoreCheck: false, ...props })
  const stored = (): string[] =>
    sandbox
      .must('rclone', ['lsf', '-R', '--files-only', `s3:sets-${bucket}/shop`], store.env)
      .trim()
      .split('\n')
      .filter(Boolean)
      .sort()
  const manifests = (): string[] => stored().filter((name) => name.endsWith('Z.json'))
  const cat = (name: string): Buffer => {
    sandbox.must('rclone', ['copyto', `s3:sets-${bucket}/shop/${name}`, join(sandbox.folder, 'fetched')], store.env)
    return Buffer.from(sandbox.must('base64', [join(sandbox.folder, 'fetched')]), 'base64')
  }
  const nextSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1001))

  test('application, database, volumes and configuration in order; the manifest comes last and names every part with its checksum', async () => {
    const order: string[] = []
    const { status, log } = await pods({ verify: 'download' }).run({ before: (name) => void order.push(name) })
    expect({ status, log }).toEqual({ status: 0, log: expect.any(String) })
    expect(order).toEqual([
      'flush',
      'archive-application',
      'dump-shop',
      'restore-check-postgres',
      'archive-uploads',
      'archive-invoices',
      'export-configuration',
      'upload',
    ])
    const [manifest] = manifests()
    const { set, parts } = JSON.parse(cat(manifest).toString()) as {
      set: string
      parts: { part: string; file: string; bytes: number; sha256: string }[]
    }
    expect(manifest).toBe(`${set}.json`)
    expect(parts.map(({ part }) => part)).toEqual(['application', 'shop', 'uploads', 'invoices', 'configuration'])
    expect(stored()).toEqual([...parts.map(({ file }) => `${set}/${file}`), manifest].sort())
    for (const { file, bytes, sha256 } of parts) {
      const content = cat(`${set}/${file}`)
      expect(content).toHaveLength(bytes)
      expect(sandbox.must('sha256sum', [join(sandbox.folder, 'fetched')]).split(' ')[0]).toBe(sha256)
    }
    const exported = JSON.parse(gunzipSync(cat(`${set}/${parts[4].file}`)).toString()) as { kind: string; items: object[] }
    expect(exported).toMatchObject({ kind: 'List' })
    expect(exported.items).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', data: { colour: 'blue' }, metadata: { name: 'settings' } },
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 2 }, metadata: { name: 'web' } },
    ])
    expect(log).not.toContain(PASSWORD)
  })

  test('only whole sets are counted: two stay, a half one goes, neighbours and the newest whole one stay', async () => {
    const backup = quick()
    for (let run = 0; run < 2; run++) {
      expect((await backup.run()).status).toBe(0)
      await nextSecond()
    }
    const put = (name: string): string => sandbox.must('rclone', ['rcat', `s3:sets-${bucket}/shop/${name}`], store.env, 'x')
    put('shop-20260101T000000Z/half.dump')
    put('shop-eu-20200101T000000Z.json')
    const before = manifests()
    expect(await backup.run()).toMatchObject({
      status: 0,
      log: expect.stringContaining('removed shop-20260101T000000Z: it never became whole'),
    })
    const after = manifests()
    expect(after).toHaveLength(3)
    expect(after).toContain('shop-eu-20200101T000000Z.json')
    expect(after).not.toContain(before[0])
    expect(stored().filter((name) => name.includes('/'))).toHaveLength(10)
  })

  test('with encryption every part is encrypted, and only then a Secret may be exported', async () => {
    sandbox.must('age-keygen', ['-o', join(sandbox.folder, 'key')])
    const recipient = sandbox.must('age-keygen', ['-y', join(sandbox.folder, 'key')]).trim()
    api.put(`${SPACE}/secrets/card`, { apiVersion: 'v1', kind: 'Secret', data: { number: 'NDI0Mg==' } })
    const encryption = { tool: 'age', recipients: [recipient], image: 'registry.example.com/age:1.2.1' } as const
    expect(await quick({ encryption, configuration: { kinds: ['secrets'] } }).run()).toMatchObject({ status: 0 })
    const files = stored().filter((name) => name.includes('/'))
    expect(files).toHaveLength(5)
    expect(files.filter((name) => !name.endsWith('.age'))).toEqual([])
    const configuration = files.find((name) => name.includes('/configuration-')) as string
    expect(cat(configuration).includes('NDI0Mg')).toBe(false)
    expect(gunzipSync(Buffer.from(sandbox.must('sh', ['-c', `age -d -i key fetched | base64`]), 'base64')).toString()).toContain('NDI0Mg==')
  })

  test.each<[luck: string, make: () => Pods | Promise<Pods>, env: Record<string, Record<string, string>>, failed: string, message: string]>(
    [
      ['a wrong password', () => quick(), { 'dump-shop': { PGPASSWORD: 'a-wrong-secret' } }, 'dump-shop', 'password authentication failed'],
      [
        'a dead database',
        async () =>
          quick({ databases: [{ host: '127.0.0.1', port: await freePort(), name: 'shop', credentials: SecretSource.existing('db') }] }),
        {},
        'dump-shop',
        'pg_dump failed; nothing was kept',
      ],
      [
        'an application that leaves nothing',
        () => quick({ application: { container: { name: 'flush', image: 'a:1', command: ['true'] } } }),
        {},
        'archive-application',
        'is empty; nothing was kept',
      ],
      [
        'an application that fails',
        () => quick({ application: { container: { name: 'flush', image: 'a:1', command: ['sh', '-c', 'exit 9'] } } }),
        {},
        'flush',
        '',
      ],
      [
        'a full disk',
        () => quick(),
        { 'archive-invoices': { BACKUP_DIR: '/dev/full' } },
        'archive-invoices',
        'tar failed; nothing was kept',
      ],
      [
        'a kind that may not be listed',
        () => (api.trouble('forbidden', 'GET', '/apis/apps/v1/namespaces/shop/deployments'), quick()),
        {},
        'export-configuration',
        'is refused',
      ],
      [
        'a dead store',
        async () => quick(),
        { upload: { RCLONE_CONFIG_S3_ENDPOINT: `http://127.0.0.1:1`, RCLONE_LOW_LEVEL_RETRIES: '1', RCLONE_RETRIES_SLEEP: '0' } },
        'upload',
        'could not be uploaded; older backups are kept',
      ],
      [
        'a part that is missing',
        () => quick(),
        { upload: { PARTS: 'application shop lost' } },
        'upload',
        'part lost is missing: nothing was uploaded',
      ],
      [
        'a part that is not encrypted',
        () => quick(),
        { upload: { ENCRYPTION: 'age' } },
        'upload',
        'part application is not encrypted: nothing was uploaded',
      ],
    ],
  )('%s: nothing of the set is stored, no secret is told', async (_, make, env, failed, message) => {
    const outcome = await (await make()).run({ env })
    expect(outcome.status).not.toBe(0)
    expect(outcome.failed).toBe(failed)
    expect(outcome.log).toContain(message)
    for (const secret of [PASSWORD, 'a-wrong-secret', 'hidden-key-of-the-store', 'a-token-that']) expect(outcome.log).not.toContain(secret)
    expect(stored()).toEqual([])
  })

  test('killed between parts: the last whole set is untouched, and the next run repairs it', async () => {
    const backup = quick()
    expect((await backup.run()).status).toBe(0)
    await nextSecond()
    const whole = stored()
    const { status } = await backup.run({
      env: { upload: { PARTS: 'application shop invoices', VERIFY: 'download', PATH: brokenRclone(sandbox, 5) } },
    })
    expect(status).not.toBe(0)
    expect(stored()).toEqual(expect.arrayContaining(whole))
    expect(manifests()).toHaveLength(1)
    expect(stored().length).toBeGreaterThan(whole.length)
    await nextSecond()
    expect(await backup.run()).toMatchObject({ status: 0, log: expect.stringContaining('it never became whole') })
    expect(stored().filter((name) => name.includes('/'))).toHaveLength(10)
  })
})

/** A path on which rclone works a few times and then all of the container is killed. */
function brokenRclone(sandbox: Sandbox, times: number): string {
  const folder = sandbox.make('broken')
  const path = join(folder, 'rclone')
  writeFileSync(
    path,
    `#!/bin/sh\necho x >>${folder}/calls\n[ "$(wc -l <${folder}/calls)" -le ${times} ] || kill -9 0\nexec /usr/bin/rclone "$@"\n`,
  )
  sandbox.own(path)
  return `${folder}:${process.env.PATH}`
}
