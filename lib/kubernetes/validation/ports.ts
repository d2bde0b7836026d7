import type { JsonObject } from '../verdict.ts'
import { portName } from './names.ts'
import { numberIn, textIn, type Report } from './report.ts'

const PROTOCOLS = ['SCTP', 'TCP', 'UDP']

export function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535
}

export const PORT_RANGE = 'must be between 1 and 65535, inclusive'

export function validatePorts(ports: readonly JsonObject[], path: string, hostNetwork: boolean, report: Report): void {
  const names = new Set<string>()
  ports.forEach((port, index) => {
    const at = `${path}[${index}]`
    const name = textIn(port, 'name')
    if (name !== '') {
      const messages = portName(name)
      if (messages.length > 0) report.invalidFor(`${at}.name`, name, messages)
      else if (names.has(name)) report.duplicate(`${at}.name`, name)
      else names.add(name)
    }
    const container = numberIn(port, 'containerPort') ?? 0
    if (container === 0) report.required(`${at}.containerPort`)
    else if (!isPort(container)) report.invalid(`${at}.containerPort`, container, PORT_RANGE)
    const host = numberIn(port, 'hostPort') ?? 0
    if (host !== 0 && !isPort(host)) report.invalid(`${at}.hostPort`, host, PORT_RANGE)
    const protocol = textIn(port, 'protocol')
    if (protocol !== '') report.oneOf(`${at}.protocol`, protocol, PROTOCOLS)
    // On the node's network the port of the container is the port of the node.
    if (hostNetwork && host !== 0 && host !== container)
      report.invalid(`${at}.hostPort`, host, 'must match `containerPort` when `hostNetwork` is true')
  })
}
