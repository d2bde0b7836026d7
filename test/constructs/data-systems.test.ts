import { App, Chart, Duration } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { CoordinatedBackup, Schedule, SecretSource, type CoordinatedBackupProps } from '../../lib/constructs/index.ts'

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
    expect(synthesize(coordinated({ volumes: [{ claim: 'data' }], activeDeadline: Duration.days(2) }))).toContain('value: "172800"')
  })
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
  ])('%s', (message, build) => {
    expect(() => synthesize(build)).toThrow(message)
  })
})
