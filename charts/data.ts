import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { EtlPipeline, Notify, ParallelJob, Schedule, SecretSource, StreamBatchBridge } from '../lib/constructs/index.ts'

/** Pipelines of data: staggered stages whose buffers hold on every date, and a batch over chunks. */
export class Data extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)
    const warehouse = SecretSource.existing('warehouse')
    const at = (time: '01:00' | '02:00' | '03:00'): Schedule => Schedule.daily({ at: time })
    const stage = (name: string) => ({
      name,
      image: 'registry.example.com/data/etl:4.1.0',
      args: [name],
      env: { WAREHOUSE_DSN: warehouse.key('dsn') },
    })

    new EtlPipeline(this, 'orders', {
      mode: 'staggered',
      name: 'orders-etl',
      owner: 'team-data',
      stages: [
        { container: stage('extract'), schedule: at('01:00'), deadline: Duration.minutes(40) },
        { container: stage('transform'), schedule: at('02:00'), deadline: Duration.minutes(40) },
        { container: stage('load'), schedule: at('03:00'), deadline: Duration.minutes(40) },
      ],
    })

    // What identifies a customer does not reach the warehouse.
    new EtlPipeline(this, 'customers', {
      mode: 'tables',
      name: 'customers-etl',
      owner: 'team-data',
      schedule: Schedule.daily({ at: '00:30' }),
      source: { host: 'shop-db', name: 'shop', credentials: SecretSource.existing('shop-reader') },
      destination: { host: 'warehouse', name: 'analytics', credentials: SecretSource.existing('warehouse-writer') },
      tables: {
        customers: {
          from: 'customers',
          columns: { id: 'keep', email: 'hash', name: 'mask', phone: 'drop', city: 'keep', created_at: 'keep' },
          key: 'id',
        },
        orders: { from: 'orders', columns: { id: 'keep', customer_id: 'keep', email: 'hash', total: 'keep', placed_at: 'keep' } },
      },
      anonymizationKey: SecretSource.existing('anonymization').key('key'),
      checks: ['select count(*) > 0 from orders'],
      onFailure: Notify.slack(SecretSource.existing('slack').key('webhook-url')),
    })

    new EtlPipeline(this, 'events', {
      mode: 'workflow',
      name: 'events-etl',
      owner: 'team-data',
      schedule: Schedule.daily({ at: '02:00' }),
      extract: { ...stage('extract-events'), args: ['extract', '--data-sets'] },
      transform: stage('transform-events'),
      load: stage('load-events'),
      validate: stage('validate-events'),
      datasets: 'found',
      onFailure: Notify.slack(SecretSource.existing('slack').key('webhook-url')),
    })

    new StreamBatchBridge(this, 'clicks', {
      name: 'clicks-bridge',
      owner: 'team-data',
      window: '15m',
      source: { name: 'read', image: 'registry.example.com/data/stream:3.0.1', command: ['/app/stream', 'read', 'clicks', '--csv'] },
      destination: {
        database: { host: 'warehouse', name: 'analytics', credentials: SecretSource.existing('warehouse-writer') },
        table: 'clicks',
      },
    })

    new ParallelJob(this, 'export', {
      batch: 'customer-export-2026-11',
      owner: 'team-data',
      worker: { name: 'export', image: 'registry.example.com/data/export:1.9.2', command: ['/usr/local/bin/export'] },
      chunks: 10,
      workers: 4,
      claim: 'batch-results',
    })
  }
}
