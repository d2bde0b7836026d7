import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { BackupCronJob, BackupReplication, CoordinatedBackup, Schedule, SecretSource } from '../lib/constructs/index.ts'

/** Backups: a database and a volume every night, and a copy of them in other regions. */
export class Backups extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)

    new BackupCronJob(this, 'orders', {
      name: 'orders-backup',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '02:15' }),
      database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
      target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
      retention: { age: Duration.days(14), weekly: 8, monthly: 12 },
      encryption: {
        tool: 'age',
        recipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
        image: 'registry.example.com/tools/age:1.2.1',
      },
      checkSql: 'select count(*) > 0 from orders',
    })

    new BackupCronJob(this, 'uploads', {
      name: 'uploads-backup',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '03:15' }),
      volume: { claim: 'uploads' },
      target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
    })

    // All that belongs together, or nothing of it.
    new CoordinatedBackup(this, 'shop', {
      name: 'shop-backup',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '01:00' }),
      application: {
        container: {
          name: 'flush-carts',
          image: 'registry.example.com/shop/admin:3.2.0',
          command: ['/app/admin'],
          args: ['export', '--all'],
        },
      },
      databases: [{ host: 'shop-db', name: 'shop', credentials: SecretSource.existing('shop-db') }],
      volumes: [{ claim: 'images' }, { claim: 'invoices' }],
      configuration: {},
      target: { bucket: 'example-backups', credentials: SecretSource.existing('backup-bucket') },
      retention: { daily: 7, weekly: 4, monthly: 12 },
    })

    new BackupReplication(this, 'abroad', {
      name: 'backup-replication',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '05:00' }),
      source: { bucket: 'example-backups', prefix: 'orders', credentials: SecretSource.existing('backup-bucket') },
      targets: [
        { bucket: 'example-backups-eu', region: 'eu-west-1', credentials: SecretSource.existing('backup-bucket') },
        { bucket: 'example-backups-ap', region: 'ap-southeast-1', credentials: SecretSource.existing('backup-bucket') },
      ],
    })
  }
}
