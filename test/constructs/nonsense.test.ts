import { App, Chart, Duration } from 'cdk8s'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  Alerts,
  BackupCronJob,
  BackupReplication,
  CertRotator,
  CleanupJob,
  CoordinatedBackup,
  DbMaintenance,
  EtlPipeline,
  LogRotation,
  Notify,
  ParallelJob,
  PropError,
  Queue,
  Retry,
  Schedule,
  ScheduledJob,
  Script,
  SecretSource,
  type BackupCronJobProps,
  type CertRotatorProps,
  type CoordinatedBackupProps,
  type DbMaintenanceProps,
  type EmailProps,
  type FilesCleanupProps,
  type JobContainer,
  type ParallelJobProps,
  type ScheduledJobProps,
} from '../../lib/constructs/index.ts'
import { NONSENSE_OF_DATA } from './nonsense-of-data.ts'
import { refusals } from './refusals.ts'
import { age, bucket, database, schedule, secret, worker } from './samples.ts'

const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

type Build = (chart: Chart) => unknown

/** What is said to a chart of nonsense. */
function refused(build: Build, namespace: string | undefined = 'shop'): string {
  const app = new App({ outdir, recordConstructMetadata: false })
  try {
    build(new Chart(app, 'test', { disableResourceNameHashes: true, ...(namespace === '' ? {} : { namespace }) }))
    app.synthYaml()
  } catch (error) {
    expect(error).toBeInstanceOf(PropError)
    return (error as Error).message
  }
  return 'nothing was refused'
}

const job =
  (props: Partial<ScheduledJobProps>): Build =>
  (chart) =>
    new ScheduledJob(chart, 'a', { schedule, containers: [worker], ...props })
const container = (props: Partial<JobContainer>): Build => job({ containers: [{ ...worker, ...props }] })
const backup =
  (props: Partial<BackupCronJobProps>): Build =>
  (chart) =>
    new BackupCronJob(chart, 'a', { schedule, database, target: bucket, ...props })
const set =
  (props: Partial<CoordinatedBackupProps>): Build =>
  (chart) =>
    new CoordinatedBackup(chart, 'a', { schedule, databases: [database], target: bucket, ...props })
const kinds = (kind: { readonly group?: string; readonly version?: string; readonly resource?: string }): Build =>
  set({ configuration: { kinds: [{ group: '', version: 'v1', resource: 'configmaps', ...kind }] } } as never)
const upkeep =
  (props: Partial<DbMaintenanceProps>): Build =>
  (chart) =>
    new DbMaintenance(chart, 'a', { schedule, database, ...props })
const files =
  (props: Partial<FilesCleanupProps>): Build =>
  (chart) =>
    new CleanupJob(chart, 'a', { schedule, claim: 'data', keepLast: 1, ...props })
const batch =
  (props: Partial<ParallelJobProps>): Build =>
  (chart) =>
    new ParallelJob(chart, 'a', { worker, chunks: 10, workers: 4, claim: 'results', batch: 'b1', ...props })
const rotator =
  (props: Partial<CertRotatorProps>): Build =>
  (chart) =>
    new CertRotator(chart, 'a', { schedule, certificates: [{ secret }], authority: secret, ...props })
const mail =
  (props: Partial<EmailProps>): Build =>
  () =>
    Notify.email({ server: 'smtp.example.com', from: 'a@example.com', to: ['b@example.com'], ...props })
const stage = (name: string, at: '01:00' | '02:00', minutes: number, timeZone = 'Etc/UTC') => ({
  container: { ...worker, name },
  schedule: Schedule.daily({ at, timeZone }),
  deadline: Duration.minutes(minutes),
})
const external =
  (props: object): Build =>
  (chart) =>
    SecretSource.external(chart, 's', { name: 'db', store: { name: 'vault' }, keys: { password: { key: 'db' } }, ...props })
const csi =
  (props: object): Build =>
  (chart) =>
    SecretSource.csi(chart, 's', { name: 'db', provider: 'vault', parameters: {}, keys: { password: 'db' }, ...props })

