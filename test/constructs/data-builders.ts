import { Duration, type Chart } from 'cdk8s'
import {
  CoordinatedBackup,
  EtlPipeline,
  Notify,
  Schedule,
  SecretSource,
  type CoordinatedBackupProps,
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
