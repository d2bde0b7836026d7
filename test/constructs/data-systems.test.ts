import { App, Chart, Duration } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import {
  CoordinatedBackup,
  EtlPipeline,
  Notify,
  Retry,
  Schedule,
  SecretSource,
  type CoordinatedBackupProps,
  type TableEtlProps,
  type WorkflowEtlProps,
} from '../../lib/constructs/index.ts'
import { lint } from '../../lib/index.ts'

interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly rules?: readonly unknown[]
}

function synthesize(build: (chart: Chart) => unknown): string {
  const app = new App({ recordConstructMetadata: false })
  build(new Chart(app, 'test', { disableResourceNameHashes: true, namespace: 'shop' }))
  return app.synthYaml() as string
}

function manifests(build: (chart: Chart) => unknown): Manifest[] {
  return parseAllDocuments(synthesize(build)).map((document) => document.toJS() as Manifest)
}

const nightly = Schedule.daily({ at: '02:00' })
const credentials = SecretSource.existing('secret')
const target = { bucket: 'backups', credentials }
const database = { host: 'db', name: 'shop', credentials }

const coordinated = (props: Partial<CoordinatedBackupProps>) => (chart: Chart) =>
  new CoordinatedBackup(chart, 'shop', { schedule: nightly, target, ...props })

describe('CoordinatedBackup', () => {
  test('may list just the kinds that it exports', () => {
    const kinds = ['configmaps', 'deployments', { group: 'cert-manager.io', version: 'v1', resource: 'certificates' }] as const
    const all = manifests(coordinated({ configuration: { kinds } }))
    expect(all.find(({ kind }) => kind === 'Role')?.rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['list'] },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
      { apiGroups: ['cert-manager.io'], resources: ['certificates'], verbs: ['list'] },
    ])
    expect(synthesize(coordinated({ configuration: { kinds } }))).toContain(
      'value: v1/configmaps apps/v1/deployments cert-manager.io/v1/certificates',
    )
  })

  test('without a configuration it has no right and no token', () => {
    const text = synthesize(coordinated({ databases: [database] }))
    expect(text).not.toContain('kind: Role')
    expect(text).not.toContain('serviceAccountToken')
  })

  test('a set under way is no half one, however long its Job may take', () => {
    expect(
      synthesize(
        coordinated({
          volumes: [{ claim: 'data' }],
          activeDeadline: Duration.days(2),
          schedule: Schedule.weekly({ on: 'sunday', at: '01:00' }),
        }),
      ),
    ).toContain('value: "172800"')
  })
})

const key = credentials.key('key')
const tables = (props: Partial<TableEtlProps>) => (chart: Chart) =>
  new EtlPipeline(chart, 'warehouse', {
    mode: 'tables',
    schedule: nightly,
    source: database,
    destination: { ...database, name: 'warehouse' },
    tables: { customers: { from: 'customers', columns: { id: 'keep', email: 'hash', phone: 'drop' } } },
    anonymizationKey: key,
    ...props,
  })
const table = (given: object) => tables({ tables: { customers: { from: 'customers', columns: { id: 'keep' }, ...given } } })

const step = (name: string) => ({ name, image: 'registry.example.com/etl:1.0.0', command: ['/etl', name] })
const workflow = (props: Partial<WorkflowEtlProps>) => (chart: Chart) =>
  new EtlPipeline(chart, 'events', {
    mode: 'workflow',
    schedule: nightly,
    extract: step('extract'),
    transform: step('transform'),
    load: step('load'),
    datasets: ['clicks', 'orders'],
    ...props,
  })

describe('EtlPipeline of tables', () => {
  test('says each table in one line, and gives the key to the step that hashes alone', () => {
    const text = synthesize(tables({}))
    expect(text).toContain('value: customers|customers|customers|replace|id:keep email:hash phone:drop')
    expect(text.match(/name: ANONYMIZE_KEY/g)).toHaveLength(1)
  })
})

