import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { CertRotator, CleanupJob, DbMaintenance, LogRotation, Notify, Retry, Schedule, SecretSource } from '../lib/constructs/index.ts'

/** What keeps a platform tidy: a database, its logs, the files that nobody needs any longer. */
export class Upkeep extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)

    new DbMaintenance(this, 'orders', {
      name: 'orders-maintenance',
      owner: 'team-shop',
      schedule: Schedule.weekly({ on: 'sunday', at: '04:00' }),
      database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
      purge: [{ table: 'application_logs', column: 'created_at', olderThanDays: 30 }],
      reindex: ['users'],
      onFailure: Notify.slack(SecretSource.existing('slack').key('webhook-url')),
    })

    new LogRotation(this, 'logs', {
      name: 'log-rotation',
      owner: 'team-platform',
      schedule: Schedule.between('01:00', '03:00'),
      claim: 'app-logs',
      archive: { bucket: 'example-cold-logs', credentials: SecretSource.existing('backup-bucket') },
    })

    // The newest of each report stays: a monthly one outlives the week.
    new CleanupJob(this, 'reports', {
      kind: 'reports',
      name: 'expired-reports',
      owner: 'team-shop',
      schedule: Schedule.daily({ at: '03:00' }),
      claim: 'reports',
      pattern: '*.pdf',
      olderThan: Duration.days(7),
      retries: Retry.delays(Duration.minutes(1), Duration.minutes(5)),
    })

    new CertRotator(this, 'certificates', {
      name: 'certificate-rotation',
      owner: 'team-platform',
      schedule: Schedule.weekly({ on: 'sunday', at: '00:30' }),
      certificates: [{ secret: SecretSource.existing('shop-tls'), restart: ['shop'] }],
      authority: SecretSource.existing('shop-authority'),
      onFailure: Notify.slack(SecretSource.existing('slack').key('webhook-url')),
    })

    new CleanupJob(this, 'jobs', {
      kind: 'jobs',
      name: 'finished-jobs',
      owner: 'team-platform',
      schedule: Schedule.daily({ at: '06:00' }),
      olderThan: Duration.days(7),
    })

    // Read its log for a while before dryRun is lifted.
    new CleanupJob(this, 'claims', {
      kind: 'claims',
      name: 'orphaned-claims',
      owner: 'team-platform',
      schedule: Schedule.daily({ at: '06:30' }),
      unusedFor: Duration.days(14),
    })

    new CleanupJob(this, 'sessions', {
      kind: 'sessions',
      name: 'ended-sessions',
      owner: 'team-shop',
      schedule: Schedule.cron('20 * * * *'),
      activeDeadline: Duration.minutes(20),
      database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
      table: 'sessions',
      column: 'expires_at',
    })
  }
}
