import { App, Chart, Duration } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { CertRotator, CleanupJob, Notify, Schedule, ScheduledJob, SecretSource } from '../../lib/constructs/index.ts'

const nightly = Schedule.daily({ at: '02:00' })
const tls = SecretSource.existing('shop-tls')
const authority = SecretSource.existing('authority')

const worker = { name: 'work', image: 'registry.example.com/work:1.0.0', command: ['/work'] }

const database = { host: 'db', name: 'shop', credentials: SecretSource.existing('db') }

interface Manifest {
  readonly kind: string
  readonly rules?: readonly unknown[]
  readonly subjects?: readonly unknown[]
}

interface Container {
  readonly name: string
  readonly volumeMounts: readonly { readonly name: string }[]
}

interface Pod {
  readonly initContainers: readonly Container[]
  readonly containers: readonly Container[]
}

function synthesize(build: (chart: Chart) => unknown, namespace: string | undefined = 'shop'): string {
  const app = new App({ recordConstructMetadata: false })
  build(new Chart(app, 'test', { disableResourceNameHashes: true, ...(namespace === '' ? {} : { namespace }) }))
  return app.synthYaml() as string
}

function manifests(build: (chart: Chart) => unknown): Manifest[] {
  return parseAllDocuments(synthesize(build)).map((document) => document.toJS() as Manifest)
}

describe('an account can do just what its job does', () => {
  test.each<[name: string, build: (chart: Chart) => unknown, rules: readonly unknown[]]>([
    [
      'CertRotator',
      (chart) => new CertRotator(chart, 'a', { schedule: nightly, authority, certificates: [{ secret: tls, restart: ['shop'] }] }),
      [
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['shop-tls'], verbs: ['get', 'patch'] },
        { apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['shop'], verbs: ['patch'] },
      ],
    ],
    [
      'CertRotator that restarts nothing',
      (chart) => new CertRotator(chart, 'a', { schedule: nightly, authority, certificates: [{ secret: tls }] }),
      [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['shop-tls'], verbs: ['get', 'patch'] }],
    ],
    [
      'ScheduledJob that runs once',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, name: 'orders', containers: [worker], once: {} }),
      [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['orders'], verbs: ['get', 'create', 'update'] }],
    ],
    [
      'CleanupJob of Jobs',
      (chart) => new CleanupJob(chart, 'a', { kind: 'jobs', schedule: nightly, olderThan: Duration.days(1) }),
      [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['list', 'delete'] }],
    ],
    [
      'CleanupJob of claims: a dry run, the default, changes nothing',
      (chart) => new CleanupJob(chart, 'a', { kind: 'claims', schedule: nightly, unusedFor: Duration.days(1) }),
      expect.arrayContaining([{ apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['list'] }]),
    ],
  ])('%s', (_, build, rules) => {
    const all = manifests(build)
    expect(all.find(({ kind }) => kind === 'Role')?.rules).toEqual(rules)
    expect(all.find(({ kind }) => kind === 'RoleBinding')?.subjects).toEqual([
      expect.objectContaining({ kind: 'ServiceAccount', namespace: 'shop' }),
    ])
  })

  test('without a namespace nobody is given anything', () => {
    expect(() =>
      synthesize((chart) => new CertRotator(chart, 'a', { schedule: nightly, authority, certificates: [{ secret: tls }] }), ''),
    ).toThrow("namespace must be given to the chart, so that the rights are bound to this job's account and no other (got nothing)")
  })
})

test('the token is mounted where the API is called, and not into the program', () => {
  const text = synthesize(
    (chart) =>
      new ScheduledJob(chart, 'a', {
        schedule: nightly,
        name: 'orders',
        containers: [worker],
        once: {},
        onFailure: Notify.webhook(tls.key('url')),
      }),
  )
  const { spec } = (
    parseAllDocuments(text)
      .map((document) => document.toJS() as { kind: string; spec: { jobTemplate: { spec: { template: { spec: Pod } } } } })
      .find(({ kind }) => kind === 'CronJob') as never as {
      spec: { jobTemplate: { spec: { template: { spec: Pod } } } }
    }
  ).spec.jobTemplate.spec.template
  const all = [...spec.initContainers, ...spec.containers]
  expect(all.map(({ name }) => name)).toEqual(['take-lease', 'work', 'return-lease', 'report'])
  expect(all.filter(({ volumeMounts }) => volumeMounts.some(({ name }) => name === 'api-access')).map(({ name }) => name)).toEqual([
    'take-lease',
    'return-lease',
  ])
  // An hour of the Job and a minute.
  expect(text).toContain('value: "3660"')
})