/* Each row: what is said, whole, and who is to blame. */
const ROWS: readonly (readonly [message: string, build: Build])[] = [
  ...NONSENSE_OF_DATA,
  // schedules
  [
    'timeZone must be a name of the IANA database in exactly this case, so that the API server accepts it (got "utc")',
    () => Schedule.daily({ at: '02:00', timeZone: 'utc' }),
  ],
  [
    'timeZone must be a name of the IANA database in exactly this case, so that the API server accepts it (got "Mars/Olympus")',
    () => Schedule.between('01:00', '02:00', { timeZone: 'Mars/Olympus' }),
  ],
  ['at must be a time from 00:00 to 23:59, so that there is such a minute (got "24:00")', () => Schedule.daily({ at: '24:00' })],
  ['from must be a time from 00:00 to 23:59, so that there is such a minute (got "1:60")', () => Schedule.between('1:60', '02:00')],
  [
    'on must be a day from sunday to saturday, in English and lower case, so that there is such a day (got "Sonntag")',
    () => Schedule.weekly({ on: 'Sonntag' as 'sunday', at: '02:00' }),
  ],
  ['day must be from 1 to 28, so that no month is skipped (got 31)', () => Schedule.monthly({ day: 31, at: '02:00' })],
  [
    'interval must be one of 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60 minutes, so that all gaps are equal: a step starts anew with every hour and day (got "45m")',
    () => Schedule.every('45m'),
  ],
  [
    'interval must be one of 1, 2, 3, 4, 6, 8, 12, 24 hours, so that all gaps are equal: a step starts anew with every hour and day (got "5h")',
    () => Schedule.every('5h'),
  ],
  [
    'interval must be one of 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60 minutes, so that all gaps are equal: a step starts anew with every hour and day (got "0m")',
    () => Schedule.every('0m'),
  ],
  [
    'interval must be one of 1, 2, 3, 4, 6, 8, 12, 24 hours, so that all gaps are equal: a step starts anew with every hour and day (got "1.5h")',
    () => Schedule.every('1.5h'),
  ],
  ['until must be later than 05:00, so that there is a minute between the two (got "01:00")', () => Schedule.between('05:00', '01:00')],
  [
    'schedule must be taken by a construct, so that the path of the construct decides the minute (got "between two times")',
    () => Schedule.between('01:00', '05:00').expression,
  ],
  ['at must be a time such as 2027-03-31T10:00, so that it can be read (got "tomorrow")', () => Schedule.once('tomorrow')],
  [
    'at must be a time that exists, so that the run is not skipped by a change of clocks (got "0 10 29 2 * of 2027")',
    () => Schedule.once('2027-02-29T10:00'),
  ],
  [
    'at must be a time that exists, so that the run is not skipped by a change of clocks (got "30 2 28 3 * of 2027")',
    () => Schedule.once('2027-03-28T02:30', { timeZone: 'Europe/Berlin' }),
  ],
  [
    'timeZone must be absent beside a time that ends in Z, so that one of the two says the zone (got "Europe/Berlin")',
    () => Schedule.once('2027-01-15T10:00Z', { timeZone: 'Europe/Berlin' }),
  ],
  [
    'schedule must be without TZ=, so that the API server accepts it: the zone is a prop of its own (got "TZ=Europe/Berlin 0 2 * * *")',
    () => Schedule.cron('TZ=Europe/Berlin 0 2 * * *' as string),
  ],
  [
    'schedule must be a schedule that some date matches, so that the job runs at all; to switch it off set suspend (got "0 0 31 2 *")',
    () => Schedule.cron('0 0 31 2 *'),
  ],
  [
    'schedule must be an expression that Kubernetes reads, so that the API server accepts it: end of range (7) above maximum (6): 7 (got "0 0 * * 7")',
    () => Schedule.cron('0 0 * * 7'),
  ],
  // retries
  ['retries must be a whole number from 0 to 100, so that they come to an end (got -1)', job({ retries: -1 })],
  ['retries must be a whole number from 1 to 100, so that they come to an end (got 0)', () => Retry.exponential(0, { first: '1s' })],
  [
    'longest must be absent without a first delay, so that a Job waits as it does: up to six minutes (got "5m")',
    () => Retry.exponential(3, { longest: '5m' }),
  ],
  [
    'longest must be at least the first delay of 60 seconds, so that delays do not shrink (got "30s")',
    () => Retry.exponential(3, { first: '1m', longest: '30s' }),
  ],
  ['delays must be at least one delay, so that there is a further try (got 0)', () => Retry.delays()],
  ['delays must be a time such as 30s, 5m or 2h, so that it can be read (got "1.5h")', () => Retry.delays('1.5h')],
  ['delays must be at least 1 second each, so that the cause of the failure has time to pass (got "0s")', () => Retry.delays('0s')],
  // secrets
  [
    'secret must be the name of a Secret, so that the API server accepts it (got "No… (10 characters)")',
    () => SecretSource.existing('Not_A_Name'),
  ],
  [
    'secret must be the name of a Secret, not what it holds, so that no secret comes into Git (got "a3… (32 characters)")',
    () => SecretSource.existing('a3f5c1d29b8e4f70a3f5c1d29b8e4f70'),
  ],
  ['key must be a key of a Secret, so that the API server accepts it (got "p@… (8 characters)")', () => secret.key('p@ssw0rd')],
  ['keys must be at least one key, so that the Secret holds something (got 0)', external({ keys: {} })],
  ['keys must be at least one key, so that the Secret holds something (got 0)', csi({ keys: {} })],
  [
    'refreshInterval must be a time such as 1h0m0s, so that the operator can read it (got "hourly")',
    external({ refreshInterval: 'hourly' }),
  ],
  ['provider must be the name of a provider, so that the driver knows whom to ask (got "")', csi({ provider: '' })],
  [
    'encrypted must be at least one key, so that the Secret holds something (got 0)',
    (chart) => SecretSource.sealed(chart, 's', { name: 'a', namespace: 'b', encrypted: {} }),
  ],
  [
    'encrypted.password must be what kubeseal wrote, so that no plain text comes into Git (got "5 characters")',
    (chart) => SecretSource.sealed(chart, 's', { name: 'a', namespace: 'b', encrypted: { password: 'plain' } }),
  ],
  // scripts
  ['script must be at least one command, so that there is something to run (got "\\n")', () => Script.text('\n')],
  ['script must be at most 1000000 bytes, so that it fits a ConfigMap (got "1000001 bytes")', () => Script.text('x'.repeat(1_000_001))],
  [
    'script must be a script for sh or bash, so that strict mode and the trap work (got "#!/usr/bin/env python3")',
    () => Script.text('#!/usr/bin/env python3\nprint(1)\n'),
  ],
  [
    'script must be a file that can be read, so that it can be mounted: ENOENT (got "no/such/file.sh")',
    () => Script.file('no/such/file.sh'),
  ],
  // queue, notices, alerts
  ['queue.name must be a DNS label, so that it can be a label of the Job (got "Critical")', () => Queue.named('Critical')],
  ['queue.priority must be a DNS label, so that it can be a label of the Job (got "")', () => Queue.named('default', { priority: '' })],
  ['server must be a host name, so that there is somebody to send it (got "smtp://x")', mail({ server: 'smtp://x' })],
  ['port must be from 1 to 65535, so that it can be reached (got 0)', mail({ port: 0 })],
  ['to must be at least one address, so that somebody reads it (got 0)', mail({ to: [] })],
  ['to must be addresses such as ops@example.com, so that the server takes them (got "ops")', mail({ to: ['ops'] })],
  [
    'from must be addresses such as ops@example.com, so that the server takes them (got "a@b\\r\\nBcc: c@d")',
    mail({ from: 'a@b\r\nBcc: c@d' }),
  ],
  [
    'security must be tls or starttls beside credentials, so that no password travels in plain text (got "none")',
    mail({ security: 'none', credentials: secret }),
  ],
  [
    'alerts.failures must be a whole number from 1 to 50, so that as many failed Jobs are kept to be counted (got 0)',
    () => Alerts.prometheus({ failures: 0 }),
  ],
  ['alerts.severity must be a word, so that routes can match it (got "very bad!")', () => Alerts.prometheus({ severity: 'very bad!' })],
  [
    'alerts.missedAfter must be more than the 86400 seconds between two runs, so that a job that is on time is not told (got 3600 seconds)',
    job({ alerts: Alerts.prometheus({ missedAfter: Duration.hours(1) }) }),
  ],
  [
    'alerts.tooLongAfter must be from 1 second to less than the activeDeadline of 3600 seconds, so that it comes before the run is ended (got 3600 seconds)',
    job({ alerts: Alerts.prometheus({ tooLongAfter: Duration.hours(1) }) }),
  ],
  // every job
  ['containers must be at least one container, so that there is something to run (got 0)', job({ containers: [] })],
  ['containers must be of different names, so that the API server accepts them (got "work")', job({ stages: [worker] })],
  ['history.failed must be a whole number from 0, so that Kubernetes can count them (got -1)', job({ history: { failed: -1 } })],
  [
    'history.failed must be at least the 3 failures that are told, so that they are still there to be counted (got 1)',
    job({ history: { failed: 1 }, alerts: Alerts.prometheus({ failures: 3 }) }),
  ],
  [
    `name must be a DNS label of at most 52 characters, so that the names of its Jobs fit (got "${'a'.repeat(53)}")`,
    job({ name: 'a'.repeat(53) }),
  ],
  ['after must be names of CronJobs, so that the calendar finds them (got "Users Backup")', job({ after: ['Users Backup'] })],
  ['owner must be the value of a label, so that the API server accepts it (got "the team")', job({ owner: 'the team' })],
  ['labels.purpose must be the value of a label, so that the API server accepts it (got "a/b")', job({ labels: { purpose: 'a/b' } })],
  [
    'startingDeadline must be at least 10 seconds, so that a run whose start is a little late still starts (got 0 seconds)',
    job({ startingDeadline: Duration.seconds(0) }),
  ],
  [
    'startingDeadline must be at most the 300 seconds between two runs, so that a run does not start when the next is due (got 600 seconds)',
    job({ schedule: Schedule.every('5m'), startingDeadline: Duration.minutes(10) }),
  ],
  [
    'activeDeadline must be at least 1 second, so that a run is not killed as it starts (got 0 seconds)',
    job({ activeDeadline: Duration.seconds(0) }),
  ],
  [
    'activeDeadline must be at most the 900 seconds between two runs, so that no run is skipped because the last one is active (got 3600 seconds)',
    job({ schedule: Schedule.every('15m'), activeDeadline: Duration.hours(1) }),
  ],
  [
    'activeDeadline must be at most the 900 seconds between two runs, so that no run is killed by the next (got 3600 seconds)',
    job({ schedule: Schedule.every('15m'), activeDeadline: Duration.hours(1), concurrency: 'Replace' }),
  ],
  [
    'activeDeadline must be more than the 7200 seconds of all retry delays, so that the last try is reached (got 3600 seconds)',
    job({ retries: Retry.delays('2h') }),
  ],
  [
    'expectedDuration must be at most the activeDeadline of 3600 seconds, so that an ordinary run is not killed (got 7200 seconds)',
    job({ expectedDuration: Duration.hours(2) }),
  ],
  [
    'expectedDuration must be at least 1 second, so that it has a place on the calendar (got 0 seconds)',
    job({ expectedDuration: Duration.seconds(0) }),
  ],
  [
    'once.atMostEvery must be at most 82200 seconds (the interval less startingDeadline and activeDeadline), so that no ordinary run is skipped (got 86400 seconds)',
    job({ once: { atMostEvery: Duration.days(1) } }),
  ],
  [
    'containers must be one container, so that its end can be reported: put what comes before it into stages (got 2)',
    job({ containers: [worker, { ...worker, name: 'other' }], once: {} }),
  ],
  [
    'command of work must be given, so that the script that watches over it can run it (got nothing)',
    job({ containers: [{ name: 'work', image: 'a:1' }], onFailure: Notify.slack(secret.key('url')) }),
  ],
  ['command of work must be absent beside a script, so that one of the two runs (got "/work")', container({ script: Script.text('echo') })],
  // containers
  ['container name must be a DNS label, so that the API server accepts it (got "My Work")', container({ name: 'My Work' })],
  ['image must be an image with a version, so that every run is the same program (got "postgres")', container({ image: 'postgres' })],
  [
    'image must be an image with a version, so that every run is the same program (got "registry:5000/postgres")',
    container({ image: 'registry:5000/postgres' }),
  ],
  [
    'image must be an image with a version, so that every run is the same program (got "postgres:latest")',
    container({ image: 'postgres:latest' }),
  ],
  ['user must be a numeric user above 0, so that the container does not run as root (got 0)', container({ user: 0 })],
  ['env must be names of letters, digits and _, so that a shell can read them (got "MY-MODE")', container({ env: { 'MY-MODE': 'a' } })],
  [
    'env.PGPASSWORD must be a key of a Secret, so that no secret comes into Git (got "ki…")',
    container({ env: { PGPASSWORD: 'kittens-and-coffee' } }),
  ],
  [
    'mounts.path must be a path from the root, so that it is clear where the volume is (got "data")',
    job({ volumes: { data: { emptyDir: {} } }, containers: [{ ...worker, mounts: [{ volume: 'data', path: 'data' }] }] }),
  ],
  [
    'mounts of work must be volumes of the job, so that the API server accepts the pod (got "data")',
    container({ mounts: [{ volume: 'data', path: '/data' }] }),
  ],
  [
    'resources.requests.memory must be an amount above zero, such as 100m or 128Mi, so that work gets something to work with (got "-1Gi")',
    container({ resources: { requests: { memory: '-1Gi' } } }),
  ],
  [
    'resources.limits.cpu must be an amount above zero, such as 100m or 128Mi, so that work gets something to work with (got "fast")',
    container({ resources: { limits: { cpu: 'fast' } } }),
  ],
  [
    'resources.requests.memory must be at most the limit of 1Gi, so that the API server accepts it (got "2Gi")',
    container({ resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } }),
  ],
  [
    "namespace must be given to the chart, so that the rights are bound to this job's account and no other (got nothing)",
    (chart) => new ScheduledJob(new Chart(chart, 'nowhere'), 'a', { schedule, containers: [worker], once: {} }),
  ],
  // backups
  ['retention must be at least 1 day, so that a backup survives its own rotation (got 0 seconds)', backup({ retention: Duration.days(0) })],
  ['retention must be at least one rule, so that something is kept (got "none")', backup({ retention: {} })],
  ['retention.last must be a whole number from 1, so that the rule keeps something (got 0)', backup({ retention: { last: 0 } })],
  [
    'target.bucket must be the name of a bucket, so that there is somewhere to upload to (got "")',
    backup({ target: { ...bucket, bucket: '' } }),
  ],
  [
    'target.prefix must be without spaces, so that it can stand in a list (got "my backups")',
    backup({ target: { ...bucket, prefix: 'my backups' } }),
  ],
  ['database.host must be a host name, so that there is somebody to ask (got "")', backup({ database: { ...database, host: '' } })],
  ['database.port must be from 1 to 65535, so that it can be reached (got 65536)', backup({ database: { ...database, port: 65_536 } })],
  [
    'database.name must be letters, digits, - and _, so that it can name the files of its backups (got "a/b")',
    backup({ database: { ...database, name: 'a/b' } }),
  ],
  [
    'restoreCheck must be false for mysql, so that nothing is promised that is not done: the check knows PostgreSQL and MariaDB (got true)',
    backup({ database: { ...database, kind: 'mysql' }, restoreCheck: true }),
  ],
  [
    'checkSql must be absent without restoreCheck, so that it is asked of a restored database (got "select 1")',
    backup({ restoreCheck: false, checkSql: 'select 1' }),
  ],
  ['scratch must be a size of at least 1Mi, such as 10Gi, so that there is room for something (got "-10Gi")', backup({ scratch: '-10Gi' })],
  ['scratch must be a size of at least 1Mi, such as 10Gi, so that there is room for something (got "10gb")', backup({ scratch: '10gb' })],
  ['volume must be absent beside a database, so that one backup holds one thing (got "uploads")', backup({ volume: { claim: 'uploads' } })],
  [
    'database must be given, or a volume, so that there is something to back up (got nothing)',
    (chart) => new BackupCronJob(chart, 'a', { schedule, target: bucket }),
  ],
  [
    'volume.claim must be a DNS label of at most 54 characters, so that it can name the stage and the files of its backups (got "Uploads")',
    (chart) => new BackupCronJob(chart, 'a', { schedule, target: bucket, volume: { claim: 'Uploads' } }),
  ],
  [
    'encryption.recipients must be at least one public key, so that somebody can read the backups (got 0)',
    backup({ encryption: { ...age, recipients: [] } }),
  ],
  [
    'encryption.recipients must be public keys that begin with age1, so that no private key comes into Git (got "AGE-…")',
    backup({ encryption: { ...age, recipients: ['AGE-SECRET-KEY-1'] } }),
  ],
  [
    'encryption.publicKeys must be public keys in armour, so that no private key comes into Git (got "-----BEGIN PGP PRIVATE KEY BLO…")',
    backup({ encryption: { tool: 'gpg', publicKeys: '-----BEGIN PGP PRIVATE KEY BLOCK-----\n' } }),
  ],
  [
    'activeDeadline must be at most the 3600 seconds between two runs, so that no run is skipped because the last one is active (got 7200 seconds)',
    backup({ schedule: Schedule.every('1h'), activeDeadline: Duration.hours(2) }),
  ],
  [
    'targets must be at least one bucket, so that there is somewhere to copy to (got 0)',
    (chart) => new BackupReplication(chart, 'a', { schedule, source: { ...bucket, prefix: 'shop' }, targets: [] }),
  ],
  [
    'targets[0].bucket must be another place than the source, so that a lost bucket does not take its copy along (got "backups")',
    (chart) => new BackupReplication(chart, 'a', { schedule, source: { ...bucket, prefix: 'shop' }, targets: [bucket] }),
  ],
  ['name must be a DNS label of at most 52 characters, so that it can name the job and its sets (got "Shop")', set({ name: 'Shop' })],
  [
    'databases must be given, or application, volumes or configuration',
    (chart) => new CoordinatedBackup(chart, 'a', { schedule, target: bucket }),
  ],
  ['databases and volumes must be named differently', set({ volumes: [{ claim: 'shop' }] })],
  [
    'databases[1].image must be postgres:17.6 as for the first postgres',
    set({
      databases: [
        { ...database, image: 'postgres:17.6' },
        { ...database, name: 'other', image: 'postgres:16.1' },
      ],
    }),
  ],
  ['configuration.kinds must be at least one kind', set({ configuration: { kinds: [] } })],
  ['configuration.kinds must be without secrets unless encryption is given', kinds({ resource: 'secrets' })],
  ['configuration.kinds must be each kind once', set({ configuration: { kinds: [...twice()] } } as never)],
  ['configuration.kinds.group must be the name of an API group', kinds({ group: 'My Group' })],
  ['configuration.kinds.version must be a version such as v1', kinds({ version: 'v1/x' })],
  ['configuration.kinds.resource must be a plural in lower case such as certificates', kinds({ resource: 'ConfigMap' })],
  // upkeep
  ['vacuum must be true, or another task given, so that there is something to do (got false)', upkeep({ vacuum: false, analyze: false })],
  ['reindex must be names of tables in lower case, so that they need no quotes (got "users; drop")', upkeep({ reindex: ['users; drop'] })],
  [
    'purge.table must be the name of a table in lower case, so that it needs no quotes (got "")',
    upkeep({ purge: [{ table: '', column: 'at', olderThanDays: 1 }] }),
  ],
  [
    'purge.column must be the name of a column in lower case, so that it needs no quotes (got "a b")',
    upkeep({ purge: [{ table: 'a', column: 'a b', olderThanDays: 1 }] }),
  ],
  [
    'purge.olderThanDays must be a whole number from 1, so that fresh rows stay (got 0)',
    upkeep({ purge: [{ table: 'a', column: 'b', olderThanDays: 0 }] }),
  ],
  ['logClaim must be the name of a claim, so that the API server finds it (got "/logs")', upkeep({ logClaim: '/logs' })],
  [
    'database.host must be a host name, so that there is somebody to ask (got "db:5432")',
    upkeep({ database: { ...database, host: 'db:5432' } }),
  ],
  ['claim must be the name of a claim, so that the API server finds it (got "My Data")', files({ claim: 'My Data' })],
  [
    'olderThan must be given, or keepLast, so that something says what may go (got nothing)',
    (chart) => new CleanupJob(chart, 'a', { schedule, claim: 'data' }),
  ],
  [
    'olderThan must be at least 1 minute, so that a file that is being written stays (got 0 seconds)',
    files({ olderThan: Duration.seconds(0) }),
  ],
  ['keepLast must be a whole number from 1, so that something stays (got 0)', files({ keepLast: 0 })],
  ['folder must be inside the claim, so that nothing else is cleaned up (got "../etc")', files({ folder: '../etc' })],
  [
    'olderThan must be at least 1 minute, so that who waits for a Job sees its end (got 10 seconds)',
    (chart) => new CleanupJob(chart, 'a', { schedule, kind: 'jobs', olderThan: Duration.seconds(10) }),
  ],
  [
    'unusedFor must be at least 1 day, so that a workload that is down for a while keeps its data (got 3600 seconds)',
    (chart) => new CleanupJob(chart, 'a', { schedule, kind: 'claims', unusedFor: Duration.hours(1) }),
  ],
  [
    'table must be the name of a table in lower case, so that it needs no quotes (got "Sessions")',
    (chart) => new CleanupJob(chart, 'a', { schedule, kind: 'sessions', database, table: 'Sessions', column: 'at' }),
  ],
  [
    'column must be the name of a column in lower case, so that it needs no quotes (got "1st")',
    (chart) => new CleanupJob(chart, 'a', { schedule, kind: 'sessions', database, table: 'sessions', column: '1st' }),
  ],
  [
    'compressAfter must be at least 10 minutes, so that a log that is being written is left alone (got 60 seconds)',
    (chart) => new LogRotation(chart, 'a', { schedule, claim: 'logs', compressAfter: Duration.minutes(1) }),
  ],
  [
    'archive.bucket must be the name of a bucket, so that there is somewhere to upload to (got "A")',
    (chart) => new LogRotation(chart, 'a', { schedule, claim: 'logs', archive: { ...bucket, bucket: 'A' } }),
  ],
  ['certificates must be at least one Secret, so that there is something to renew (got 0)', rotator({ certificates: [] })],
  ['certificates must be each Secret once, so that it is renewed once (got "secret")', rotator({ certificates: [{ secret }, { secret }] })],
  [
    'certificates and authority must be Secrets that stay, so that they are there to be read and changed: one of the CSI driver is gone with its pod (got "tls")',
    (chart) =>
      new CertRotator(chart, 'a', {
        schedule,
        certificates: [{ secret: SecretSource.csi(chart, 's', { name: 'tls', provider: 'vault', parameters: {}, keys: { key: 'k' } }) }],
        authority: secret,
      }),
  ],
  [
    'restart must be names of Deployments, so that the API server finds them (got "The Shop")',
    rotator({ certificates: [{ secret, restart: ['The Shop'] }] }),
  ],
  [
    'renewBefore must be at least 1 day, so that a run that fails is made up for before the certificate ends (got 3600 seconds)',
    rotator({ renewBefore: Duration.hours(1) }),
  ],
  [
    'authority must be given, or a renewer, not both, so that it is clear who renews (got "neither")',
    (chart) => new CertRotator(chart, 'a', { schedule, certificates: [{ secret }] }),
  ],
  [
    'renewer.command must be given, so that the script that checks its work can run it (got nothing)',
    (chart) => new CertRotator(chart, 'a', { schedule, certificates: [{ secret }], renewer: { image: 'a:1' } }),
  ],
  [
    'validity must be more than renewBefore (2592000 seconds), so that a new certificate is not due again at once (got 2592000 seconds)',
    rotator({ validity: Duration.days(30) }),
  ],
  // data
  [
    'stages must be at least two stages, so that one follows the other (got 1)',
    (chart) => new EtlPipeline(chart, 'a', { mode: 'staggered', stages: [stage('extract', '01:00', 10)] }),
  ],
  [
    'stages[1].schedule must be 4500 seconds after every run of extract, so that load finds its work done on every date (got "3600 seconds after 2026-01-01T01:00:00Z")',
    (chart) => new EtlPipeline(chart, 'a', { mode: 'staggered', stages: [stage('extract', '01:00', 60), stage('load', '02:00', 5)] }),
  ],
  [
    'stages[1].schedule must be a time that every day has once, so that no stage is left out or comes twice when clocks change (got "skipped on 2026-03-29")',
    (chart) =>
      new EtlPipeline(chart, 'a', {
        mode: 'staggered',
        stages: [
          stage('extract', '00:00' as '01:00', 10),
          { ...stage('load', '02:00', 5), schedule: Schedule.cron('30 2 * * *', { timeZone: 'Europe/Berlin' }) },
        ],
      }),
  ],
  [
    'stages[0].schedule must be a time that every day has once, so that no stage is left out or comes twice when clocks change (got "twice on 2026-11-01")',
    (chart) =>
      new EtlPipeline(chart, 'a', {
        mode: 'staggered',
        stages: [
          { ...stage('extract', '01:00', 5), schedule: Schedule.cron('30 1 * * *', { timeZone: 'America/New_York' }) },
          stage('load', '12:00' as '01:00', 5),
        ],
      }),
  ],
  // Enough on every ordinary night. When clocks go forward between the two, an hour of it is missing.
  [
    'stages[1].schedule must be 6900 seconds after every run of extract, so that load finds its work done on every date (got "5400 seconds after 2026-03-29T00:00:00Z")',
    (chart) =>
      new EtlPipeline(chart, 'a', {
        mode: 'staggered',
        stages: [
          stage('extract', '01:00', 100, 'Europe/Berlin'),
          { ...stage('load', '02:00', 5), schedule: Schedule.cron('30 3 * * *', { timeZone: 'Europe/Berlin' }) },
        ],
      }),
  ],
  [
    'steps must be at least two steps, so that one follows the other (got 1)',
    (chart) => new EtlPipeline(chart, 'a', { mode: 'sequential', schedule, steps: [worker] }),
  ],
  ['chunks must be a whole number from 1 to 100,000, so that Kubernetes can count them (got 0)', batch({ chunks: 0 })],
  ['workers must be a whole number from 1 to the 10 chunks, so that each worker has work (got 11)', batch({ workers: 11 })],
  ['claim must be the name of a claim, so that the API server finds it (got "")', batch({ claim: '' })],
  [
    'activeDeadline must be at least 1 second, so that the batch is not killed as it starts (got 0 seconds)',
    batch({ activeDeadline: Duration.seconds(0) }),
  ],
  ['retries must be a whole number from 0, so that Kubernetes can count them (got -1)', batch({ retries: -1 })],
  ['batch must be a DNS label of at most 57 characters, so that the names of its pods fit (got "Export 1")', batch({ batch: 'Export 1' })],
  [
    'worker.command must be given, or a script, so that the script that keeps results can run it (got nothing)',
    batch({ worker: { name: 'work', image: 'a:1' } }),
  ],
]

function twice(): readonly object[] {
  return [
    { group: '', version: 'v1', resource: 'configmaps' },
    { group: '', version: 'v1', resource: 'configmaps' },
  ]
}

test.each(ROWS)('%s', (message, build) => {
  expect(refused(build)).toContain(message)
})

test('every refusal of the code has its row', () => {
  const said = ROWS.map(([, build]) => refused(build))
  const silent = refusals().filter(({ pattern }) => !said.some((message) => pattern.test(message)))
  expect(silent.map(({ file, says }) => `${file}: ${says}`)).toEqual([])
})

test('every message is one sentence: property, bound, reason, value', () => {
  for (const [, build] of ROWS) expect(refused(build)).toMatch(/^[\w.[\] ]+ must be .+, so that .+ \(got .*\)$/)
})
