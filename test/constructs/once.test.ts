import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeWith } from '../real/tools.ts'
import { ApiDouble, type Json } from './api-double.ts'
import { scriptPath, type Outcome } from '../real/sandbox.ts'

const LEASE = '/apis/coordination.k8s.io/v1/namespaces/shop/leases/orders'

describeWith(['openssl', 'curl'], 'a run that is done once', () => {
  let api: ApiDouble
  beforeEach(async () => {
    api = await new ApiDouble().start()
  })
  afterEach(() => api.end())
  const lease = (): { metadata: { annotations: Json }; spec: Json } => api.objects.get(LEASE) as never
  const hold = (holder: string, secondsAgo: number, annotations: Json = {}): void =>
    api.put(LEASE, {
      metadata: { annotations },
      spec: {
        holderIdentity: holder,
        leaseDurationSeconds: 100,
        renewTime: new Date(Date.now() - secondsAgo * 1000).toISOString().replace('Z', '000Z'),
      },
    })

  /** One pod: takes the Lease, does the work, returns it. */
  async function pod(program: string, own: Record<string, string> = {}): Promise<Outcome> {
    mkdirSync(join(api.folder, 'states'), { recursive: true })
    const env = { LEASE: 'orders', LEASE_SECONDS: '100', STATE_DIR: mkdtempSync(join(api.folder, 'states/')), ...own }
    const taken = await api.run('run-step.sh', { ...env, REPORTED: '1' }, ['sh', scriptPath('take-lease.sh')])
    const done = await api.run('run-step.sh', { ...env, REPORTED: '1' }, ['sh', '-c', program])
    const returned = await api.run('return-lease.sh', env)
    return { ...returned, log: taken.log + done.log + returned.log }
  }
  const work = 'echo work >>done'
  const times = (): number =>
    readdirSync(api.folder).includes('done') ? readFileSync(join(api.folder, 'done'), 'utf8').split('\n').length - 1 : 0

  test('the first pod makes the Lease, works, marks its run and returns it', async () => {
    expect(await pod(work)).toMatchObject({ status: 0 })
    expect(times()).toBe(1)
    expect(lease()).toMatchObject({
      spec: {},
      metadata: {
        annotations: { 'cronwright.dev/last-run': 'orders-29000000', 'cronwright.dev/last-success': expect.stringMatching(/^\d+$/) },
      },
    })
    expect(lease().spec.holderIdentity).toBeUndefined()
  })

  test('a second pod of the same Job does nothing; the next Job works again', async () => {
    await pod(work)
    expect(await pod(work)).toMatchObject({ status: 0, log: expect.stringContaining('orders-29000000 has done its work already') })
    expect(times()).toBe(1)
    expect(await pod(work, api.as('orders-29000060'))).toMatchObject({ status: 0 })
    expect(times()).toBe(2)
  })

  test('a run that failed is not marked and is tried again', async () => {
    expect(await pod('exit 9')).toMatchObject({ status: 9 })
    expect(lease().metadata.annotations['cronwright.dev/last-run']).toBe('')
    expect(await pod(work)).toMatchObject({ status: 0 })
    expect(times()).toBe(1)
  })

  test('not again within a time, whoever starts it', async () => {
    await pod(work)
    expect(await pod(work, { ...api.as('by-hand'), AT_MOST_EVERY: '3600' })).toMatchObject({
      status: 0,
      log: expect.stringMatching(/the last success is \d+ seconds ago, less than 3600/),
    })
    expect(times()).toBe(1)
  })

  test.each<[luck: string, trouble: () => void, status: number, worked: number, message: string]>([
    ['another Job holds the Lease', () => hold('by-hand', 5), 75, 0, 'by-hand holds Lease orders: orders-29000000 does nothing'],
    ['a holder that died long ago', () => hold('orders-28999940', 300), 0, 1, 'orders-28999940 did not return Lease orders in its time'],
    ['an earlier pod of the same Job died', () => hold('orders-29000000', 5), 0, 1, 'orders-29000000 holds Lease orders'],
    ['another Job takes it in the same moment', () => (api.meanwhile = () => hold('by-hand', 0)), 75, 0, 'by-hand holds Lease orders'],
    [
      'another Job takes a free one in the same moment',
      () => (api.put(LEASE, { spec: {} }), (api.meanwhile = () => hold('by-hand', 0))),
      75,
      0,
      'by-hand holds Lease orders',
    ],
    ['the answer to the taking is lost', () => api.trouble('lost answer', 'PUT', LEASE), 0, 1, 'Lease orders is returned'],
    [
      'no right',
      () => api.trouble('forbidden', 'GET', LEASE, 2),
      77,
      0,
      `GET ${LEASE} is refused: User "system:serviceaccount:shop:job" cannot GET`,
    ],
    ['no right to write', () => api.trouble('forbidden', 'PUT', LEASE), 77, 0, 'is refused'],
    ['no answer', () => api.trouble('broken', 'GET', LEASE, 20), 69, 0, 'the API does not answer (code 503)'],
  ])('%s', async (_, trouble, status, worked, message) => {
    trouble()
    const { log, ...rest } = await pod(work)
    expect({ log, ...rest, times: times() }).toMatchObject({ status, times: worked, log: expect.stringContaining(message) })
    expect(log).not.toContain('a-token')
  })

  test('a lost answer to the return is recognised; a success that cannot be marked is told', async () => {
    expect(await pod(`${work}`, {})).toMatchObject({ status: 0 })
    hold('orders-29000060', 0)
    api.trouble('lost answer', 'PUT', LEASE)
    expect(await pod(work, api.as('orders-29000060'))).toMatchObject({ status: 0 })
    expect(lease().metadata.annotations['cronwright.dev/last-run']).toBe('orders-29000060')
    hold('orders-29000120', 0)
    api.trouble('forbidden', 'PUT', LEASE)
    expect(await pod(work, api.as('orders-29000120'))).toMatchObject({ status: 77 })
    hold('orders-29000180', 0)
    api.trouble('broken', 'PUT', LEASE, 9)
    expect(await pod(work, api.as('orders-29000180'))).toMatchObject({ status: 69 })
  })

  test('two Jobs at once: one works', async () => {
    const both = await Promise.all([pod(`${work}; sleep 1`), pod(`${work}; sleep 1`, api.as('by-hand'))])
    expect(both.map(({ status }) => status).sort()).toEqual([0, 75])
    expect(times()).toBe(1)
  })
})
