import { App, Chart, Duration } from 'cdk8s'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import {
  Alerts,
  Notify,
  Queue,
  Retry,
  Schedule,
  ScheduledJob,
  Script,
  SecretSource,
  type ScheduledJobProps,
} from '../../lib/constructs/index.ts'
import { nextRepeatedByDst, nextSkippedByDst } from '../../lib/schedule/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Json {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: unknown }
  readonly spec: unknown
}

function synthesize(build: (chart: Chart) => unknown): Json[] {
  const app = new App({ outdir: folder, recordConstructMetadata: false })
  build(new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true }))
  return parseAllDocuments(app.synthYaml() as string).map((document) => document.toJS() as Json)
}

const job = (props: Partial<ScheduledJobProps>): Json[] =>
  synthesize(
    (chart) =>
      new ScheduledJob(chart, 'orders', {
        name: 'orders',
        schedule: Schedule.daily({ at: '02:00' }),
        containers: [{ name: 'work', image: 'registry.example.com/work:1.0.0', command: ['/work'] }],
        ...props,
      }),
  )
const find = (documents: Json[], kind: string): Json => documents.find((document) => document.kind === kind) as Json

describe('Schedule', () => {
  test.each<[schedule: Schedule, expression: string, timeZone?: string]>([
    [Schedule.daily({ at: '02:15' }), '15 2 * * *'],
    [Schedule.daily({ at: '0:00', timeZone: 'Europe/Berlin' }), '0 0 * * *', 'Europe/Berlin'],
    [Schedule.weekdays({ at: '09:00' }), '0 9 * * 1-5'],
    [Schedule.weekly({ on: 'saturday', at: '23:59' }), '59 23 * * 6'],
    [Schedule.monthly({ day: 1, at: '07:00' }), '0 7 1 * *'],
    [Schedule.every('1m'), '* * * * *'],
    [Schedule.every('5m'), '*/5 * * * *'],
    [Schedule.every('60m'), '0 * * * *'],
    [Schedule.every('1h'), '0 * * * *'],
    [Schedule.every('4h'), '0 */4 * * *'],
    [Schedule.every('24h'), '0 0 * * *'],
    [Schedule.once('2027-01-15T10:00'), '0 10 15 1 *'],
    [Schedule.once('2027-01-15T10:00:00Z'), '0 10 15 1 *'],
    [Schedule.once('2028-02-29T10:00', { timeZone: 'Asia/Tokyo' }), '0 10 29 2 *', 'Asia/Tokyo'],
    [Schedule.cron('0 8-17 * * MON-FRI'), '0 8-17 * * MON-FRI'],
    [Schedule.cron('@every 90m'), '@every 90m'],
  ])('%#: %s', (schedule, expression, timeZone = 'Etc/UTC') => {
    expect(schedule).toMatchObject({ expression, timeZone })
  })

  test.each<[at: string, timeZone: string | undefined, instant: string]>([
    ['2027-01-15T10:00', undefined, '2027-01-15T10:00:00.000Z'],
    ['2027-07-15T10:00', 'Europe/Berlin', '2027-07-15T08:00:00.000Z'],
    // the first hour of a year in Auckland is the old year in UTC
    ['2027-01-01T00:30', 'Pacific/Auckland', '2026-12-31T11:30:00.000Z'],
  ])('once at %s in %s is %s', (at, timeZone, instant) => {
    expect(new Date((Schedule.once(at, timeZone ? { timeZone } : {}).onlyAt as number) * 1000).toISOString()).toBe(instant)
  })

  describe('between', () => {
    const window = Schedule.between('01:00', '05:00')
    test('each path has its own minute, for ever', () => {
      // These do not change: a job that moves would run twice or not at all on the day of the change.
      expect(['shop/orders', 'shop/users', 'shop/mails'].map((path) => window.at(path).expression)).toMatchInlineSnapshot(`
        [
          "52 3 * * *",
          "47 2 * * *",
          "28 2 * * *",
        ]
      `)
    })
    test('a job takes the minute of its own path, the same with every synthesis', () => {
      const first = find(job({ schedule: window }), 'CronJob')
      expect(first).toEqual(find(job({ schedule: window }), 'CronJob'))
      expect(first).toMatchObject({ spec: { schedule: window.at('test/orders').expression } })
    })
    test('all of the window is used', () => {
      const minutes = new Set(Array.from({ length: 2000 }, (_, index) => window.at(`job-${index}`).expression))
      expect(minutes.size).toBeGreaterThan(230)
      expect([...minutes].every((expression) => /^\d+ [1-4] \* \* \*$/.test(expression))).toBe(true)
    })
    test('no minute that clocks skip or double', () => {
      const range = { timeZone: 'Europe/Berlin', from: Date.UTC(2026, 0, 1) / 1000, until: Date.UTC(2036, 0, 1) / 1000 }
      for (let index = 0; index < 300; index++) {
        const { parsed } = Schedule.between('01:00', '05:00', { timeZone: 'Europe/Berlin' }).at(`job-${index}`)
        if (parsed.kind !== 'clock') throw new Error('a clock schedule')
        expect(nextSkippedByDst(parsed, range) ?? nextRepeatedByDst(parsed, range)).toBeUndefined()
      }
    })
    test('a window that has no other minute is taken as it is', () => {
      expect(Schedule.between('02:00', '02:30', { timeZone: 'Europe/Berlin' }).at('a').expression).toMatch(/^\d+ 2 \* \* \*$/)
    })
    test('before a construct takes it there is no minute', () => {
      expect(() => window.expression).toThrow('schedule must be taken by a construct')
    })
  })
})

