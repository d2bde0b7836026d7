import { App, Chart } from 'cdk8s'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { Backups } from '../../charts/backups.ts'
import { Data } from '../../charts/data.ts'
import { Jobs } from '../../charts/jobs.ts'
import { Upkeep } from '../../charts/upkeep.ts'
import { crdManifest, CRDS } from '../constructs/crds.ts'
import { SAMPLES } from '../constructs/samples.ts'
import { until } from '../real/sandbox.ts'
import { Cluster, type Resource } from './cluster.ts'

function synthesize(build: (app: App) => unknown): Resource[] {
  const app = new App({ recordConstructMetadata: false })
  build(app)
  return parseAllDocuments(app.synthYaml() as string).map((document) => document.toJS() as Resource)
}

const CHARTS: Readonly<Record<string, (app: App) => unknown>> = {
  backups: (app) => new Backups(app, 'a', { namespace: 'shop', disableResourceNameHashes: true }),
  data: (app) => new Data(app, 'a', { namespace: 'data', disableResourceNameHashes: true }),
  jobs: (app) => new Jobs(app, 'a', { namespace: 'shop', disableResourceNameHashes: true }),
  upkeep: (app) => new Upkeep(app, 'a', { namespace: 'shop', disableResourceNameHashes: true }),
}

describe('a real API server under strict validation', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await Cluster.start()
    for (const name of ['shop', 'data'])
      expect(await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })).toBeUndefined()
    for (const crd of CRDS) {
      const manifest = crdManifest(crd) as unknown as Resource
      expect(await cluster.apply(manifest)).toBeUndefined()
      const path = `/apis/${crd.group}/${Object.keys(crd.versions)[0]}`
      await until(`the kind ${crd.names.kind}`, async () => (await cluster.ask('GET', path)).code === 200)
    }
  })
  afterAll(() => cluster.end())

  async function refusals(resources: readonly Resource[]): Promise<string[]> {
    const refused: string[] = []
    for (const resource of resources) {
      const message = await cluster.apply(resource, { dryRun: true })
      if (message !== undefined) refused.push(message)
    }
    return refused
  }

  test.each(Object.keys(CHARTS))('takes every manifest of the chart %s', async (name) => {
    expect(await refusals(synthesize(CHARTS[name]))).toEqual([])
  })

  test.each(Object.entries(SAMPLES).flatMap(([construct, samples]) => Object.keys(samples).map((sample) => [construct, sample] as const)))(
    'takes %s, %s',
    async (construct, sample) => {
      const build = SAMPLES[construct][sample]
      const resources = synthesize((app) => build(new Chart(app, 'a', { namespace: 'shop', disableResourceNameHashes: true })))
      expect(await refusals(resources)).toEqual([])
    },
  )

  test('refuses a misspelt field, in a CronJob and in a custom resource', async () => {
    const [cronJob, rule] = ['CronJob', 'PrometheusRule'].map((kind) => {
      const build = SAMPLES.ScheduledJob.most
      const all = synthesize((app) => build(new Chart(app, 'a', { namespace: 'shop', disableResourceNameHashes: true })))
      const found = all.find((one) => one.kind === kind) as Resource
      return { ...found, spec: { ...(found.spec as object), misspelt: true } } as Resource
    })
    expect(await refusals([cronJob, rule])).toEqual([
      expect.stringMatching(/^CronJob orders: \d+ .*\.spec\.misspelt: field not declared/),
      expect.stringMatching(/^PrometheusRule orders-alerts: \d+ .*\.spec\.misspelt: field not declared/),
    ])
  })
})
