import { Duration, type Chart } from 'cdk8s'
import {
  BatchSystem,
  CleanupJob,
  CoordinatedBackup,
  EtlPipeline,
  Notify,
  Schedule,
  Script,
  SecretSource,
  StreamBatchBridge,
  type BatchSystemProps,
  type CoordinatedBackupProps,
  type ReportsCleanupProps,
  type StreamBatchBridgeProps,
  type TableEtlProps,
  type WorkflowEtlProps,
} from '../../lib/constructs/index.ts'

/* Constructs that keep and move data, each as it is unless a test says otherwise. */
export const nightly = Schedule.daily({ at: '02:00' })
export const credentials = SecretSource.existing('secret')
export const target = { bucket: 'backups', credentials }
export const database = { host: 'db', name: 'shop', credentials }

export const coordinated = (props: Partial<CoordinatedBackupProps>) => (chart: Chart) =>
  new CoordinatedBackup(chart, 'shop', { schedule: nightly, target, ...props })

export const key = credentials.key('key')
export const tables = (props: Partial<TableEtlProps>) => (chart: Chart) =>
  new EtlPipeline(chart, 'warehouse', {
    mode: 'tables',
    schedule: nightly,
    source: database,
    destination: { ...database, name: 'warehouse' },
    tables: { customers: { from: 'customers', columns: { id: 'keep', email: 'hash', phone: 'drop' } } },
    anonymizationKey: key,
    ...props,
  })
export const table = (given: object) => tables({ tables: { customers: { from: 'customers', columns: { id: 'keep' }, ...given } } })

export const step = (name: string) => ({ name, image: 'registry.example.com/etl:1.0.0', command: ['/etl', name] })
export const workflow = (props: Partial<WorkflowEtlProps>) => (chart: Chart) =>
  new EtlPipeline(chart, 'events', {
    mode: 'workflow',
    schedule: nightly,
    extract: step('extract'),
    transform: step('transform'),
    load: step('load'),
    datasets: ['clicks', 'orders'],
    ...props,
  })

export const system = (props: Partial<BatchSystemProps>) => (chart: Chart) =>
  new BatchSystem(chart, 'images', { batch: 'images-2026-11', worker: step('work'), chunks: 10, workers: 4, ...props })

export const bridge = (props: Partial<StreamBatchBridgeProps>) => (chart: Chart) =>
  new StreamBatchBridge(chart, 'clicks', { window: '15m', source: step('read'), destination: step('write'), ...props })

export const SAMPLES_OF_BRIDGES: Readonly<Record<string, (chart: Chart) => unknown>> = {
  least: bridge({}),
  'to a table': bridge({ window: '1h', destination: { database, table: 'clicks' }, onFailure: Notify.slack(key) }),
  most: bridge({
    name: 'orders',
    owner: 'team-data',
    window: '2h',
    source: { name: 'read', image: 'busybox:1.37.0', script: Script.text('stream read\n') },
    destination: { ...target, ending: '.json', prefix: 'orders' },
    delay: Duration.minutes(5),
    maxWindows: 24,
    from: '2026-11-01T00:00Z',
    workSize: '10Gi',
    retries: 0,
    activeDeadline: Duration.minutes(90),
    onFailure: Notify.slack(key),
    onSuccess: Notify.webhook(key),
  }),
}

export const SAMPLES_OF_BATCHES: Readonly<Record<string, (chart: Chart) => unknown>> = {
  least: system({}),
  'one worker': system({ workers: 1, results: { access: 'ReadWriteOnce' }, logs: false, quota: false, namespace: false }),
  most: system({
    name: 'photos',
    owner: 'team-data',
    labels: { purpose: 'photos' },
    namespace: { labels: { environment: 'production' } },
    worker: {
      name: 'work',
      image: 'busybox:1.37.0',
      script: Script.text('echo "$CHUNK"\n'),
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
    },
    retries: 3,
    activeDeadline: Duration.hours(6),
    results: { size: '50Gi', storageClass: 'shared' },
    logs: { size: '5Gi', storageClass: 'shared' },
    cleanup: {
      schedule: Schedule.between('01:00', '05:00'),
      keepBatches: 3,
      logsOlderThan: Duration.days(7),
      workOlderThan: Duration.days(1),
    },
    quota: { 'requests.cpu': '16', 'count/jobs.batch': '20' },
  }),
}

export const reports = (props: Partial<ReportsCleanupProps>) => (chart: Chart) =>
  new CleanupJob(chart, 'reports', { kind: 'reports', schedule: nightly, claim: 'reports', olderThan: Duration.days(7), ...props })

/** The two forms of EtlPipeline that have no steps of one job. */
export const SAMPLES_OF_ETL: Readonly<Record<string, (chart: Chart) => unknown>> = {
  tables: tables({}),
  'tables, to a bucket': tables({ destination: target, keep: { last: 7 }, onFailure: Notify.slack(key) }),
  'tables, with all': tables({
    tables: { customers: { from: 'shop.customers', to: 'customers', columns: { id: 'keep', email: 'hash', name: 'mask' }, key: 'id' } },
    checks: ['select count(*) > 0 from customers'],
    workSize: '50Gi',
    once: {},
  }),
  workflow: workflow({}),
  'workflow, with all': workflow({
    name: 'events',
    owner: 'team-data',
    validate: step('validate'),
    datasets: 'found',
    parallelism: 8,
    stepDeadline: Duration.minutes(10),
    retries: 0,
    onFailure: Notify.slack(key),
    onSuccess: Notify.webhook(key),
    volumes: { shared: { persistentVolumeClaim: { claimName: 'shared' } } },
  }),
}
