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
