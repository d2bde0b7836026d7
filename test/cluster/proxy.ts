import { readFileSync } from 'node:fs'
import { createServer, request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'

/** Stands between a script and the API server: loses the answer to a call that was done, and lets somebody else act right before one. */
export class Proxy {
  /** The method whose next answer is lost. */
  loses: string | undefined
  /** Done once, before the next call that writes. */
  meanwhile: (() => Promise<unknown>) | undefined

  private readonly server

  constructor(cluster: Cluster) {
    const [cert, key] = [readFileSync(cluster.ca), readFileSync(join(cluster.sandbox.folder, 'key.pem'))]
    this.server = createServer({ cert, key }, (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (data: Buffer) => chunks.push(data))
      request.on('end', () => void this.forward().then(() => call.end(Buffer.concat(chunks))))
      const call = httpsRequest(
        `${cluster.url}${request.url}`,
        { method: request.method, headers: request.headers, ca: cert },
        (answer) => {
          if (this.loses === request.method) {
            this.loses = undefined
            answer.resume().on('end', () => response.socket?.destroy())
            return
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        },
      )
      call.on('error', () => response.socket?.destroy())
      if (request.method !== 'GET') this.writes = true
    })
  }

  private writes = false

  private async forward(): Promise<void> {
    if (!this.writes) return
    this.writes = false
    const act = this.meanwhile
    this.meanwhile = undefined
    await act?.()
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  end(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}
