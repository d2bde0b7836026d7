import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeWith } from '../real/tools.ts'
import { ApiDouble, type Json } from './api-double.ts'

const JOBS = '/apis/batch/v1/namespaces/shop/jobs'
const CLAIMS = '/api/v1/namespaces/shop/persistentvolumeclaims'
const APPS = '/apis/apps/v1/namespaces/shop'
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, '')

describeWith(['openssl', 'curl', 'jq'], 'clean-up of Jobs and claims', () => {
  let api: ApiDouble
  beforeEach(async () => {
    api = await new ApiDouble().start()
  })
  afterEach(() => api.end())
  const left = (path: string): string[] =>
    [...api.objects.keys()].filter((key) => key.startsWith(`${path}/`)).map((key) => key.split('/').at(-1) as string)
  const job = (name: string, type: string, secondsAgo: number, metadata: Json = {}): void =>
    api.put(`${JOBS}/${name}`, {
      metadata: { uid: `uid-${name}`, ...metadata },
      status: { conditions: [{ type, status: 'True', lastTransitionTime: ago(secondsAgo) }] },
    })
  const claim = (name: string, metadata: Json = {}): void => api.put(`${CLAIMS}/${name}`, { metadata: { uid: `uid-${name}`, ...metadata } })
  const mounting = (name: string): Json => ({ spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }] } })
  const unused = (seconds: number): Json => ({
    annotations: { 'cronwright.dev/unused-since': String(Math.floor(Date.now() / 1000) - seconds) },
  })

  function jobs(): void {
    job('old', 'Complete', 9000)
    job('old-failed', 'Failed', 9000)
    job('fresh', 'Complete', 60)
    job('running', 'Suspended', 9000)
    job('of-a-cronjob', 'Complete', 9000, { ownerReferences: [{ kind: 'CronJob' }] })
  }

  test('Jobs that ended long ago go; fresh, running and owned ones stay', async () => {
    jobs()
    expect(await api.run('clean-jobs.sh', { MAX_AGE_SECONDS: '3600', DRY_RUN: '1' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('would delete Job old: Complete since'),
    })
    expect(left(JOBS)).toHaveLength(5)
    expect(await api.run('clean-jobs.sh', { MAX_AGE_SECONDS: '3600' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('2 of 5 Jobs ended'),
    })
    expect(left(JOBS)).toEqual(['fresh', 'running', 'of-a-cronjob'])
  })

  test('every page of a long list is read', async () => {
    for (let index = 0; index < 1100; index++) job(`old-${index}`, 'Complete', index < 1099 ? 60 : 9000)
    expect(await api.run('clean-jobs.sh', { MAX_AGE_SECONDS: '3600' })).toMatchObject({
      status: 0,
      log: expect.stringContaining('deleted Job old-1099'),
    })
    expect(left(JOBS)).toHaveLength(1099)
  })

  test.each<[luck: string, trouble: () => void, status: number, message: string]>([
    ['no right to list', () => api.trouble('forbidden', 'GET', JOBS), 77, 'cannot GET'],
    ['no right to delete', () => api.trouble('forbidden', 'DELETE', JOBS), 77, 'cannot DELETE'],
    ['no answer', () => api.trouble('broken', 'GET', JOBS, 9), 69, 'the API does not answer'],
    ['a lost answer', () => api.trouble('lost answer', 'DELETE', JOBS), 0, 'Job old is gone already'],
    [
      'a new Job of the same name',
      () => (api.meanwhile = () => job('old', 'Suspended', 0, { uid: 'another' })),
      0,
      'Job old is gone already',
    ],
  ])('Jobs, %s', async (_, trouble, code, message) => {
    jobs()
    trouble()
    const { status, log } = await api.run('clean-jobs.sh', { MAX_AGE_SECONDS: '3600' })
    expect({ status, log }).toMatchObject({ status: code, log: expect.stringContaining(message) })
    expect(log).not.toContain('a-token')
    expect(left(JOBS)).toContain('fresh')
    if (message.includes('gone') && _.startsWith('a new')) expect(left(JOBS)).toContain('old')
  })

  function namespace(): void {
    for (const kind of ['deployments', 'statefulsets', 'daemonsets', 'replicasets']) api.put(`${APPS}/${kind}/none`, { spec: {} })
    api.put('/apis/batch/v1/namespaces/shop/cronjobs/nightly', { spec: { jobTemplate: { spec: { template: mounting('of-cronjob') } } } })
    api.put('/api/v1/namespaces/shop/pods/web-1', mounting('of-pod'))
    api.put(`${APPS}/statefulsets/db`, { spec: { replicas: 1, volumeClaimTemplates: [{ metadata: { name: 'data' } }] } })
    for (const name of ['of-pod', 'of-cronjob', 'data-db-3', 'data-db-x']) claim(name)
    claim('owned', { ownerReferences: [{ kind: 'Pod' }], ...unused(999_999) })
    claim('kept', { annotations: { 'cronwright.dev/keep': 'yes', 'cronwright.dev/unused-since': '5' } })
    claim('new')
    claim('waiting', unused(600))
    claim('gone', unused(99_999))
  }
  const clean = (own: Record<string, string> = { DRY_RUN: '0' }) => api.run('clean-claims.sh', { MAX_AGE_SECONDS: '3600', ...own })

  test('a dry run, the default, only tells', async () => {
    namespace()
    const { status, log } = await clean({})
    expect(status).toBe(0)
    expect(log.match(/claim \S+ is used by nobody/g)).toEqual(
      ['data-db-x', 'new', 'waiting', 'gone'].map((name) => `claim ${name} is used by nobody`),
    )
    expect(api.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
  })

  test('unused claims are noted first and deleted when their time is over; used, owned and kept ones stay', async () => {
    namespace()
    claim('of-pod', unused(99_999))
    expect(await clean()).toMatchObject({ status: 0, log: expect.stringContaining('claim of-pod is used again') })
    expect(left(CLAIMS).sort()).toEqual(['data-db-3', 'data-db-x', 'kept', 'new', 'of-cronjob', 'of-pod', 'owned', 'waiting'])
    const noted = (name: string): unknown =>
      (api.objects.get(`${CLAIMS}/${name}`) as { metadata: { annotations?: Json } }).metadata.annotations?.['cronwright.dev/unused-since']
    expect(noted('new')).toMatch(/^\d{10}$/)
    expect(noted('of-pod')).toBeUndefined()
    expect(noted('of-cronjob')).toBeUndefined()
  })

  test.each<[luck: string, trouble: () => void, status: number, message: string]>([
    [
      'a list of users that may not be read',
      () => api.trouble('forbidden', 'GET', `${APPS}/statefulsets`),
      77,
      'statefulsets?limit=500 is refused',
    ],
    ['a list of users that is not there', () => api.objects.delete(`${APPS}/daemonsets/none`), 1, 'daemonsets cannot be listed: code 404'],
    [
      'a claim that changes meanwhile',
      () => (api.meanwhile = () => ['gone', 'new', 'data-db-x'].map((name) => claim(name, unused(99_999)))),
      0,
      'claim gone has changed meanwhile',
    ],
  ])('claims, %s: none is deleted', async (_, trouble, code, message) => {
    namespace()
    trouble()
    const { status, log } = await clean()
    expect({ status, log }).toMatchObject({ status: code, log: expect.stringContaining(message) })
    expect(left(CLAIMS)).toContain('gone')
  })
})
