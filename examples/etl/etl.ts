import { App, Chart, Duration } from 'cdk8s'
import { EtlPipeline, Notify, Schedule, SecretSource, type TimeOfDay } from 'cronwright/constructs'

const app = new App({ recordConstructMetadata: false })
const chart = new Chart(app, 'data', { namespace: 'data', disableResourceNameHashes: true })

const timeZone = 'Europe/Berlin'
const warehouse = SecretSource.existing('warehouse').key('dsn')

/** A stage of its own: it begins at a time, and what it leaves lies in the bucket that the image knows. */
const stage = (name: string, at: TimeOfDay, deadline: Duration) => ({
  container: { name, image: 'registry.example.com/data/etl:4.1.0', args: [name], env: { WAREHOUSE_DSN: warehouse }, command: ['/app/etl'] },
  schedule: Schedule.daily({ at, timeZone }),
  deadline,
})

// The times are proven: late start, deadline and buffer of a stage end before the next begins, on the nights on which clocks change too.
new EtlPipeline(chart, 'sales', {
  mode: 'staggered',
  name: 'sales-etl',
  owner: 'team-data',
  stages: [
    stage('extract', '00:15', Duration.minutes(40)),
    stage('transform', '03:15', Duration.minutes(60)),
    stage('load', '05:00', Duration.minutes(30)),
  ],
  onFailure: Notify.email({
    server: 'smtp.example.com',
    from: 'etl@example.com',
    to: ['data@example.com'],
    credentials: SecretSource.existing('smtp'),
  }),
})

app.synth()
