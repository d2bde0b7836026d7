import { Duration } from 'cdk8s'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CleanupJob, Schedule, SecretSource, type ReportsCleanupProps } from '../../lib/constructs/index.ts'
import { Pods } from './pod.ts'
import { freePort, Sandbox } from './sandbox.ts'
import { startObjectStore, type ObjectStore } from './services.ts'
import { describeWith } from './tools.ts'

describeWith(['rclone', 'moto_server'], 'clean-up of reports', () => {
  const sandbox = new Sandbox()
  let store: ObjectStore
  const secrets = { 'bucket/access-key-id': 'somebody', 'bucket/secret-access-key': 'hidden-key-of-the-store' }
  const pods = (props: Partial<ReportsCleanupProps>): Pods =>
    new Pods(
      sandbox,
      (chart) => new CleanupJob(chart, 'reports', { kind: 'reports', schedule: Schedule.daily({ at: '03:00' }), ...props }),
      { secrets },
    )
  const claim = join(sandbox.folder, 'volumes/data')
  const left = (): string[] =>
    readdirSync(claim, { recursive: true, withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(claim.length + 1)] : []))
      .sort()

  beforeAll(async () => {
    store = await startObjectStore(sandbox, 'reports')
  })
  afterAll(() => sandbox.end())
  beforeEach(() => {
    sandbox.make('volumes/data')
    for (const [file, days] of [
      ['sales-2026-01-10.pdf', 20],
      ['sales-2026-01-11.pdf', 6],
      ['sales-2026-01-12.pdf', 5],
      ['sales-2026-01-13.pdf', 4],
      ['business-2025-12.pdf', 60],
      ['business-2026-01.pdf', 30],
      ['stock/week 2.pdf', 15],
      ['stock/week 3.pdf', 8],
      ['stock/week 3.csv', 90],
    ] as const) {
      mkdirSync(join(claim, file, '..'), { recursive: true })
      writeFileSync(join(claim, file), file)
      const then = Date.now() / 1000 - days * 86_400
      utimesSync(join(claim, file), then, then)
    }
    sandbox.own(claim)
    sandbox.own(join(claim, 'stock'))
  })

  test.each<[rule: string, props: Partial<ReportsCleanupProps>, gone: string[]]>([
    [
      'a week: what is older goes, the newest of each series stays however old',
      { olderThan: Duration.days(7) },
      ['business-2025-12.pdf', 'sales-2026-01-10.pdf', 'stock/week 2.pdf'],
    ],
    ['two of each series', { keepLast: 2 }, ['sales-2026-01-10.pdf', 'sales-2026-01-11.pdf']],
    ['both', { keepLast: 2, olderThan: Duration.days(50) }, ['business-2025-12.pdf', 'sales-2026-01-10.pdf', 'sales-2026-01-11.pdf']],
    ['by name', { keepLast: 1, pattern: 'sales-*.pdf' }, ['sales-2026-01-10.pdf', 'sales-2026-01-11.pdf', 'sales-2026-01-12.pdf']],
    ['one folder', { keepLast: 1, folder: 'stock' }, ['stock/week 2.pdf']],
    ['a dry run', { keepLast: 1, dryRun: true }, []],
  ])('%s', async (_, props, gone) => {
    const before = left()
    expect(await pods({ claim: 'reports', ...props }).run()).toMatchObject({ status: 0 })
    expect(before.filter((file) => !left().includes(file))).toEqual(gone)
  })

  test('a bucket: each series by itself; its neighbours stay', async () => {
    for (const name of ['sales/a-1.pdf', 'sales/a-2.pdf', 'sales/b-1.pdf', 'other/a-1.pdf']) {
      sandbox.must('rclone', ['rcat', `s3:reports/${name}`], store.env, name)
      await new Promise((resolve) => setTimeout(resolve, 1001))
    }
    const bucket = { bucket: 'reports', prefix: 'sales', endpoint: store.endpoint, credentials: SecretSource.existing('bucket') }
    expect(await pods({ bucket, keepLast: 1 }).run()).toMatchObject({ status: 0 })
    expect(sandbox.must('rclone', ['lsf', '-R', '--files-only', 's3:reports'], store.env).trim().split('\n').sort()).toEqual([
      'other/a-1.pdf',
      'sales/a-2.pdf',
      'sales/b-1.pdf',
    ])
  })

  test('a dead store, a folder that is not there: a code, a message, no secret, nothing removed', async () => {
    const bucket = {
      bucket: 'reports',
      prefix: 'sales',
      endpoint: `http://127.0.0.1:${await freePort()}`,
      credentials: SecretSource.existing('bucket'),
    }
    const outcome = await pods({ bucket, keepLast: 1 }).run({ env: { clean: { RCLONE_LOW_LEVEL_RETRIES: '1', RCLONE_RETRIES: '1' } } })
    expect(outcome).toMatchObject({ status: 1, log: expect.stringContaining('cannot be listed; nothing was removed') })
    expect(outcome.log).not.toContain('hidden-key-of-the-store')
    expect(await pods({ claim: 'reports', folder: 'lost', keepLast: 1 }).run()).toMatchObject({ status: 1 })
    expect(left()).toHaveLength(9)
  })
})
