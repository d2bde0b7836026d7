import type { JsonObject } from '../verdict.ts'
import { portName } from './names.ts'
import { isPort, PORT_RANGE } from './ports.ts'
import { listIn, numberIn, objectIn, textIn, textsIn, type Report } from './report.ts'

const SCHEMES = ['HTTP', 'HTTPS']
const DEFAULT_GRACE_SECONDS = 30

export function validateLifecycle(lifecycle: JsonObject | undefined, path: string, pod: JsonObject, report: Report): void {
  if (!lifecycle) return
  const grace = numberIn(pod, 'terminationGracePeriodSeconds') ?? DEFAULT_GRACE_SECONDS
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = objectIn(lifecycle, hook)
    if (handler) validateHandler(handler, `${path}.${hook}`, ['exec', 'httpGet', 'tcpSocket', 'sleep'], report, grace)
  }
}

type Kind = 'exec' | 'httpGet' | 'tcpSocket' | 'grpc' | 'sleep'

/** Exactly one way to ask or to act. */
export function validateHandler(
  handler: JsonObject,
  path: string,
  kinds: readonly Kind[],
  report: Report,
  grace = DEFAULT_GRACE_SECONDS,
): void {
  let first: Kind | undefined
  for (const kind of kinds) {
    // Dropped while its gate was off.
    if (kind === 'sleep' && report.minor < 30) continue
    const action = objectIn(handler, kind)
    if (!action) continue
    if (first !== undefined) {
      report.forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type')
      continue
    }
    first = kind
    validateAction(kind, action, `${path}.${kind}`, report, grace)
  }
  if (first === undefined) report.required(path, 'must specify a handler type')
}

function validateAction(kind: Kind, action: JsonObject, path: string, report: Report, grace: number): void {
  switch (kind) {
    case 'exec':
      if (textsIn(action, 'command').length === 0) report.required(`${path}.command`)
      return
    case 'httpGet': {
      validatePort(action, path, report)
      const scheme = textIn(action, 'scheme')
      if (scheme !== '') report.oneOf(`${path}.scheme`, scheme, SCHEMES)
      listIn(action, 'httpHeaders').forEach((header) => {
        if (!/^[-A-Za-z0-9]+$/.test(textIn(header, 'name')))
          report.invalid(
            `${path}.httpHeaders`,
            textIn(header, 'name'),
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name')",
          )
      })
      return
    }
    case 'tcpSocket':
      validatePort(action, path, report)
      return
    case 'grpc': {
      const port = numberIn(action, 'port') ?? 0
      if (!isPort(port)) report.invalid(`${path}.port`, port, PORT_RANGE)
      return
    }
    case 'sleep': {
      const seconds = numberIn(action, 'seconds') ?? 0
      // A sleep of nothing is allowed since 1.33.
      if (seconds < 0 || seconds > grace || (seconds === 0 && report.minor < 33))
        report.invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`)
    }
  }
}

function validatePort(action: JsonObject, path: string, report: Report): void {
  const { port } = action
  if (typeof port === 'string') report.invalidFor(`${path}.port`, port, portName(port))
  else if (!isPort(Number(port ?? 0))) report.invalid(`${path}.port`, port ?? 0, PORT_RANGE)
}
