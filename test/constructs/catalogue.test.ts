import { App, Chart, Duration } from 'cdk8s'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  BackupCronJob,
  BackupReplication,
  CleanupJob,
  DbMaintenance,
  EtlPipeline,
  LogRotation,
  Notify,
  ParallelJob,
  Queue,
  Retry,
  Schedule,
  ScheduledJob,
  Script,
  SecretSource,
} from '../../lib/constructs/index.ts'

const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

function synthesize(build: (chart: Chart) => void): string {
  const app = new App({ outdir, recordConstructMetadata: false })
  build(new Chart(app, 'test', { disableResourceNameHashes: true }))
  return app.synthYaml() as string
}

const secret = SecretSource.existing('secret')
const nightly = Schedule.daily({ at: '02:00' })
const bucket = { bucket: 'backups', credentials: secret }
const database = { host: 'db', name: 'shop', credentials: secret }
const worker = { name: 'work', image: 'registry.example.com/work:1.0.0', command: ['/work'] }
const stage = (name: string, at: '01:00' | '02:00' | '03:30', minutes: number, timeZone?: string) => ({
  container: { ...worker, name },
  schedule: Schedule.daily({ at, ...(timeZone ? { timeZone } : {}) }),
  deadline: Duration.minutes(minutes),
})

describe('a prop reaches the manifest', () => {
  test.each<[line: string, build: (chart: Chart) => unknown]>([
    ['KEEP_MONTHLY', (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, database, target: bucket, retention: { monthly: 12 } })],
    [
      '/scripts/verify-mariadb.sh',
      (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, database: { ...database, kind: 'mariadb' }, target: bucket }),
    ],
    [
      'image: mysql:8.4.6',
      (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, database: { ...database, kind: 'mysql' }, target: bucket }),
    ],
    ['claimName: uploads', (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, volume: { claim: 'uploads' }, target: bucket })],
    [
      'value: target0:abroad/shop',
      (chart) =>
        new BackupReplication(chart, 'a', {
          schedule: nightly,
          source: { ...bucket, prefix: 'shop' },
          targets: [{ ...bucket, bucket: 'abroad' }],
        }),
    ],
    [
      'value: events:at:30',
      (chart) =>
        new DbMaintenance(chart, 'a', { schedule: nightly, database, purge: [{ table: 'events', column: 'at', olderThanDays: 30 }] }),
    ],
    ['value: "10080"', (chart) => new CleanupJob(chart, 'a', { schedule: nightly, claim: 'data', olderThan: Duration.days(7) })],
    [
      'value: s3:cold/logs',
      (chart) => new LogRotation(chart, 'a', { schedule: nightly, claim: 'logs', archive: { ...bucket, bucket: 'cold' } }),
    ],
    [
      'cronwright.dev/after: etl-extract',
      (chart) => new EtlPipeline(chart, 'etl', { mode: 'staggered', stages: [stage('extract', '01:00', 40), stage('load', '02:00', 40)] }),
    ],
    [
      'mountPath: /work',
      (chart) => new EtlPipeline(chart, 'etl', { mode: 'sequential', schedule: nightly, steps: [worker, { ...worker, name: 'load' }] }),
    ],
    ['completionMode: Indexed', (chart) => new ParallelJob(chart, 'a', { worker, chunks: 10, workers: 4, claim: 'results', batch: 'b1' })],
    [
      'kueue.x-k8s.io/queue-name: batch',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], queue: Queue.named('batch') }),
    ],
    [
      'name: RETRY_DELAYS',
      (chart) =>
        new ScheduledJob(chart, 'a', {
          schedule: nightly,
          containers: [worker],
          retries: Retry.delays(Duration.minutes(1), Duration.minutes(5)),
        }),
    ],
    [
      'name: ON_FAILURE_URL',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], onFailure: Notify.slack(secret.key('url')) }),
    ],
    [
      'set -Eeuo pipefail',
      (chart) =>
        new ScheduledJob(chart, 'a', {
          schedule: nightly,
          containers: [{ name: 'a', image: 'bash:5.3', script: Script.text('echo hello\n', { shell: 'bash' }) }],
        }),
    ],
    [
      'cronwright.dev/expected-duration: 600s',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], expectedDuration: Duration.minutes(10) }),
    ],
    // 2027-03-31T10:00 in Berlin is 1806480000; a month later it is over.
    [
      'value: "1809072000"',
      (chart) =>
        new ScheduledJob(chart, 'a', { schedule: Schedule.once('2027-03-31T10:00', { timeZone: 'Europe/Berlin' }), containers: [worker] }),
    ],
    [
      'cronwright.dev/once: "2027-03-31T08:00:00Z"',
      (chart) =>
        new ScheduledJob(chart, 'a', { schedule: Schedule.once('2027-03-31T10:00', { timeZone: 'Europe/Berlin' }), containers: [worker] }),
    ],
    [
      'apiVersion: external-secrets.io/v1',
      (chart) => SecretSource.external(chart, 'a', { name: 'db', store: { name: 'vault' }, keys: { password: { key: 'db' } } }),
    ],
  ])('%s', (line, build) => {
    expect(synthesize((chart) => void build(chart))).toContain(line)
  })
})

