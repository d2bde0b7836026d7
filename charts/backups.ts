import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { BackupCronJob, Schedule, ScheduledJob, SecretSource } from '../lib/constructs/index.ts'

/** Backups: a database every night, and a job of one's own beside it. */
export class Backups extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)

    new BackupCronJob(this, 'orders', {
      name: 'orders-backup',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '02:15' }),
      database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
      target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
      retention: Duration.days(35),
    })

    new ScheduledJob(this, 'sessions', {
      name: 'expired-sessions',
      owner: 'team-shop',
      schedule: Schedule.every('30m'),
      activeDeadline: Duration.minutes(10),
      containers: [{ name: 'purge', image: 'registry.example.com/shop/sessions:3.2.0', args: ['purge', '--older-than=24h'] }],
    })
  }
}
