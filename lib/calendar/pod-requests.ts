import type { Container, PodSpec } from '../fleet/index.ts'
import { quantityValue, type Json, type JsonObject } from '../kubernetes/index.ts'

export interface Requests {
  /** Cores. */
  readonly cpu: number
  /** Bytes. */
  readonly memory: number
}

const NONE: Requests = { cpu: 0, memory: 0 }

/**
 * What the scheduler reserves for a pod: containers and sidecars together, or the neediest init container with the sidecars that started before it, whichever is
 * more; a request of the pod itself takes the place of both; the overhead of its runtime is added. A limit without a request is the request.
 */
export function podRequests({ initContainers, containers, value }: PodSpec): Requests {
  let sidecars = NONE
  let starting = NONE
  for (const container of initContainers) {
    const own = containerRequests(container)
    if (container.sidecar) {
      sidecars = sum(sidecars, own)
      starting = most(starting, sidecars)
    } else starting = most(starting, sum(sidecars, own))
  }
  const needed = most(starting, containers.map(containerRequests).reduce(sum, sidecars))
  const pod = asked(mapping(value.resources))
  return sum({ cpu: pod.cpu ?? needed.cpu, memory: pod.memory ?? needed.memory }, read(mapping(value.overhead)))
}

function containerRequests({ resources = {} }: Container): Requests {
  const { cpu = 0, memory = 0 } = asked(resources)
  return { cpu, memory }
}

function asked(resources: JsonObject): { readonly cpu?: number; readonly memory?: number } {
  return { ...known(mapping(resources.limits)), ...known(mapping(resources.requests)) }
}

function known(list: JsonObject): { readonly cpu?: number; readonly memory?: number } {
  const cpu = amount(list.cpu)
  const memory = amount(list.memory)
  return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) }
}

function read(list: JsonObject): Requests {
  const { cpu = 0, memory = 0 } = known(list)
  return { cpu, memory }
}

function amount(value: Json | undefined): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const quantity = quantityValue(String(value))
  return quantity !== undefined && quantity >= 0 ? quantity : undefined
}

function mapping(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

function sum(a: Requests, b: Requests): Requests {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory }
}

function most(a: Requests, b: Requests): Requests {
  return { cpu: Math.max(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory) }
}