describe('EtlPipeline as a workflow', () => {
  const synthesized = (props: Partial<WorkflowEtlProps>) =>
    (manifests(workflow(props)).find(({ kind }) => kind === 'CronWorkflow') as never as { spec: Record<string, unknown> }).spec
  const templates = (props: Partial<WorkflowEtlProps>) =>
    (synthesized(props).workflowSpec as { templates: readonly { name: string; [key: string]: unknown }[] }).templates

  test('each step waits for the one before; data sets are transformed beside each other', () => {
    expect(templates({ validate: step('validate') })[0]).toEqual({
      name: 'pipeline',
      dag: {
        tasks: [
          { name: 'extract', template: 'extract' },
          {
            name: 'transform',
            template: 'transform',
            dependencies: ['extract'],
            withItems: ['clicks', 'orders'],
            arguments: { parameters: [{ name: 'dataset', value: '{{item}}' }] },
          },
          { name: 'load', template: 'load', dependencies: ['transform'] },
          { name: 'validate', template: 'validate', dependencies: ['load'] },
        ],
      },
    })
  })

  test('data sets that extract finds are its output', () => {
    const [{ dag }, extract] = templates({ datasets: 'found' }) as unknown as [
      { dag: { tasks: { withParam?: string }[] } },
      { outputs: unknown },
    ]
    expect(dag.tasks[1].withParam).toBe('{{tasks.extract.outputs.parameters.datasets}}')
    expect(extract.outputs).toEqual({ parameters: [{ name: 'datasets', valueFrom: { path: '/data-sets/list.json' } }] })
  })

  test('retries, deadlines, the zone and a report at its end', () => {
    const spec = synthesized({
      retries: 3,
      stepDeadline: Duration.minutes(20),
      activeDeadline: Duration.hours(2),
      onFailure: Notify.slack(key),
    })
    expect(spec).toMatchObject({ schedules: ['0 2 * * *'], timezone: 'Etc/UTC', concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 600 })
    expect(spec.workflowSpec).toMatchObject({ onExit: 'report', activeDeadlineSeconds: 7200, entrypoint: 'pipeline' })
    expect((spec.workflowSpec as { templates: object[] }).templates[1]).toMatchObject({
      activeDeadlineSeconds: 1200,
      retryStrategy: { limit: '3', retryPolicy: 'Always', backoff: { duration: '10s', factor: '2', maxDuration: '6m' } },
    })
    expect(templates({ onFailure: Notify.slack(key) }).at(-1)).toMatchObject({ name: 'report' })
    expect(templates({}).map(({ name }) => name)).not.toContain('report')
  })

  test('its account may hand back results and nothing else', () => {
    expect(manifests(workflow({})).find(({ kind }) => kind === 'Role')?.rules).toEqual([
      { apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] },
    ])
  })
})

test('the linter knows the stages of a staggered pipeline: one that is moved too near is told', () => {
  const stage = (name: string, at: '01:00' | '02:00') => ({
    container: step(name),
    schedule: Schedule.daily({ at }),
    deadline: Duration.minutes(40),
  })
  const text = synthesize(
    (chart) => new EtlPipeline(chart, 'etl', { mode: 'staggered', stages: [stage('extract', '01:00'), stage('load', '02:00')] }),
  )
  const rules = (yaml: string) =>
    lint([{ path: 'etl.yaml', text: yaml }], { now: 1_800_000_000, policy: 'strict' }).findings.map(({ rule }) => rule)
  expect(rules(text)).not.toContain('stage-starts-before-predecessor-ends')
  expect(rules(text.replace('0 2 * * *', '30 1 * * *'))).toContain('stage-starts-before-predecessor-ends')
})

describe('nonsense is refused with property, bound, reason and value', () => {
  test.each<[message: string, build: (chart: Chart) => unknown]>([
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
  ])('%s', (message, build) => {
    expect(() => synthesize(build)).toThrow(message)
  })
})
