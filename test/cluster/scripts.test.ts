import { App, Chart, Duration } from 'cdk8s'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { CertRotator, CleanupJob, Schedule, ScheduledJob, SecretSource } from '../../lib/constructs/index.ts'
import { Pods, type PodOutcome } from '../real/pod.ts'
import { Cluster, type Json, type Resource } from './cluster.ts'
import { Proxy } from './proxy.ts'

const nightly = Schedule.daily({ at: '02:00' })

describe('scripts that call the API, with the token of their own account', () => {
  let cluster: Cluster
  let proxy: Proxy
  let space: string
  let count = 0
  beforeAll(async () => {
    cluster = await Cluster.start()
  })
  afterAll(() => cluster.end())
  beforeEach(async () => {
    space = `shop-${++count}`
    expect(await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: space } })).toBeUndefined()
    proxy = await new Proxy(cluster).start()
  })
  afterEach(() => proxy.end())

  const object = async (path: string): Promise<Json> => (await cluster.ask('GET', path)).body
  const create = async (path: string, body: Json): Promise<void> => {
    const { code, body: answer } = await cluster.ask('POST', path, body)
    expect({ code, message: answer.message }).toEqual({ code: 201, message: undefined })
  }
  const change = (path: string, body: Json): Promise<unknown> => cluster.ask('PATCH', path, body, { type: 'application/merge-patch+json' })

  /** Applies what a construct synthesizes, and gives what runs its pods. */
  async function deploy(build: (chart: Chart) => unknown): Promise<{
    run: (job: string, options?: Parameters<Pods['run']>[0]) => Promise<PodOutcome>
    token: string
    takeAwayRights: () => Promise<unknown>
  }> {
    const app = new App({ recordConstructMetadata: false })
    build(new Chart(app, 'test', { namespace: space, disableResourceNameHashes: true }))
    const text = app.synthYaml() as string
    const resources = parseAllDocuments(text).map((document) => document.toJS() as Resource)
    for (const resource of resources) expect(await cluster.apply(resource)).toBeUndefined()
    const named = (kind: string): string => resources.find((one) => one.kind === kind)?.metadata.name ?? ''
    const { ACCOUNT_DIR, ...env } = await cluster.account(space, named('ServiceAccount'), 'job-1')
    const pods = new Pods(cluster.sandbox, text, { api: { folder: ACCOUNT_DIR, env: { ...env, API_SERVER: proxy.url } } })
    const token = readFileSync(join(ACCOUNT_DIR, 'token'), 'utf8')
    return {
      token,
      takeAwayRights: () =>
        cluster.ask('DELETE', `/apis/rbac.authorization.k8s.io/v1/namespaces/${space}/rolebindings/${named('RoleBinding')}`),
      run: async (job, options = {}) => {
        const outcome = await pods.run({ job, ...options })
        expect(outcome.log).not.toContain(token)
        expect(outcome.log).not.toContain('PRIVATE KEY')
        return outcome
      },
    }
  }

  describe('once', () => {
    const lease = (): string => `/apis/coordination.k8s.io/v1/namespaces/${space}/leases/orders`
    const marks = async (): Promise<unknown> => ((await object(lease())).metadata as Json | undefined)?.annotations
    const file = (): string => join(cluster.sandbox.folder, `${space}-done`)
    const times = (): number => cluster.sandbox.run('cat', [file()]).stdout.length
    const orders = (program = `printf x >>${file()}`) =>
      deploy(
        (chart) =>
          new ScheduledJob(chart, 'a', {
            name: 'orders',
            schedule: nightly,
            once: {},
            containers: [{ name: 'work', image: 'registry.example.com/work:1.0.0', command: ['sh', '-c', program] }],
          }),
      )

    test('the Lease is made, the run is marked, a second pod of it does nothing, the next Job works', async () => {
      const { run } = await orders()
      expect(await run('orders-1')).toMatchObject({ status: 0, failed: undefined })
      expect(await marks()).toMatchObject({ 'cronwright.dev/last-run': 'orders-1' })
      expect(await run('orders-1')).toMatchObject({ status: 0, log: expect.stringContaining('has done its work already') })
      expect(times()).toBe(1)
      expect(await run('orders-2')).toMatchObject({ status: 0 })
      expect(times()).toBe(2)
    })

    test('somebody else takes it in the same moment: one works, the other says so', async () => {
      const { run } = await orders()
      await run('orders-1')
      const time = new Date().toISOString().replace('Z', '000Z')
      proxy.meanwhile = () =>
        change(lease(), { spec: { holderIdentity: 'by-hand', leaseDurationSeconds: 600, acquireTime: time, renewTime: time } })
      const { log } = await run('orders-2')
      expect(log).toContain('by-hand holds Lease orders: orders-2 does nothing')
      expect(times()).toBe(1)
    })

    test('a lost answer, to the taking and to the return, is no failure', async () => {
      const { run } = await orders()
      proxy.loses = 'PUT'
      expect(await run('orders-1')).toMatchObject({ status: 0 })
      expect(await marks()).toMatchObject({ 'cronwright.dev/last-run': 'orders-1' })
      expect(await run('orders-2', { before: (container) => void (container === 'return-lease' && (proxy.loses = 'PUT')) })).toMatchObject({
        status: 0,
      })
      expect(await marks()).toMatchObject({ 'cronwright.dev/last-run': 'orders-2' })
      expect(times()).toBe(2)
    })

    test('without its rights it says which one is missing, and does not work', async () => {
      const { run, takeAwayRights } = await orders()
      await takeAwayRights()
      const { log } = await run('orders-1')
      expect(log).toMatch(
        /GET \S+\/leases\/orders is refused: leases\.coordination\.k8s\.io "orders" is forbidden: User "system:serviceaccount:shop-\d+:\S+" cannot get resource "leases"/,
      )
      expect(times()).toBe(0)
    })

    test('its account reaches its own Lease and nothing else', async () => {
      const { run, token } = await orders()
      await run('orders-1')
      const codes = ['leases/orders', 'leases/other', 'leases'].map((path) => `/apis/coordination.k8s.io/v1/namespaces/${space}/${path}`)
      const answers = await Promise.all(
        [...codes, `/api/v1/namespaces/${space}/secrets`].map((path) => cluster.ask('GET', path, undefined, { token })),
      )
      expect(answers.map(({ code }) => code)).toEqual([200, 403, 403, 403])
    })
  })

  describe('CertRotator', () => {
    const secrets = (): string => `/api/v1/namespaces/${space}/secrets`
    const deployment = (): string => `/apis/apps/v1/namespaces/${space}/deployments/web`
    const certificate = async (name: string): Promise<string> =>
      ((await object(`${secrets()}/${name}`)).data as Record<string, string>)['tls.crt']
    const openssl = (script: string): string =>
      cluster.sandbox.must('sh', ['-ec', script], { RANDFILE: '/dev/null' }, undefined, cluster.sandbox.make('ca'))

    function pair(name: string, days: number): Record<string, string> {
      openssl(`openssl req -newkey rsa:2048 -nodes -subj /CN=${name} -addext subjectAltName=DNS:${name}.shop.svc -keyout ${name}.key -out ${name}.csr 2>/dev/null
        openssl x509 -req -in ${name}.csr -CA tls.crt -CAkey tls.key -days ${days} -copy_extensions copy -out ${name}.crt 2>/dev/null`)
      const read = (part: string): string => readFileSync(join(cluster.sandbox.folder, `ca/${name}.${part}`)).toString('base64')
      return { 'tls.crt': read('crt'), 'tls.key': read('key') }
    }

    beforeAll(() => {
      openssl('openssl req -x509 -newkey rsa:2048 -nodes -days 900 -subj /CN=authority -keyout tls.key -out tls.crt 2>/dev/null')
    })
    beforeEach(async () => {
      for (const [name, days] of [
        ['near', 5],
        ['far', 200],
      ] as const)
        await create(secrets(), { metadata: { name }, type: 'kubernetes.io/tls', data: pair(name, days) })
      const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } }
      await create(`/apis/apps/v1/namespaces/${space}/deployments`, {
        metadata: { name: 'web' },
        spec: { selector: { matchLabels: { app: 'web' } }, template: pod },
      })
    })

    async function rotator() {
      const deployed = await deploy(
        (chart) =>
          new CertRotator(chart, 'a', {
            name: 'rotation',
            schedule: nightly,
            certificates: [{ secret: SecretSource.existing('near'), restart: ['web'] }, { secret: SecretSource.existing('far') }],
            authority: SecretSource.existing('authority'),
          }),
      )
      // What the kubelet would mount.
      const authority = cluster.sandbox.make('ca')
      const run: typeof deployed.run = (job, options = {}) => deployed.run(job, { ...options, env: { renew: { CA_DIR: authority } } })
      return { ...deployed, run }
    }

    test('near its end it is renewed and what mounts it restarts; far from it, it is left alone', async () => {
      const [near, far] = [await certificate('near'), await certificate('far')]
      const { run } = await rotator()
      expect(await run('rotation-1')).toMatchObject({ status: 0, failed: undefined })
      expect(await certificate('near')).not.toBe(near)
      expect(await certificate('far')).toBe(far)
      writeFileSync(join(cluster.sandbox.folder, 'ca/renewed.crt'), Buffer.from(await certificate('near'), 'base64'))
      expect(openssl('openssl verify -CAfile tls.crt renewed.crt; openssl x509 -in renewed.crt -noout -ext subjectAltName')).toMatch(
        /OK[\s\S]*DNS:near\.shop\.svc/,
      )
      expect(await object(deployment())).toMatchObject({
        metadata: { generation: 2 },
        spec: { template: { metadata: { annotations: { 'cronwright.dev/certificate.near': expect.any(String) } } } },
      })
      const renewed = await certificate('near')
      expect(await run('rotation-2')).toMatchObject({ status: 0 })
      expect(await certificate('near')).toBe(renewed)
    })

    test('somebody else renews it meanwhile: theirs is kept', async () => {
      const { run } = await rotator()
      const theirs = pair('near', 300)
      proxy.meanwhile = () => change(`${secrets()}/near`, { data: theirs })
      expect(await run('rotation-1')).toMatchObject({
        status: 75,
        log: expect.stringContaining('was changed by somebody else meanwhile: theirs is kept'),
      })
      expect(await certificate('near')).toBe(theirs['tls.crt'])
    })

    test('a lost answer is no failure', async () => {
      const { run } = await rotator()
      proxy.loses = 'PATCH'
      expect(await run('rotation-1')).toMatchObject({ status: 0, log: expect.stringContaining('Deployment web is restarted') })
    })

    test('without its rights it says which one is missing; with them it reaches no other Secret', async () => {
      await create(secrets(), { metadata: { name: 'other' } })
      const { run, token, takeAwayRights } = await rotator()
      const codes = await Promise.all(
        ['far', 'other', ''].map(async (name) => (await cluster.ask('GET', `${secrets()}/${name}`, undefined, { token })).code),
      )
      expect(codes).toEqual([200, 403, 403])
      await takeAwayRights()
      expect(await run('rotation-1')).toMatchObject({
        status: 77,
        failed: 'fetch',
        log: expect.stringMatching(/secrets\/near is refused: secrets "near" is forbidden/),
      })
    })
  })

  describe('CleanupJob', () => {
    const JOBS = (): string => `/apis/batch/v1/namespaces/${space}/jobs`
    const CLAIMS = (): string => `/api/v1/namespaces/${space}/persistentvolumeclaims`
    const names = async (path: string): Promise<string[]> =>
      ((await object(path)).items as { metadata: { name: string; deletionTimestamp?: string } }[])
        .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
        .map(({ metadata }) => metadata.name)

    async function job(name: string, hoursAgo: number | undefined): Promise<void> {
      const pod = { spec: { restartPolicy: 'Never', containers: [{ name: 'work', image: 'work:1' }] } }
      await create(JOBS(), { metadata: { name }, spec: { template: pod } })
      if (hoursAgo === undefined) return
      const time = new Date(Date.now() - hoursAgo * 3_600_000).toISOString().replace(/\.\d+/, '')
      const conditions = ['FailureTarget', 'Failed'].map((type) => ({
        type,
        status: 'True',
        lastProbeTime: time,
        lastTransitionTime: time,
      }))
      const { code, body } = await cluster.ask(
        'PATCH',
        `${JOBS()}/${name}/status`,
        { status: { startTime: time, failed: 1, conditions } },
        { type: 'application/merge-patch+json' },
      )
      expect({ code, message: body.message }).toEqual({ code: 200, message: undefined })
    }

    test('Jobs that ended long ago go; fresh and running ones stay; without its rights it says which one is missing', async () => {
      await job('old', 200)
      await job('fresh', 1)
      await job('running', undefined)
      const { run, takeAwayRights } = await deploy(
        (chart) => new CleanupJob(chart, 'a', { kind: 'jobs', name: 'jobs', schedule: nightly, olderThan: Duration.days(7) }),
      )
      expect(await run('jobs-1')).toMatchObject({ status: 0, log: expect.stringContaining('1 of 3 Jobs ended') })
      expect(await names(JOBS())).toEqual(['fresh', 'running'])
      await takeAwayRights()
      expect(await run('jobs-2')).toMatchObject({
        status: 77,
        log: expect.stringContaining('cannot list resource "jobs" in API group "batch"'),
      })
    })

    test('a claim that nobody uses is noted, then deleted; one that somebody takes into use in that moment stays', async () => {
      const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
      for (const name of ['unused', 'touched', 'used']) await create(CLAIMS(), { metadata: { name }, spec })
      await create(`/apis/batch/v1/namespaces/${space}/cronjobs`, {
        metadata: { name: 'user' },
        spec: {
          schedule: '0 0 * * *',
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  restartPolicy: 'Never',
                  containers: [{ name: 'a', image: 'a:1' }],
                  volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'used' } }],
                },
              },
            },
          },
        },
      })
      const { run } = await deploy(
        (chart) =>
          new CleanupJob(chart, 'a', { kind: 'claims', name: 'claims', schedule: nightly, unusedFor: Duration.days(2), dryRun: false }),
      )
      expect(await run('claims-1')).toMatchObject({ status: 0, log: expect.stringContaining('claim unused is used by nobody: noted') })
      expect(await names(CLAIMS())).toEqual(['touched', 'unused', 'used'])
      const longAgo = String(Math.floor(Date.now() / 1000) - 3 * 86_400)
      for (const name of ['touched', 'unused'])
        await change(`${CLAIMS()}/${name}`, { metadata: { annotations: { 'cronwright.dev/unused-since': longAgo } } })
      proxy.meanwhile = () => change(`${CLAIMS()}/touched`, { metadata: { labels: { taken: 'yes' } } })
      expect(await run('claims-2')).toMatchObject({
        status: 0,
        log: expect.stringContaining('claim touched has changed meanwhile: the next run looks again'),
      })
      expect(await names(CLAIMS())).toEqual(['touched', 'used'])
    })
  })
})