describe('nonsense is refused with property, bound, reason and value', () => {
  test.each<[message: string, build: (chart: Chart) => unknown]>([
    // Enough on every ordinary night. When clocks go forward between the two, an hour of it is missing.
    [
      'stages[1].schedule must be 6900 seconds after every run of extract, so that load finds its work done on every date (got "5400 seconds after 2026-03-29T00:00:00Z")',
      (chart) =>
        new EtlPipeline(chart, 'a', {
          mode: 'staggered',
          stages: [
            stage('extract', '01:00', 100, 'Europe/Berlin'),
            { ...stage('load', '02:00', 5), schedule: Schedule.cron('30 3 * * *', { timeZone: 'Europe/Berlin' }) },
          ],
        }),
    ],
    [
      'stages[1].schedule must be 4500 seconds after every run of extract',
      (chart) => new EtlPipeline(chart, 'a', { mode: 'staggered', stages: [stage('extract', '01:00', 60), stage('load', '02:00', 5)] }),
    ],
    [
      'steps must be at least two steps',
      (chart) => new EtlPipeline(chart, 'a', { mode: 'sequential', schedule: nightly, steps: [worker] }),
    ],
    [
      'retention must be at least one rule, so that something is kept (got "none")',
      (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, database, target: bucket, retention: {} }),
    ],
    [
      'retention.last must be a whole number from 1, so that the rule keeps something (got 0)',
      (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, database, target: bucket, retention: { last: 0 } }),
    ],
    [
      'encryption.recipients must be public keys that begin with age1, so that no private key comes into Git (got "AGE-…")',
      (chart) =>
        new BackupCronJob(chart, 'a', {
          schedule: nightly,
          database,
          target: bucket,
          encryption: { tool: 'age', recipients: ['AGE-SECRET-KEY-1'], image: 'age:1' },
        }),
    ],
    [
      'restoreCheck must be false for mysql',
      (chart) =>
        new BackupCronJob(chart, 'a', { schedule: nightly, database: { ...database, kind: 'mysql' }, target: bucket, restoreCheck: true }),
    ],
    ['database must be given, or a volume', (chart) => new BackupCronJob(chart, 'a', { schedule: nightly, target: bucket })],
    [
      'targets[0].bucket must be another place than the source',
      (chart) => new BackupReplication(chart, 'a', { schedule: nightly, source: { ...bucket, prefix: 'shop' }, targets: [bucket] }),
    ],
    [
      'purge.olderThanDays must be a whole number from 1, so that fresh rows stay (got 0)',
      (chart) => new DbMaintenance(chart, 'a', { schedule: nightly, database, purge: [{ table: 'a', column: 'b', olderThanDays: 0 }] }),
    ],
    [
      'reindex must be names of tables in lower case',
      (chart) => new DbMaintenance(chart, 'a', { schedule: nightly, database, reindex: ['users; drop'] }),
    ],
    ['olderThan must be given, or keepLast', (chart) => new CleanupJob(chart, 'a', { schedule: nightly, claim: 'data' })],
    [
      'folder must be inside the claim',
      (chart) => new CleanupJob(chart, 'a', { schedule: nightly, claim: 'data', folder: '../etc', keepLast: 1 }),
    ],
    [
      'compressAfter must be at least 10 minutes',
      (chart) => new LogRotation(chart, 'a', { schedule: nightly, claim: 'logs', compressAfter: Duration.minutes(1) }),
    ],
    [
      'workers must be a whole number from 1 to the 10 chunks, so that each worker has work (got 11)',
      (chart) => new ParallelJob(chart, 'a', { worker, chunks: 10, workers: 11, claim: 'c', batch: 'b' }),
    ],
    [
      'activeDeadline must be more than the 7200 seconds of all retry delays, so that the last try is reached (got 3600 seconds)',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], retries: Retry.delays(Duration.hours(2)) }),
    ],
    [
      'expectedDuration must be at most the activeDeadline of 3600 seconds',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], expectedDuration: Duration.hours(2) }),
    ],
    [
      'command of work must be given',
      (chart) =>
        new ScheduledJob(chart, 'a', {
          schedule: nightly,
          containers: [{ name: 'work', image: 'a:1' }],
          onFailure: Notify.slack(secret.key('url')),
        }),
    ],
    ['until must be later than 05:00', () => Schedule.between('05:00', '01:00')],
    ['at must be a time such as 2027-03-31T10:00', () => Schedule.once('tomorrow')],
    [
      'encrypted.password must be what kubeseal wrote, so that no plain text comes into Git (got "5 characters")',
      (chart) => SecretSource.sealed(chart, 'a', { name: 'a', namespace: 'b', encrypted: { password: 'plain' } }),
    ],
  ])('%s', (message, build) => {
    expect(() => synthesize((chart) => void build(chart))).toThrow(message)
  })
})
