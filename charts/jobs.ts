import { Chart, Duration, type ChartProps } from 'cdk8s'
import type { Construct } from 'constructs'
import { Alerts, Notify, Queue, Retry, Schedule, ScheduledJob, Script, SecretSource } from '../lib/constructs/index.ts'

/** Jobs of one's own: one that alerts, one that does its work once, one that is patient, one that runs a single time. */
export class Jobs extends Chart {
  constructor(scope: Construct, id: string, props?: ChartProps) {
    super(scope, id, props)
    const alerts = SecretSource.existing('alerts')

    // Stops at the first error, says at which line, and tells a webhook.
    new ScheduledJob(this, 'worker', {
      name: 'order-worker',
      description: 'Processes the orders of the last hour and validates the result',
      owner: 'team-shop',
      labels: { purpose: 'orders' },
      schedule: Schedule.cron('10 * * * *'),
      activeDeadline: Duration.minutes(30),
      containers: [
        {
          name: 'worker',
          image: 'bash:5.3.3',
          script: Script.text('/app/process-data\n/app/validate-results\necho done\n', { shell: 'bash' }),
        },
      ],
      onFailure: Notify.webhook(alerts.key('webhook-url')),
      alerts: Alerts.prometheus({ labels: { release: 'prometheus' }, failures: 3 }),
    })

    // However often Kubernetes starts it, the work of ten minutes is done once.
    new ScheduledJob(this, 'sessions', {
      name: 'expired-sessions',
      owner: 'team-shop',
      schedule: Schedule.every('30m'),
      activeDeadline: Duration.minutes(10),
      containers: [
        {
          name: 'purge',
          image: 'registry.example.com/shop/sessions:3.2.0',
          command: ['/app/sessions'],
          args: ['purge', '--older-than=24h'],
        },
      ],
      once: { atMostEvery: Duration.minutes(10) },
    })

    // A partner that is down for half a night is tried again in the morning.
    new ScheduledJob(this, 'statements', {
      name: 'bank-statements',
      owner: 'team-finance',
      schedule: Schedule.weekdays({ at: '01:30', timeZone: 'Europe/Berlin' }),
      activeDeadline: Duration.hours(14),
      retries: Retry.delays(Duration.minutes(1), Duration.minutes(5), Duration.minutes(30), Duration.hours(2), Duration.hours(8)),
      queue: Queue.named('default', { priority: 'batch-high' }),
      containers: [
        {
          name: 'fetch',
          image: 'registry.example.com/finance/statements:1.4.0',
          command: ['/app/fetch'],
          env: { BANK_TOKEN: SecretSource.existing('bank').key('token') },
        },
      ],
    })

    // One run, in one year.
    new ScheduledJob(this, 'migration', {
      name: 'price-migration',
      owner: 'team-shop',
      schedule: Schedule.once('2027-01-15T10:00'),
      containers: [{ name: 'migrate', image: 'registry.example.com/shop/prices:7.0.0', command: ['/app/migrate-prices'] }],
    })
  }
}
