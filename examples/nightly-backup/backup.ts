import { App, Chart, Duration } from 'cdk8s'
import { Alerts, BackupCronJob, BackupReplication, Notify, Schedule, SecretSource } from 'cronwright/constructs'

const app = new App({ recordConstructMetadata: false })
const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })

const bucket = SecretSource.existing('backup-bucket')
const onFailure = Notify.slack(SecretSource.existing('slack').key('webhook-url'), {
  note: 'how to restore: https://wiki.example.com/restore',
})

// Every night at its own minute: dump, restore into a scratch server, encrypt, upload, rotate.
new BackupCronJob(chart, 'orders', {
  name: 'orders-backup',
  owner: 'team-shop',
  schedule: Schedule.between('01:00', '03:00'),
  expectedDuration: Duration.minutes(25),
  database: { host: 'orders-db', name: 'orders', credentials: SecretSource.existing('orders-db') },
  checkSql: 'select count(*) > 0 from orders',
  encryption: {
    tool: 'age',
    recipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'],
    image: 'registry.example.com/tools/age:1.2.1',
  },
  target: { bucket: 'example-backups', credentials: bucket },
  retention: { daily: 7, weekly: 8, monthly: 12 },
  alerts: Alerts.prometheus({ severity: 'critical' }),
  onFailure,
})

// Later, when it must be there: a copy on another continent.
new BackupReplication(chart, 'abroad', {
  name: 'backup-replication',
  owner: 'team-shop',
  schedule: Schedule.daily({ at: '05:30' }),
  expectedDuration: Duration.minutes(40),
  after: ['orders-backup'],
  source: { bucket: 'example-backups', prefix: 'orders', credentials: bucket },
  targets: [{ bucket: 'example-backups-ap', region: 'ap-southeast-1', credentials: bucket }],
  onFailure,
})

app.synth()
