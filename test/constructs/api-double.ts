import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scriptPath, type Outcome } from '../real/sandbox.ts'

export type Json = { [key: string]: unknown }

interface Trouble {
  readonly method: string
  readonly path: string
  readonly kind: 'forbidden' | 'lost answer' | 'broken'
  times: number
}

const TOKEN = 'a-token-that-no-log-shows'

/**
 * The endpoints of Kubernetes' API that the constructs' scripts call, over HTTPS with a certificate of its own. It counts versions, refuses a write on an old one (409),
 * creates a Lease by PUT, and can forbid a call (403), do it and lose the answer, or break.
 */
export class ApiDouble {
  readonly folder = mkdtempSync(join(tmpdir(), 'cronwright-api-'))
  readonly objects = new Map<string, Json>()
  /** Each call, as `GET /api/v1/…`. */
  readonly calls: string[] = []
  /** Done once, right before the next write: whoever else writes at that moment. */
  meanwhile: (() => void) | undefined
  private readonly troubles: Trouble[] = []
  private version = 100
  private server: Server | undefined

  async start(): Promise<this> {
    const [key, cert] = [join(this.folder, 'key.pem'), join(this.folder, 'ca.crt')]
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=kubernetes'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
    ])
    if (made.status !== 0) throw new Error(made.stderr.toString())
    writeFileSync(join(this.folder, 'token'), TOKEN)
    writeFileSync(join(this.folder, 'namespace'), 'shop')
    writeFileSync(join(this.folder, 'job-name'), 'orders-29000000')
    this.server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
      let body = ''
      request.on('data', (data: Buffer) => (body += data.toString()))
      request.on('end', () => this.answer(request, response, body))
    })
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve))
    return this
  }

  /** What a pod is given to reach it. */
  get env(): Record<string, string> {
    const { port } = this.server?.address() as AddressInfo
    return { API_SERVER: `https://127.0.0.1:${port}`, ACCOUNT_DIR: this.folder, API_DELAY: '0' }
  }

  put(path: string, object: Json): void {
    const metadata = (object.metadata ?? {}) as Json
    this.objects.set(path, { ...object, metadata: { ...metadata, name: path.split('/').at(-1), resourceVersion: String(++this.version) } })
  }

  trouble(kind: Trouble['kind'], method: string, path: string, times = 1): void {
    this.troubles.push({ kind, method, path, times })
  }

  /** A script that ships with the constructs, run as a container runs it while this server answers. */
  run(name: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Outcome> {
    return new Promise((resolve) => {
      const child = spawn('sh', [scriptPath(name), ...args], {
        cwd: this.folder,
        env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TMPDIR: this.folder, ...this.env, ...env },
      })
      let [stdout, log] = ['', '']
      child.stdout.on('data', (data: Buffer) => ((stdout += data.toString()), (log += data.toString())))
      child.stderr.on('data', (data: Buffer) => (log += data.toString()))
      child.on('close', (status) => resolve({ status, stdout, log }))
    })
  }

  /** Another Job's account. */
  as(jobName: string): Record<string, string> {
    const folder = mkdtempSync(join(this.folder, 'account-'))
    for (const file of ['ca.crt', 'token', 'namespace']) copyFileSync(join(this.folder, file), join(folder, file))
    writeFileSync(join(folder, 'job-name'), jobName)
    return { ACCOUNT_DIR: folder }
  }

  end(): void {
    this.server?.closeAllConnections()
    this.server?.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private answer({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const { pathname: path, searchParams } = new URL(url, 'https://double')
    this.calls.push(`${method} ${path}`)
    const trouble = this.troubles.find((one) => one.times > 0 && one.method === method && path.startsWith(one.path))
    if (trouble) trouble.times -= 1
    const [code, answer] =
      headers.authorization !== `Bearer ${TOKEN}`
        ? status(401, 'Unauthorized')
        : trouble?.kind === 'forbidden'
          ? status(403, `User "system:serviceaccount:shop:job" cannot ${method} ${path}`)
          : trouble?.kind === 'broken'
            ? status(503, 'ServiceUnavailable')
            : this.serve(method, path, body, searchParams)
    if (trouble?.kind === 'lost answer') return void response.socket?.destroy()
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  private serve(method: string, path: string, body: string, query: URLSearchParams): [number, Json] {
    if (method !== 'GET') {
      this.meanwhile?.()
      this.meanwhile = undefined
    }
    const found = this.objects.get(path)
    if (method === 'GET') return found ? [200, found] : this.list(path, query)
    if (!found && method === 'PUT' && path.includes('/leases/')) return this.write(path, JSON.parse(body) as Json, 201)
    if (!found) return status(404, 'NotFound')
    const wanted = body === '' ? {} : (JSON.parse(body) as Json)
    const metadata = (wanted.metadata ?? wanted.preconditions ?? {}) as Json
    const { uid, resourceVersion } = found.metadata as Json
    if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== resourceVersion) return status(409, 'Conflict')
    if (metadata.uid !== undefined && metadata.uid !== uid) return status(409, 'Conflict')
    if (method === 'DELETE') {
      this.objects.delete(path)
      return [200, { kind: 'Status', status: 'Success' }]
    }
    if (method === 'PUT' && metadata.resourceVersion === undefined) return status(422, 'Invalid')
    return this.write(path, method === 'PUT' ? wanted : (merge(found, wanted) as Json), 200)
  }

  private write(path: string, object: Json, code: number): [number, Json] {
    this.put(path, object)
    return [code, this.objects.get(path) as Json]
  }

  private list(path: string, query: URLSearchParams): [number, Json] {
    const items = [...this.objects].flatMap(([name, object]) => (name.startsWith(`${path}/`) ? [object] : []))
    if (items.length === 0 && !/\/(jobs|pods|persistentvolumeclaims)$/.test(path)) return status(404, 'NotFound')
    const from = Number(query.get('continue') ?? '0')
    const limit = Number(query.get('limit') ?? items.length)
    const rest = from + limit < items.length ? { continue: String(from + limit) } : {}
    // As a server does: the list says the kind, its items do not.
    const { kind = '', apiVersion = 'v1' } = items[0] ?? {}
    const page = items.slice(from, from + limit).map(({ kind: _, apiVersion: __, ...item }) => item)
    return [200, { kind: `${String(kind)}List`, apiVersion, metadata: { resourceVersion: String(this.version), ...rest }, items: page }]
  }
}

function status(code: number, message: string): [number, Json] {
  return [code, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code }]
}

/** RFC 7386, and close enough to a strategic merge where no list is touched. */
function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const result: Json = typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...(target as Json) } : {}
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete result[key]
    else result[key] = merge(result[key], value)
  return result
}
