import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Notify, SecretSource, type EmailProps } from '../../lib/constructs/index.ts'
import { freePort, scriptPath } from '../real/sandbox.ts'
import { describeWith } from '../real/tools.ts'
import { SmtpReceiver } from './smtp-receiver.ts'

interface Outcome {
  readonly status: number | null
  readonly log: string
}

const folder = mkdtempSync(join(tmpdir(), 'cronwright-notify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The Secrets of these tests. */
const SECRETS: Readonly<Record<string, string>> = { username: 'jobs', password: 'pass"word\\with $signs' }

/** The variables of the container, with the Secrets that the kubelet would put in. */
function environment(notify: Notify, prefix: 'ON_FAILURE' | 'ON_SUCCESS', url?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(notify.env(prefix)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace('smtp.example.com', '127.0.0.1') : (SECRETS[value.key] ?? url ?? ''),
    ]),
  )
}

/** The report of a job whose step ended with this code. */
function report(env: Record<string, string>, code = 3): Promise<Outcome> {
  const state = mkdtempSync(join(folder, 'state-'))
  writeFileSync(join(state, 'status'), `${code}\n`)
  writeFileSync(join(state, 'step'), 'load\n')
  return new Promise((resolve) => {
    const child = spawn('sh', [scriptPath('report-outcome.sh')], {
      env: { PATH: process.env.PATH, STATE_DIR: state, TMPDIR: state, JOB_NAME: 'orders-backup', ...env },
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (log += data.toString()))
    child.on('close', (status) => resolve({ status, log }))
  })
}

/** Texts that break what is put together carelessly. */
const NASTY = [
  'plain',
  'say "hello"',
  'back\\slash',
  'two\nlines',
  'a\ttab',
  "it's $HOME `id` %s %n",
  'Grüße 🎉',
  '</script>&amp;',
  '\u0007bell',
]

describeWith(['curl'], 'a report by HTTP', () => {
  const requests: { readonly type: string | undefined; readonly body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString()))
    request.on('end', () => {
      requests.push({ type: request.headers['content-type'], body })
      response.end('ok')
    })
  })
  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/T0/secret-path`
  })
  afterAll(() => server.close())
  const key = SecretSource.existing('slack').key('url')

  test.each(NASTY)('Slack gets the note %j whole', async (note) => {
    requests.length = 0
    expect(await report(environment(Notify.slack(key, { note }), 'ON_FAILURE', url))).toMatchObject({ status: 3 })
    expect(requests.map(({ type, body }) => [type, JSON.parse(body)])).toEqual([
      ['application/json', { text: `orders-backup failed with code 3 in step load\n${note.replace('\u0007', '')}` }],
    ])
  })

  test('a webhook gets the fields', async () => {
    requests.length = 0
    expect(await report(environment(Notify.webhook(key, { note: 'a "b"' }), 'ON_FAILURE', url))).toMatchObject({ status: 3 })
    expect(JSON.parse(requests[0].body)).toEqual({
      job: 'orders-backup',
      status: 'failed',
      code: 3,
      step: 'load',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      note: 'a "b"',
    })
  })

  test('failure and success go to whom each is for, in their own form', async () => {
    requests.length = 0
    const env = { ...environment(Notify.slack(key), 'ON_FAILURE', url), ...environment(Notify.webhook(key), 'ON_SUCCESS', url) }
    expect(await report(env, 0)).toMatchObject({ status: 0 })
    expect(JSON.parse(requests[0].body)).toMatchObject({ status: 'succeeded', code: 0 })
    expect(await report({ ...env, ON_SUCCESS_URL: '' }, 0)).toMatchObject({ status: 0 })
    expect(requests).toHaveLength(1)
  })

  test('a Secret that ends in a line break is the address without it', async () => {
    requests.length = 0
    expect(await report(environment(Notify.slack(key), 'ON_FAILURE', `${url}\n`))).toMatchObject({ status: 3 })
    expect(requests).toHaveLength(1)
  })

  test('a receiver that is gone: told in the log without the address, and the code stays', async () => {
    const { status, log } = await report(
      environment(Notify.slack(key), 'ON_FAILURE', `http://127.0.0.1:${await freePort()}/T0/secret-path`),
    )
    expect(status).toBe(3)
    expect(log).toContain('could not be delivered')
    expect(log).not.toContain('secret-path')
  })
})

describeWith(['curl', 'openssl'], 'a report by e-mail', () => {
  const mail: EmailProps = { server: 'smtp.example.com', from: 'jobs@example.com', to: ['ops@example.com', 'shop@example.com'] }
  const tls = (): { readonly key: Buffer; readonly cert: Buffer } => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    mkdirSync(folder, { recursive: true })
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=receiver'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
    ])
    if (made.status !== 0) throw new Error(made.stderr.toString())
    return { key: readFileSync(key), cert: readFileSync(cert) }
  }
  const trusted = { CURL_CA_BUNDLE: join(folder, 'cert.pem') }

  test.each(NASTY)('the note %j arrives', async (note) => {
    const receiver = await new SmtpReceiver().start()
    const env = environment(Notify.email({ ...mail, port: receiver.port, security: 'none', note }), 'ON_FAILURE')
    expect(await report(env)).toMatchObject({ status: 3, log: expect.stringContaining('reported') })
    receiver.close()
    expect(receiver.mails).toHaveLength(1)
    const [{ from, to, text }] = receiver.mails
    expect([from, ...to]).toEqual(['FROM:<jobs@example.com>', 'TO:<ops@example.com>', 'TO:<shop@example.com>'])
    const [head, ...body] = text.split('\n\n')
    expect(head.split('\n').map((line) => line.replace(/:.*/, ''))).toEqual([
      ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
    ])
    expect(head).toContain('Subject: orders-backup failed with code 3 in step load\n')
    expect(body.join('\n\n')).toContain(`\n\n${note}\n`)
  })

  test.each<[security: 'tls' | 'starttls']>([['tls'], ['starttls']])('by %s, with a password', async (security) => {
    const receiver = await new SmtpReceiver({ tls: tls(), implicit: security === 'tls', password: SECRETS.password }).start()
    const env = environment(
      Notify.email({ ...mail, port: receiver.port, security, credentials: SecretSource.existing('smtp') }),
      'ON_FAILURE',
    )
    const { status, log } = await report({ ...env, ...trusted })
    receiver.close()
    expect(status).toBe(3)
    expect(log).not.toContain(SECRETS.password)
    expect(receiver.mails).toMatchObject([{ login: `jobs ${SECRETS.password}`, encrypted: true }])
  })

  test('a server that offers no encryption gets neither mail nor password', async () => {
    const receiver = await new SmtpReceiver().start()
    const env = environment(Notify.email({ ...mail, port: receiver.port, credentials: SecretSource.existing('smtp') }), 'ON_FAILURE')
    expect(await report(env)).toMatchObject({ status: 3, log: expect.stringContaining('could not be delivered') })
    receiver.close()
    expect(receiver.mails).toEqual([])
  })

  test('a wrong password: told in the log, without it', async () => {
    const receiver = await new SmtpReceiver({ tls: tls(), implicit: true, password: 'another' }).start()
    const env = environment(
      Notify.email({ ...mail, port: receiver.port, security: 'tls', credentials: SecretSource.existing('smtp') }),
      'ON_FAILURE',
    )
    const { status, log } = await report({ ...env, ...trusted })
    receiver.close()
    expect(status).toBe(3)
    expect(log).toContain('could not be delivered')
    expect(log).not.toContain(SECRETS.password)
  })
})
