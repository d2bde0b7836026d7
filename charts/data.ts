import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { EtlPipeline, ParallelJob, Schedule, SecretSource } from '../lib/constructs/index.ts'

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