test.each<[line: string, build: (chart: Chart) => unknown]>([
  [
    'value: sessions',
    (chart) => new CleanupJob(chart, 'a', { kind: 'sessions', schedule: nightly, database, table: 'sessions', column: 'expires_at' }),
  ],
  [
    'value: app=batch',
    (chart) => new CleanupJob(chart, 'a', { kind: 'jobs', schedule: nightly, olderThan: Duration.days(1), selector: 'app=batch' }),
  ],
  [
    'value: "172800"',
    (chart) => new CleanupJob(chart, 'a', { kind: 'claims', schedule: nightly, unusedFor: Duration.days(2), dryRun: false }),
  ],
])('%s reaches the manifest', (line, build) => expect(synthesize(build)).toContain(line))

describe('nonsense is refused with property, bound, reason and value', () => {
  const rotator = (props: object) => (chart: Chart) =>
    new CertRotator(chart, 'a', { schedule: nightly, authority, certificates: [{ secret: tls }], ...props })
  test.each<[message: string, build: (chart: Chart) => unknown]>([
    ['certificates must be at least one Secret, so that there is something to renew (got 0)', rotator({ certificates: [] })],
    [
      'certificates must be each Secret once, so that it is renewed once (got "shop-tls")',
      rotator({ certificates: [{ secret: tls }, { secret: tls }] }),
    ],
    [
      'restart must be names of Deployments, so that the API server finds them (got "Shop App")',
      rotator({ certificates: [{ secret: tls, restart: ['Shop App'] }] }),
    ],
    ['renewBefore must be at least 1 day', rotator({ renewBefore: Duration.hours(2) })],
    [
      'validity must be more than renewBefore (2592000 seconds), so that a new certificate is not due again at once (got 1728000 seconds)',
      rotator({ validity: Duration.days(20) }),
    ],
    ['authority must be given, or a renewer, not both, so that it is clear who renews (got "neither")', rotator({ authority: undefined })],
    ['authority must be given, or a renewer, not both', rotator({ renewer: { image: 'a:1', command: ['/renew'] } })],
    [
      'once.atMostEvery must be at most 82200 seconds (the interval less startingDeadline and activeDeadline), so that no ordinary run is skipped (got 82800 seconds)',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker], once: { atMostEvery: Duration.hours(23) } }),
    ],
    [
      'containers must be one container',
      (chart) => new ScheduledJob(chart, 'a', { schedule: nightly, containers: [worker, { ...worker, name: 'b' }], once: {} }),
    ],
    [
      'olderThan must be at least 1 minute, so that who waits for a Job sees its end (got 5 seconds)',
      (chart) => new CleanupJob(chart, 'a', { kind: 'jobs', schedule: nightly, olderThan: Duration.seconds(5) }),
    ],
    [
      'unusedFor must be at least 1 day, so that a workload that is down for a while keeps its data (got 3600 seconds)',
      (chart) => new CleanupJob(chart, 'a', { kind: 'claims', schedule: nightly, unusedFor: Duration.hours(1) }),
    ],
    [
      'table must be the name of a table in lower case, so that it needs no quotes (got "a; drop")',
      (chart) => new CleanupJob(chart, 'a', { kind: 'sessions', schedule: nightly, database, table: 'a; drop', column: 'at' }),
    ],
    ['renewer.command must be given', rotator({ authority: undefined, renewer: { image: 'a:1' } })],
  ])('%s', (message, build) => {
    expect(() => synthesize(build)).toThrow(message)
  })
})
