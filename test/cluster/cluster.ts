import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { join } from 'node:path'
import { freePort, Sandbox, until } from '../real/sandbox.ts'
import { API_SERVER } from './build-server.ts'

export interface Json {
  readonly [key: string]: unknown
}

export interface Resource extends Json {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown }
}

export interface Answer {
  readonly code: number
  readonly body: Json
}

const ADMIN = 'admin-of-this-cluster'

/** A kube-apiserver with etcd beneath it, in a folder of its own, on free ports of the loopback, with RBAC. No controller runs: what is created stays as it is. */
export class Cluster {
  readonly sandbox = new Sandbox()
  private port = 0
  private readonly kinds = new Map<string, { readonly name: string; readonly namespaced: boolean }>()

  static async start(): Promise<Cluster> {
    const cluster = new Cluster()
    await cluster.boot()
    return cluster
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`
  }

  get ca(): string {
    return join(this.sandbox.folder, 'ca.crt')
  }

  /** As the administrator, or with another token. */
  ask(method: string, path: string, body?: unknown, { type = 'application/json', token = ADMIN } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': type }) }
      const call = httpsRequest(`${this.url}${path}`, { method, headers, ca: readFileSync(this.ca) }, (response) => {
        let text = ''
        response.on('data', (data: Buffer) => (text += data.toString()))
        response.on('end', () =>
          resolve({ code: response.statusCode ?? 0, body: text.startsWith('{') ? (JSON.parse(text) as Json) : { text } }),
        )
      })
      call.on('error', reject)
      call.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  /** Server-side apply under strict validation; says what the server does not take. */
  async apply(resource: Resource, { dryRun = false } = {}): Promise<string | undefined> {
    const query = `fieldManager=cronwright&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`
    const { code, body } = await this.ask('PATCH', `${await this.pathOf(resource)}?${query}`, resource, {
      type: 'application/apply-patch+yaml',
    })
    return code < 300 ? undefined : `${resource.kind} ${resource.metadata.name}: ${code} ${String(body.message)}`
  }

  /** A folder as a pod of this account has it, and the variables that lead its scripts there. */
  async account(namespace: string, name: string, job: string, seconds = 3600): Promise<Record<string, string>> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`
    const { code, body } = await this.ask('POST', path, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: seconds },
    })
    if (code !== 201) throw new Error(`no token of ${name}: ${code} ${String(body.message)}`)
    const folder = mkdtempSync(join(this.sandbox.folder, 'account-'))
    const { token } = body.status as { token: string }
    for (const [file, text] of Object.entries({ token, namespace, 'job-name': job, 'ca.crt': readFileSync(this.ca, 'utf8') })) {
      writeFileSync(join(folder, file), text)
      this.sandbox.own(join(folder, file))
    }
    this.sandbox.own(folder)
    return { API_SERVER: this.url, ACCOUNT_DIR: folder, API_DELAY: '0' }
  }

  /** The path of an object, by what the server says of its kinds. */
  async pathOf({ apiVersion, kind, metadata }: Resource): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
    const key = `${apiVersion} ${kind}`
    if (!this.kinds.has(key)) {
      const { body } = await this.ask('GET', base)
      for (const { kind: one, name, namespaced } of (body.resources ?? []) as { kind: string; name: string; namespaced: boolean }[])
        if (!name.includes('/')) this.kinds.set(`${apiVersion} ${one}`, { name, namespaced })
    }
    const found = this.kinds.get(key)
    if (!found) throw new Error(`the server has no ${key}`)
    return `${base}${found.namespaced ? `/namespaces/${metadata.namespace}` : ''}/${found.name}/${metadata.name}`
  }

  end(): void {
    this.sandbox.end()
  }

  private async boot(): Promise<void> {
    const { sandbox } = this
    const [etcd, peers, port] = [await freePort(), await freePort(), await freePort()]
    this.port = port
    const file = (name: string): string => join(sandbox.folder, name)
    sandbox.must('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=kubernetes',
        '-addext',
        'subjectAltName=IP:127.0.0.1',
      ],
      ...['-keyout', file('key.pem'), '-out', this.ca],
    ])
    sandbox.must('sh', ['-c', 'echo "$1,admin,admin,system:masters" >"$2"', 'sh', ADMIN, file('tokens.csv')])
    sandbox.start('etcd', [
      ...[
        '--data-dir',
        sandbox.make('etcd'),
        '--listen-client-urls',
        `http://127.0.0.1:${etcd}`,
        '--advertise-client-urls',
        `http://127.0.0.1:${etcd}`,
      ],
      ...['--listen-peer-urls', `http://127.0.0.1:${peers}`, '--initial-advertise-peer-urls', `http://127.0.0.1:${peers}`],
      ...['--initial-cluster', `default=http://127.0.0.1:${peers}`, '--unsafe-no-fsync'],
    ])
    sandbox.start(
      API_SERVER,
      [
        ...['--etcd-servers', `http://127.0.0.1:${etcd}`, '--secure-port', String(port), '--bind-address', '127.0.0.1'],
        ...[
          '--advertise-address',
          '127.0.0.1',
          '--cert-dir',
          sandbox.make('certs'),
          '--tls-cert-file',
          this.ca,
          '--tls-private-key-file',
          file('key.pem'),
        ],
        ...['--service-account-issuer', 'https://kubernetes.default.svc', '--service-account-key-file', file('key.pem')],
        ...['--service-account-signing-key-file', file('key.pem'), '--token-auth-file', file('tokens.csv'), '--authorization-mode', 'RBAC'],
        ...['--service-cluster-ip-range', '10.96.0.0/24', '--endpoint-reconciler-type', 'none'],
      ],
      { ownRights: false },
    )
    await until('the start of the API server', async () => (await this.ask('GET', '/readyz').catch(() => ({ code: 0 }))).code === 200, 120)
  }
}
