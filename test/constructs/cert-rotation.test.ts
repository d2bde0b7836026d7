import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scriptPath } from '../real/sandbox.ts'
import { describeWith } from '../real/tools.ts'
import { ApiDouble, type Json } from './api-double.ts'

const SECRETS = '/api/v1/namespaces/shop/secrets'
const DEPLOYMENTS = '/apis/apps/v1/namespaces/shop/deployments'

describeWith(['openssl', 'curl'], 'rotation of certificates', () => {
  let api: ApiDouble
  let work: string
  let env: Record<string, string>
  let signer: readonly string[]
  const openssl = (...args: string[]): string =>
    execFileSync('openssl', args, { cwd: api.folder, stdio: ['pipe', 'pipe', 'pipe'] }).toString()
  const secret = (name: string): { metadata: { annotations?: Json }; data: Record<string, string> } =>
    api.objects.get(`${SECRETS}/${name}`) as never
  const certificate = (name: string): string => Buffer.from(secret(name).data['tls.crt'], 'base64').toString()
  const restarted = (name: string): unknown =>
    (api.objects.get(`${DEPLOYMENTS}/${name}`) as { spec: { template: { metadata: Json } } }).spec.template.metadata.annotations

  function issue(name: string, days: number): void {
    openssl(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      `/O=Example/CN=${name}`,
      '-addext',
      `subjectAltName=DNS:${name}.shop.svc`,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca/tls.crt',
      '-CAkey',
      'ca/tls.key',
      '-days',
      String(days),
      '-copy_extensions',
      'copy',
      '-out',
      `${name}.crt`,
    )
    const data = Object.fromEntries(
      ['crt', 'key'].map((part) => [`tls.${part}`, readFileSync(join(api.folder, `${name}.${part}`)).toString('base64')]),
    )
    api.put(`${SECRETS}/${name}`, {
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      data: { ...data, other: 'a2VwdA==' },
      metadata: { labels: { kept: 'yes' } },
    })
  }

  beforeEach(async () => {
    api = await new ApiDouble().start()
    work = join(api.folder, 'work')
    mkdirSync(join(api.folder, 'ca'))
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3000',
      '-subj',
      '/CN=authority',
      '-keyout',
      'ca/tls.key',
      '-out',
      'ca/tls.crt',
    )
    issue('near', 10)
    issue('far', 200)
    for (const name of ['shop', 'till'])
      api.put(`${DEPLOYMENTS}/${name}`, { kind: 'Deployment', spec: { replicas: 2, template: { metadata: {} } } })
    env = {
      SECRETS: 'near far',
      RESTART: 'near:shop far:till',
      WORK_DIR: work,
      RENEW_BEFORE_DAYS: '30',
      CA_DIR: join(api.folder, 'ca'),
      VALID_DAYS: '90',
    }
    signer = ['sh', scriptPath('sign-certificate.sh')]
  })
  afterEach(() => api.end())

  /** The three steps, as the pod runs them: each only when the one before has succeeded. */
  async function rotate(own: Record<string, string> = {}, program = signer): Promise<{ status: number | null; log: string }> {
    let whole = ''
    mkdirSync(work, { recursive: true })
    for (const [script, args] of [
      ['fetch-certificates.sh', []],
      ['renew-certificates.sh', program],
      ['update-certificates.sh', []],
    ] as const) {
      const { status, log } = await api.run(script, { ...env, ...own }, args)
      whole += log
      if (status !== 0) return { status, log: whole }
    }
    return { status: 0, log: whole }
  }

  test('near its end it is renewed and its Deployment restarted; far from it nothing is touched', async () => {
    const before = { near: certificate('near'), key: secret('near').data['tls.key'], far: structuredClone(secret('far')) }
    const { status, log } = await rotate()
    expect({ status, log }).toMatchObject({ status: 0, log: expect.stringMatching(/far lasts until .*: left alone/) })
    expect(certificate('near')).not.toBe(before.near)
    expect(secret('near').data['tls.key']).not.toBe(before.key)
    expect(secret('near')).toMatchObject({ data: { other: 'a2VwdA==' }, metadata: { labels: { kept: 'yes' } } })
    expect(secret('far')).toEqual(before.far)
    writeFileSync(join(api.folder, 'new.crt'), certificate('near'))
    expect(openssl('verify', '-CAfile', 'ca/tls.crt', 'new.crt')).toContain('OK')
    expect(openssl('x509', '-in', 'new.crt', '-noout', '-subject', '-ext', 'subjectAltName')).toMatch(
      /CN ?= ?near[\s\S]*DNS:near\.shop\.svc/,
    )
    expect(restarted('shop')).toEqual({ 'cronwright.dev/certificate.near': expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect(restarted('till')).toBeUndefined()
    expect(secret('near').metadata.annotations).toEqual({})
    // A second run finds nothing to do.
    api.calls.length = 0
    expect(await rotate()).toMatchObject({ status: 0 })
    expect(api.calls.filter((call) => !call.startsWith('GET'))).toEqual([])
    expect(log).not.toContain('PRIVATE')
    expect(log).not.toContain('a-token')
  })

  test.each<[luck: string, trouble: () => void, status: number, message: RegExp]>([
    [
      'no right to read',
      () => api.trouble('forbidden', 'GET', `${SECRETS}/far`),
      77,
      /GET .*secrets\/far is refused: User "system:serviceaccount:shop:job" cannot GET/,
    ],
    ['no right to write', () => api.trouble('forbidden', 'PATCH', SECRETS), 77, /PATCH .*secrets\/near is refused/],
    ['a Secret that is not there', () => api.objects.delete(`${SECRETS}/near`), 1, /Secret near: code 404/],
    ['a server that does not answer', () => api.trouble('broken', 'GET', SECRETS, 9), 69, /the API does not answer \(code 503\)/],
    [
      'somebody else renews it meanwhile',
      () => (api.meanwhile = () => issue('near', 300)),
      75,
      /was changed by somebody else meanwhile: theirs is kept/,
    ],
  ])('%s: a clear message and a code, nothing lost', async (_, trouble, code, message) => {
    const far = structuredClone(secret('far'))
    trouble()
    expect(await rotate()).toMatchObject({ status: code, log: expect.stringMatching(message) })
    expect(secret('far')).toEqual(far)
    expect(restarted('shop')).toBeUndefined()
  })

  test('a lost answer is no failure: what was written is recognised', async () => {
    api.trouble('lost answer', 'PATCH', `${SECRETS}/near`)
    expect(await rotate()).toMatchObject({ status: 0, log: expect.stringContaining('Deployment shop is restarted') })
  })

  test('a restart that was not reached is made up for by the next run', async () => {
    api.trouble('forbidden', 'PATCH', DEPLOYMENTS)
    expect(await rotate()).toMatchObject({ status: 77 })
    const renewed = certificate('near')
    expect(await rotate()).toMatchObject({ status: 0, log: expect.stringContaining('Deployment shop is restarted') })
    expect(certificate('near')).toBe(renewed)
    expect(secret('near').metadata.annotations).toEqual({})
  })

  test.each<[program: string, message: string]>([
    ['exit 3', 'the new one was not made: code 3'],
    ['echo rubbish >"$NEW_CERT"', 'the new one is no certificate'],
    [
      'cp "$OLD_CERT" "$NEW_CERT"; openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$NEW_KEY"',
      'the new one does not belong to its key',
    ],
    [
      'cp "$OLD_CERT" "$NEW_CERT"; cp ../near.key "$NEW_KEY" 2>/dev/null || cp near.key "$NEW_KEY"',
      'the new one would be due again at once',
    ],
    [
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj /CN=wrong -keyout "$NEW_KEY" -out "$NEW_CERT" 2>/dev/null',
      'the new one is for other names',
    ],
  ])('a bad renewal (%s) leaves the old certificate, and another Secret is renewed all the same', async (program, message) => {
    issue('second', 5)
    const before = certificate('near')
    const only = ['sh', '-c', `if [ "$SECRET" = near ]; then ${program}; else sh "${scriptPath('sign-certificate.sh')}"; fi`]
    const second = certificate('second')
    const { status, log } = await rotate({ SECRETS: 'near second' }, only)
    expect({ status, log }).toMatchObject({ status: 1, log: expect.stringContaining(`Secret near keeps its certificate: ${message}`) })
    expect(certificate('near')).toBe(before)
    expect(certificate('second')).not.toBe(second)
  })

  test('an authority that ends too soon signs nothing', async () => {
    expect(await rotate({ VALID_DAYS: '9000' })).toMatchObject({
      status: 1,
      log: expect.stringContaining('the authority expires before 9000 days are over'),
    })
    expect(readdirSync(work)).toContain('failed')
  })
})
