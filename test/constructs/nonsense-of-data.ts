import { Duration, type Chart } from 'cdk8s'
import { Retry, Schedule } from '../../lib/constructs/index.ts'
import { bridge, coordinated, database, reports, step, system, table, tables, target, workflow } from './data-builders.ts'

/** What the constructs that keep and move data refuse. */
export const NONSENSE_OF_DATA: readonly (readonly [message: string, build: (chart: Chart) => unknown])[] = [
  [
    'databases must be given, or application, volumes or configuration, so that there is something to back up (got "none of them")',
    coordinated({}),
  ],
  [
    'configuration.kinds must be without secrets unless encryption is given, so that no Secret leaves the cluster in clear (got "secrets")',
    coordinated({ configuration: { kinds: ['configmaps', 'secrets'] } }),
  ],
  [
    'configuration.kinds must be without secrets unless encryption is given',
    coordinated({ configuration: { kinds: [{ group: '', version: 'v1', resource: 'secrets' }] } }),
  ],
  ['configuration.kinds must be at least one kind', coordinated({ configuration: { kinds: [] } })],
  [
    'configuration.kinds must be each kind once, so that each object is exported once (got "v1/services")',
    coordinated({ configuration: { kinds: ['services', { group: '', version: 'v1', resource: 'services' }] } }),
  ],
  [
    'configuration.kinds.resource must be a plural in lower case such as certificates, so that the API server finds it (got "../pods")',
    coordinated({ configuration: { kinds: [{ group: '', version: 'v1', resource: '../pods' }] } }),
  ],
  [
    'databases and volumes must be named differently, so that no part takes the place of another (got "shop")',
    coordinated({ databases: [database], volumes: [{ claim: 'shop' }] }),
  ],
  [
    'databases[1].image must be postgres:17.6 as for the first postgres, so that one scratch server restores them all (got "postgres:15.1")',
    coordinated({ databases: [database, { ...database, name: 'users', image: 'postgres:15.1' }] }),
  ],
  ['retention.last must be a whole number from 1', coordinated({ databases: [database], retention: { last: 0 } })],
  ['target.bucket must be the name of a bucket', coordinated({ databases: [database], target: { ...target, bucket: '' } })],
  [
    'volume.claim must be a DNS label of at most 54 characters, so that it can name the stage and the files of its backups (got "My_Data")',
    coordinated({ volumes: [{ claim: 'My_Data' }] }),
  ],
  ['name must be a DNS label of at most 52 characters', coordinated({ name: 'Shop Backup', databases: [database] })],
  ['tables must be at least one table', tables({ tables: {} })],
  [
    'tables.customers.columns must be at least one that moves, so that there is something to load (got "none")',
    table({ columns: { id: 'drop' } }),
  ],
  [
    'tables.customers.from must be the name of a table in lower case, so that it means what it says (got "a; drop")',
    table({ from: 'a; drop' }),
  ],
  ['tables.customers.columns must be names of columns in lower case', table({ columns: { 'E-Mail': 'keep' } })],
  [
    'anonymizationKey must be given where a column is hashed, so that nobody finds a value by hashing what they guess (got "none for email")',
    tables({ anonymizationKey: undefined as never }),
  ],
  [
    'tables.customers.key must be a column that is kept or hashed, so that it still tells rows apart (got "email: not named")',
    table({ key: 'email' }),
  ],
  [
    'tables.customers.to must be another table than the source, so that the rows themselves are not replaced by anonymized ones (got "customers")',
    tables({ destination: database }),
  ],
  ['checks must be absent for a bucket', tables({ destination: target, checks: ['select true'] })],
  ['checks must be queries of one line', tables({ checks: ['select\ntrue'] })],
  ['keep must be absent for a database', tables({ keep: { last: 3 } })],
  ['source.host must be a host name', tables({ source: { ...database, host: '' } })],
  ['datasets must be at least one data set', workflow({ datasets: [] })],
  ['datasets must be named differently, so that each is transformed once (got "a")', workflow({ datasets: ['a', 'a'] })],
  ['names of steps must be neither pipeline nor report', workflow({ load: step('report') })],
  ['containers must be of different names', workflow({ load: step('extract') })],
  ['parallelism must be a whole number from 1, so that a step can start (got 0)', workflow({ parallelism: 0 })],
  [
    'retries must be a number, so that Argo Workflows can do it: its delays grow by a factor (got "2 delays")',
    workflow({ retries: Retry.delays('1m', '5m') }),
  ],
  ['stepDeadline must be from 1 to the 3600 seconds of activeDeadline', workflow({ stepDeadline: Duration.hours(2) })],
  ['schedule must be one that repeats', workflow({ schedule: Schedule.once('2027-01-15T10:00') })],
  ['activeDeadline must be at most the 86400 seconds between two runs', workflow({ activeDeadline: Duration.hours(25) })],
  ['tables must be named in lower case', tables({ tables: { 'Kunden-2': { from: 'customers', columns: { id: 'keep' } } } })],
  ['source.name must be the name of a database', tables({ source: { ...database, name: '' } })],
  ['tables.customers.to must be the name of a table in lower case', table({ to: 'Kunden' })],
  [
    'results.access must be ReadWriteMany for 4 workers, so that workers on several nodes can write to it (got "ReadWriteOnce")',
    system({ results: { access: 'ReadWriteOnce' } }),
  ],
  ['logs.access must be ReadWriteMany for 4 workers', system({ logs: { access: 'ReadWriteOnce' } })],
  ['results.size must be a size of at least 1Mi', system({ results: { size: '5' } })],
  ['name must be a DNS label of at most 40 characters, so that all names fit (got "Images")', system({ name: 'Images' })],
  [
    'cleanup.workOlderThan must be at least the 7200 seconds of activeDeadline, so that no folder goes under a running chunk (got 3600 seconds)',
    system({ activeDeadline: Duration.hours(2), cleanup: { workOlderThan: Duration.hours(1) } }),
  ],
  ['cleanup.keepBatches must be a whole number from 1, so that the newest results stay (got 0)', system({ cleanup: { keepBatches: 0 } })],
  ['cleanup.logsOlderThan must be at least 1 day', system({ cleanup: { logsOlderThan: Duration.hours(1) } })],
  ['quota.pods must be at least 6, so that workers and clean-up fit (got "5")', system({ quota: { pods: '5' } })],
  ['quota.requests.cpu must be a quantity, so that the API server reads it (got "many")', system({ quota: { 'requests.cpu': 'many' } })],
  [
    'worker.resources.requests.cpu must be given where there is a quota',
    system({ worker: { ...step('work'), resources: { limits: { memory: '1Gi' } } } }),
  ],
  ['worker.command must be given, or a script', system({ worker: { name: 'work', image: 'a:1' } })],
  ['interval must be one of 1, 2, 3', bridge({ window: '45m' })],
  ['maxWindows must be a whole number from 2, so that windows that were missed are made up (got 1)', bridge({ maxWindows: 1 })],
  [
    'command of read must be given, or a script, so that there is something to run (got nothing)',
    bridge({ source: { name: 'read', image: 'a:1' } }),
  ],
  [
    'from must be an instant such as 2026-11-01T00:00Z, so that it is the same everywhere (got "1 November")',
    bridge({ from: '1 November' }),
  ],
  ['workSize must be a size of at least 1Mi', bridge({ workSize: '5' })],
  ['destination.table must be the name of a table in lower case', bridge({ destination: { database, table: 'Clicks' } })],
  ['destination.database.host must be a host name', bridge({ destination: { database: { ...database, host: '' }, table: 'clicks' } })],
  [
    'destination.ending must be an ending such as .json, so that it can end a name (got "json")',
    bridge({ destination: { ...target, ending: 'json' } }),
  ],
  ['destination.bucket must be the name of a bucket', bridge({ destination: { ...target, bucket: '' } })],
  ['containers must be of different names', bridge({ source: step('plan') })],
  ['activeDeadline must be at most the 900 seconds between two runs', bridge({ activeDeadline: Duration.hours(1) })],
  ['claim must be given, or a bucket, not both, so that it is clear where the reports are (got "both")', reports({ bucket: target })],
  ['claim must be given, or a bucket, not both', reports({ claim: undefined as never })],
  ['olderThan must be given, or keepLast, so that something says what may go', reports({ olderThan: undefined as never })],
  [
    'olderThan must be at least 1 hour, so that somebody can read a report before it goes (got 60 seconds)',
    reports({ olderThan: Duration.minutes(1) }),
  ],
  ['keepLast must be a whole number from 1, so that something stays (got 0)', reports({ keepLast: 0 })],
  ['folder must be inside the claim', reports({ folder: '../etc' })],
  ['folder must be absent beside a bucket', reports({ claim: undefined as never, bucket: target, folder: 'a' })],
  ['pattern must be a name with * and ?, without slashes, brackets and spaces', reports({ pattern: '{a,b}/*' })],
  ['scratch must be a size of at least 1Mi', coordinated({ databases: [database], scratch: 'much' })],
  ['workSize must be a size of at least 1Mi', tables({ workSize: '5' })],
]