/* The type checker reads this: each line below `@ts-expect-error` must not compile, and at run time each is refused too. */
test('a literal expression is checked as it is typed', () => {
  // @ts-expect-error four fields
  expect(() => Schedule.cron('0 2 * *')).toThrow('schedule must be')
  // @ts-expect-error six fields, as Quartz has them
  expect(() => Schedule.cron('0 0 2 * * *')).toThrow('schedule must be')
  // @ts-expect-error a character that is not legal
  expect(() => Schedule.cron('0 2 * * #')).toThrow('schedule must be')
  // @ts-expect-error a word that Kubernetes does not know
  expect(() => Schedule.cron('@reboot')).toThrow('schedule must be')
  // @ts-expect-error nothing
  expect(() => Schedule.cron('')).toThrow('schedule must be')
  // @ts-expect-error two spaces are an empty field
  void (() => Schedule.cron('0  2 * * *'))
  // @ts-expect-error no unit that cron knows
  expect(() => Schedule.every('30s')).toThrow('interval must be')
  // @ts-expect-error a day in another language
  expect(() => Schedule.weekly({ on: 'sonntag', at: '04:00' })).toThrow('on must be')
  // @ts-expect-error no time of day
  expect(() => Schedule.daily({ at: 'noon' })).toThrow('at must be')
  // @ts-expect-error a literal is no key of a Secret
  expect(() => Notify.slack('https://hooks.example.com/T0')).not.toThrow()
  const computed: string = ['0', '2', '*', '*', '*'].join(' ')
  expect([Schedule.cron(computed), Schedule.cron('@daily'), Schedule.cron('0 2 ? * sun')]).toHaveLength(3)
})

test.each<[retry: Retry, limit: number, delays: readonly number[]]>([
  [Retry.none(), 0, []],
  [Retry.simple(3), 3, []],
  [Retry.exponential(3), 3, []],
  [Retry.exponential(5, { first: '30s', longest: '4m' }), 0, [30, 60, 120, 240, 240]],
  [Retry.exponential(3, { first: Duration.millis(1000) }), 0, [1, 2, 4]],
  [Retry.delays('1m', '5m', '30m', '2h', '8h'), 0, [60, 300, 1800, 7200, 28_800]],
  [Retry.delays(Duration.minutes(10), '45s'), 0, [600, 45]],
])('retry %#', (retry, limit, delays) => {
  expect(retry.limit).toBe(limit)
  expect(retry.delays.map((delay) => delay.toSeconds())).toEqual(delays)
})

