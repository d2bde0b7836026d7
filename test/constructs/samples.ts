import { Duration, JsonPatch, type Chart } from 'cdk8s'
import {
  Alerts,
  BackupCronJob,
  BackupReplication,
  CertRotator,
  CleanupJob,
  CoordinatedBackup,
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
import { SAMPLES_OF_BATCHES, SAMPLES_OF_BRIDGES, SAMPLES_OF_ETL } from './data-builders.ts'

/*
 * Every construct with as little as it takes and with all it can: what is asked of all constructs is asked of these.
 */

export const secret = SecretSource.existing('secret')
export const schedule = Schedule.daily({ at: '02:15' })
export const database = { host: 'db', name: 'shop', credentials: secret }
export const bucket = { bucket: 'backups', credentials: secret }
export const worker = { name: 'work', image: 'registry.example.com/work:1.0.0', command: ['/work'] }
export const age = {
  tool: 'age',
  recipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
  image: 'registry.example.com/age:1.2.1',
} as const

const common = {
  name: 'orders',
  owner: 'team-shop',
  description: 'What the shop sold',
  labels: { purpose: 'orders' },
  schedule: Schedule.between('01:00', '05:00', { timeZone: 'Europe/Berlin' }),
  startingDeadline: Duration.minutes(20),
  activeDeadline: Duration.hours(3),
  expectedDuration: Duration.minutes(20),
  retries: Retry.delays('1m', '5m', '30m'),
  history: { successful: 5, failed: 6 },
  concurrency: 'Replace',
  after: ['users-backup'],
  once: { atMostEvery: Duration.hours(12) },
  queue: Queue.named('default', { priority: 'high' }),
  alerts: Alerts.prometheus({ labels: { release: 'prometheus' }, failures: 3 }),
  onFailure: Notify.email({ server: 'smtp.example.com', from: 'jobs@example.com', to: ['ops@example.com'], credentials: secret }),
  onSuccess: Notify.slack(secret.key('url'), { note: 'all is well' }),
  suspend: true,
} as const

const staggered = (name: string, at: '01:00' | '03:00') => ({
  container: { ...worker, name },
  schedule: Schedule.daily({ at, timeZone: 'Europe/Berlin' }),
  deadline: Duration.minutes(30),
})

const { schedule: _, activeDeadline: __, retries: ___, ...commonOfStages } = common

type Build = (chart: Chart) => unknown

export const SAMPLES: Readonly<Record<string, Readonly<Record<string, Build>>>> = {
  ScheduledJob: {
    least: (chart) => new ScheduledJob(chart, 'a', { schedule, containers: [{ name: 'work', image: worker.image }] }),
    most: (chart) =>
      new ScheduledJob(chart, 'a', {
        ...common,
        stages: [{ ...worker, name: 'before', user: 1000 }],
        containers: [
          {
            name: 'work',
            image: 'bash:5.3.3',
            script: Script.text('echo hello\n', { shell: 'bash' }),
            args: ['now'],
            env: {
              MODE: 'fast',
              TOKEN: SecretSource.csi(chart, 'vault', { name: 'vault', provider: 'vault', parameters: {}, keys: { token: 't' } }).key(
                'token',
              ),
            },
            mounts: [{ volume: 'data', path: '/data' }],
            resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } },
          },
        ],
        volumes: { data: { emptyDir: {} } },
        overrides: [JsonPatch.add('/spec/jobTemplate/spec/template/spec/priorityClassName', 'batch')],
      }),
    'every minute': (chart) => new ScheduledJob(chart, 'a', { schedule: Schedule.every('1m'), containers: [worker] }),
    'one time': (chart) => new ScheduledJob(chart, 'a', { schedule: Schedule.once('2027-01-15T10:00'), containers: [worker] }),
    'two side by side': (chart) => new ScheduledJob(chart, 'a', { schedule, containers: [worker, { ...worker, name: 'other' }] }),
  },
  ParallelJob: {
    least: (chart) => new ParallelJob(chart, 'a', { worker, chunks: 1, workers: 1, claim: 'results', batch: 'export-2026-10' }),
    most: (chart) =>
      new ParallelJob(chart, 'a', {
        ...{ worker, chunks: 100, workers: 7, claim: 'results', batch: 'export-2026-11', owner: 'team-data', labels: { stage: 'late' } },
        ...{ activeDeadline: Duration.hours(5), retries: 3, queue: Queue.named('batch') },
        overrides: [JsonPatch.add('/spec/maxFailedIndexes', 3), JsonPatch.add('/spec/backoffLimitPerIndex', 1)],
      }),
  },
  BackupCronJob: {
    least: (chart) => new BackupCronJob(chart, 'a', { schedule, database, target: bucket }),
    most: (chart) =>
      new BackupCronJob(chart, 'a', {
        ...{ ...common, database: { ...database, kind: 'mariadb', port: 3307 }, encryption: age, checkSql: 'select 1', verify: 'download' },
        ...{ target: { ...bucket, prefix: 'shop/db', endpoint: 'https://s3.example.com', region: 'eu-west-1' }, scratch: '50Gi' },
        retention: { last: 3, age: Duration.days(7), daily: 7, weekly: 4, monthly: 12, yearly: 5 },
      }),
    'every hour': (chart) => new BackupCronJob(chart, 'a', { schedule: Schedule.every('1h'), database, target: bucket }),
    'a volume': (chart) => new BackupCronJob(chart, 'a', { schedule, volume: { claim: 'uploads' }, target: bucket }),
    mysql: (chart) => new BackupCronJob(chart, 'a', { schedule, database: { ...database, kind: 'mysql' }, target: bucket }),
  },
  CoordinatedBackup: {
    least: (chart) => new CoordinatedBackup(chart, 'a', { schedule, databases: [database], target: bucket }),
    most: (chart) =>
      new CoordinatedBackup(chart, 'a', {
        ...{ ...common, target: bucket, databases: [database], volumes: [{ claim: 'uploads' }], configuration: {} },
        ...{ application: { container: worker }, encryption: age, retention: { daily: 7 } },
      }),
  },
  BackupReplication: {
    least: (chart) =>
      new BackupReplication(chart, 'a', { schedule, source: { ...bucket, prefix: 'shop' }, targets: [{ ...bucket, bucket: 'abroad' }] }),
    most: (chart) =>
      new BackupReplication(chart, 'a', {
        ...{ ...common, source: { ...bucket, prefix: 'shop' } },
        targets: ['eu-west-1', 'ap-southeast-1'].map((region) => ({ ...bucket, bucket: `backups-${region}`, region })),
      }),
  },
  DbMaintenance: {
    least: (chart) => new DbMaintenance(chart, 'a', { schedule, database }),
    most: (chart) =>
      new DbMaintenance(chart, 'a', {
        ...{ ...common, database, vacuum: false, analyze: false, reindex: ['users', 'shop.orders'], logClaim: 'logs' },
        purge: [{ table: 'events', column: 'created_at', olderThanDays: 30 }],
      }),
  },
  CertRotator: {
    least: (chart) => new CertRotator(chart, 'a', { schedule, certificates: [{ secret }], authority: SecretSource.existing('authority') }),
    most: (chart) =>
      new CertRotator(chart, 'a', {
        ...{ ...common, certificates: [{ secret, restart: ['shop', 'mail'] }], renewBefore: Duration.days(20) },
        renewer: { image: 'registry.example.com/acme:3.0.0', command: ['/renew'] },
      }),
  },
  CleanupJob: {
    least: (chart) => new CleanupJob(chart, 'a', { schedule, claim: 'data', keepLast: 50 }),
    files: (chart) =>
      new CleanupJob(chart, 'a', {
        ...common,
        claim: 'data',
        folder: 'work',
        pattern: '*.json',
        olderThan: Duration.hours(1),
        keepLast: 50,
        dryRun: true,
      }),
    reports: (chart) => new CleanupJob(chart, 'a', { kind: 'reports', schedule, claim: 'reports', olderThan: Duration.days(7) }),
    'reports of a bucket': (chart) =>
      new CleanupJob(chart, 'a', {
        ...common,
        kind: 'reports',
        bucket: { ...bucket, prefix: 'sales' },
        pattern: '*.pdf',
        keepLast: 12,
        dryRun: true,
      }),
    jobs: (chart) => new CleanupJob(chart, 'a', { ...common, kind: 'jobs', olderThan: Duration.days(7), selector: 'app=batch' }),
    claims: (chart) => new CleanupJob(chart, 'a', { ...common, kind: 'claims', unusedFor: Duration.days(14), dryRun: false }),
    sessions: (chart) => new CleanupJob(chart, 'a', { ...common, kind: 'sessions', database, table: 'sessions', column: 'expires_at' }),
  },
  LogRotation: {
    least: (chart) => new LogRotation(chart, 'a', { schedule, claim: 'logs' }),
    most: (chart) =>
      new LogRotation(chart, 'a', { ...common, claim: 'logs', pattern: '*.out', compressAfter: Duration.hours(6), archive: bucket }),
  },
  EtlPipeline: {
    staggered: (chart) =>
      new EtlPipeline(chart, 'a', { mode: 'staggered', stages: [staggered('extract', '01:00'), staggered('load', '03:00')] }),
    'staggered, with all': (chart) =>
      new EtlPipeline(chart, 'a', {
        ...commonOfStages,
        once: {},
        mode: 'staggered',
        stages: [staggered('extract', '01:00'), staggered('load', '03:00')],
      }),
    sequential: (chart) => new EtlPipeline(chart, 'a', { mode: 'sequential', schedule, steps: [worker, { ...worker, name: 'load' }] }),
    'sequential, with all': (chart) =>
      new EtlPipeline(chart, 'a', { ...common, mode: 'sequential', steps: [worker, { ...worker, name: 'load' }], workSize: '1Gi' }),
    ...SAMPLES_OF_ETL,
  },
  BatchSystem: SAMPLES_OF_BATCHES,
  StreamBatchBridge: SAMPLES_OF_BRIDGES,
}
