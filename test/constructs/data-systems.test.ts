import { App, Chart, Duration } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { EtlPipeline, Notify, Schedule, type WorkflowEtlProps } from '../../lib/constructs/index.ts'
import { lint } from '../../lib/index.ts'
import { bridge, coordinated, database, key, step, system, tables, workflow } from './data-builders.ts'

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

describe('BatchSystem', () => {
  const of = (kind: string, props: Parameters<typeof system>[0] = {}) =>
    manifests(system(props)).filter((object) => object.kind === kind) as never as {
      metadata: Record<string, unknown>
      spec: Record<string, unknown>
    }[]

  test('the quota is what five workers, clean-up and claims take', () => {
    const resources = { requests: { cpu: '250m', memory: '128Mi' }, limits: { memory: '256Mi' } }
    expect(of('ResourceQuota', { workers: 5, worker: { ...step('work'), resources } })[0].spec).toEqual({
      hard: {
        pods: '7',
        'requests.cpu': '1350m',
        'requests.memory': '768Mi',
        'limits.memory': '1792Mi',
        persistentvolumeclaims: '2',
        'requests.storage': '7168Mi',
      },
    })
  })

  test('the namespace lies in none and admits the restricted profile alone', () => {
    const [{ metadata }] = of('Namespace', { namespace: { labels: { environment: 'production' } } })
    expect(metadata).toMatchObject({
      name: 'shop',
      labels: { environment: 'production', 'pod-security.kubernetes.io/enforce': 'restricted' },
    })
    expect(metadata).not.toHaveProperty('namespace')
    expect(of('Namespace', { namespace: false })).toEqual([])
    // A quota would hold for the neighbours too.
    expect(of('ResourceQuota', { namespace: false })).toEqual([])
  })

  test('claims survive a line that goes from Git', () => {
    expect(of('PersistentVolumeClaim').map(({ metadata }) => metadata)).toMatchObject(
      ['images-results', 'images-logs'].map((name) => ({ name, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } })),
    )
  })
})

describe('StreamBatchBridge', () => {
  test('its account has rights to its two Leases and nothing else', () => {
    const rights = (name: string) => [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'create', 'update'] },
    ]
    expect(manifests(bridge({ name: 'clicks' })).flatMap(({ kind, rules }) => (kind === 'Role' ? [rules] : []))).toEqual([
      rights('clicks'),
      rights('clicks-checkpoint'),
    ])
  })

  test('windows are those of UTC, and a run is over before the next', () => {
    const text = synthesize(bridge({ from: '2026-11-01T00:00Z' }))
    for (const line of ['schedule: "*/15 * * * *"', 'timeZone: Etc/UTC', 'activeDeadlineSeconds: 900', 'value: "1793491200"'])
      expect(text).toContain(line)
  })
})