describe('SecretSource', () => {
  test('a Secret of the CSI driver is mounted where a key of it is used, and nowhere else', () => {
    const documents = synthesize((chart) => {
      const bucket = SecretSource.csi(chart, 'bucket', {
        name: 'backup.bucket',
        provider: 'vault',
        parameters: { roleName: 'backup' },
        keys: { id: 'access-key', secret: 'secret-key' },
      })
      new ScheduledJob(chart, 'orders', {
        name: 'orders',
        schedule: Schedule.daily({ at: '02:00' }),
        stages: [{ name: 'dump', image: 'registry.example.com/dump:1.0.0' }],
        containers: [
          { name: 'upload', image: 'registry.example.com/upload:1.0.0', env: { ID: bucket.key('id'), SECRET: bucket.key('secret') } },
        ],
      })
    })
    expect(find(documents, 'SecretProviderClass')).toMatchObject({
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      spec: {
        provider: 'vault',
        secretObjects: [
          {
            secretName: 'backup.bucket',
            data: [
              { objectName: 'access-key', key: 'id' },
              { objectName: 'secret-key', key: 'secret' },
            ],
          },
        ],
      },
    })
    const pod = { spec: { jobTemplate: { spec: { template: { spec: expect.anything() as unknown } } } } }
    expect(find(documents, 'CronJob')).toMatchObject(pod)
    const { initContainers, containers, volumes } = (find(documents, 'CronJob') as unknown as typeof pod).spec.jobTemplate.spec.template
      .spec as Record<string, { volumeMounts?: unknown }[]>
    expect(initContainers[0].volumeMounts).toBeUndefined()
    expect(containers[0].volumeMounts).toEqual([
      { name: 'secrets-backup-bucket', mountPath: '/cronwright/secrets/backup.bucket', readOnly: true },
    ])
    expect(volumes).toEqual([
      {
        name: 'secrets-backup-bucket',
        csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'backup.bucket' } },
      },
    ])
  })

  test.each(['a3f5c1d29b8e4f70a3f5c1d29b8e4f70', 'xoxb1234567890abcdefghijkl', 'S3cr3t-Passw0rd!'])(
    'a literal is refused, and not printed',
    (literal) => {
      expect(() => SecretSource.existing(literal)).toThrow('secret must be the name of a Secret')
      expect(() => SecretSource.existing(literal)).not.toThrow(literal)
    },
  )

  test.each([
    ['PGPASSWORD', 'kittens-and-coffee'],
    ['API_TOKEN', 'abcdefgh'],
    ['DATABASE_URL', 'postgres://app:hunter22@orders-db/orders'],
  ])('a literal in %s is refused, and not printed', (name, literal) => {
    const make = (): unknown => job({ containers: [{ name: 'work', image: 'a:1', env: { [name]: literal } }] })
    expect(make).toThrow(`env.${name} must be a key of a Secret, so that no secret comes into Git`)
    expect(make).not.toThrow(literal)
  })
})

describe('Script', () => {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  test.each<[text: string, shell: string, first: string]>([
    ['echo hello\n', 'sh', "set -eu; trap '"],
    ['#!/bin/sh\necho hello\n', 'sh', '#!/bin/sh\nset -eu; '],
    ['#!/usr/bin/env bash\r\necho hello\r\n', 'bash', '#!/usr/bin/env bash\nset -Eeuo pipefail; '],
    ['#!/bin/bash -x\necho hello', 'bash', '#!/bin/bash -x\nset -Eeuo pipefail; '],
  ])('%j is for %s', (text, shell, first) => {
    const script = Script.file(file('a.sh', text))
    expect(script.shell).toBe(shell)
    expect(script.text.startsWith(first)).toBe(true)
    expect(script.text).not.toContain('\r')
    expect(script.text.endsWith('echo hello\n')).toBe(true)
  })

  test.each<[what: string, text: string, shell: 'sh' | 'bash', status: number, log: string]>([
    ['ends well', 'echo hello\n', 'bash', 0, 'hello\n'],
    [
      'stops at the first failure, and names its line',
      '#!/bin/bash\necho one\nfalse\necho two\n',
      'bash',
      1,
      'one\nthe script failed at line 3: false\n',
    ],
    ['in a pipe too', 'false | cat\necho two\n', 'bash', 1, 'the script failed at line 1: cat\n'],
    ['at a variable that is not set', 'echo "$MISSING_ONE"\n', 'sh', 2, 'the script failed with code 2\n'],
    ['at the first failure of sh', 'sh -c "exit 7"\necho two\n', 'sh', 7, 'the script failed with code 7\n'],
  ])('%s', (_, text, shell, status, log) => {
    const run = spawnSync(shell, [file('b.sh', Script.text(text, { shell }).text)], { encoding: 'utf8' })
    expect(run.status).toBe(status)
    expect((run.stdout + run.stderr).endsWith(log)).toBe(true)
    expect(run.stdout).not.toContain('two')
  })

  test('the ConfigMap is named by its content', () => {
    const name = (text: string): unknown =>
      find(job({ containers: [{ name: 'work', image: 'bash:5.3.3', script: Script.text(text) }] }), 'ConfigMap').metadata.name
    expect(name('echo a')).toBe(name('echo a'))
    expect(name('echo a')).not.toBe(name('echo b'))
  })
})

test('a queue stands on the Jobs, not on the CronJob', () => {
  const cronJob = find(job({ queue: Queue.named('critical', { priority: 'high' }) }), 'CronJob')
  const labels = { 'kueue.x-k8s.io/queue-name': 'critical', 'kueue.x-k8s.io/priority-class': 'high' }
  expect(cronJob).toMatchObject({ spec: { jobTemplate: { metadata: { labels } } } })
  expect(cronJob.metadata.labels).not.toMatchObject(labels)
})

describe('Alerts', () => {
  interface Rule {
    readonly alert: string
    readonly expr: string
    readonly labels: unknown
    readonly annotations: unknown
  }
  const rules = (props: Partial<ScheduledJobProps>): readonly Rule[] =>
    (find(job({ alerts: Alerts.prometheus(), ...props }), 'PrometheusRule') as { spec: { groups: { rules: Rule[] }[] } }).spec.groups[0]
      .rules

  test('times come from the schedule', () => {
    const texts = rules({ expectedDuration: Duration.minutes(10) })
    expect(texts.map(({ alert }) => alert)).toEqual(['CronJobRunMissed', 'CronJobRunFailed', 'CronJobRunTooLong'])
    // a day, ten minutes late, an hour long
    expect(texts[0].expr).toContain('> 90600')
    expect(texts[2].expr).toMatch(/> 1200$/)
  })

  test.each<[what: string, props: Partial<ScheduledJobProps>, seconds: number]>([
    ['a day may have 25 hours', { schedule: Schedule.daily({ at: '02:00', timeZone: 'Europe/Berlin' }) }, 86_400 + 600 + 3600 + 3600],
    ['Friday to Monday', { schedule: Schedule.weekdays({ at: '02:00' }) }, 3 * 86_400 + 600 + 3600],
    ['every five minutes', { schedule: Schedule.every('5m') }, 300 + 150 + 300],
  ])('%s', (_, props, seconds) => {
    expect(rules(props)[0].expr).toContain(`> ${seconds}\n`)
  })

  test('a one-time run is missed by nobody', () => {
    expect(rules({ schedule: Schedule.once('2027-01-15T10:00') }).map(({ alert }) => alert)).toEqual([
      'CronJobRunFailed',
      'CronJobRunTooLong',
    ])
  })

  test('as many failed Jobs are kept as are counted, and one more', () => {
    expect(find(job({ alerts: Alerts.prometheus({ failures: 5 }) }), 'CronJob')).toMatchObject({ spec: { failedJobsHistoryLimit: 6 } })
  })

  test('labels, severity, owner and runbook', () => {
    const documents = job({
      owner: 'team-shop',
      alerts: Alerts.prometheus({ labels: { release: 'prometheus' }, severity: 'critical', runbook: 'https://wiki.example.com/orders' }),
    })
    expect(find(documents, 'PrometheusRule')).toMatchObject({
      metadata: { name: 'orders-alerts', labels: { release: 'prometheus' }, namespace: 'shop' },
      spec: {
        groups: [
          {
            rules: [
              { labels: { severity: 'critical', owner: 'team-shop' }, annotations: { runbook_url: 'https://wiki.example.com/orders' } },
              {},
              {},
            ],
          },
        ],
      },
    })
  })
})
