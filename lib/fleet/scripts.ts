import { expandReferences, findShell, programOf, scriptOfFile, undoubleBraced, type Script } from '../script/index.ts'
import type { Cluster } from './cluster.ts'
import { mappingOf, textOf } from './value.ts'
import type { Container, ObjectReference, Workload } from './workload.ts'

/** Shell text that a workload of the cluster runs: in its own manifest, or in a ConfigMap that it mounts. */
export interface FleetScript extends Script {
  /** The object that holds the text. */
  readonly object: ObjectReference
  readonly workload: Workload
  /** The container whose command line holds it; absent for a ConfigMap. */
  readonly container?: Container
  /** Another script reads it with `.`: it runs under that one's options. */
  readonly sourced: boolean
}

const memo = new WeakMap<Cluster, readonly FleetScript[]>()

/** Every script of the cluster, each ConfigMap entry once. */
export function scriptsOf(cluster: Cluster): readonly FleetScript[] {
  const known = memo.get(cluster)
  if (known) return known
  const mounted = new Map<string, Workload>()
  const scripts = cluster.workloads.flatMap((workload) => {
    for (const name of configMapsOf(workload)) mounted.set(name, mounted.get(name) ?? workload)
    return inlineScripts(workload)
  })
  const found = [...scripts, ...configMapScripts(cluster, mounted)]
  memo.set(cluster, found)
  return found
}

/** Scripts after `sh -c` in the workload's own containers. */
export function inlineScripts(workload: Workload): readonly FleetScript[] {
  const { initContainers, containers } = workload.job.pod
  return [...initContainers, ...containers].flatMap((container) => {
    const call = findShell(container)
    if (!call?.script) return []
    const { path, text } = call.script
    return [{ path, text, shell: call.shell, options: call.options, object: workload.object, workload, container, sourced: false }]
  })
}

/** The text as the shell gets it. Values that come from a Secret or ConfigMap are words of the same meaning to a shell. */
export function expandedFor({ text, container }: FleetScript): ReturnType<typeof expandReferences> {
  const undoubled = undoubleBraced(text)
  if (!container) return undoubled
  const values = new Map<string, string>()
  for (const { name, value } of container.env) {
    if (name !== undefined)
      values.set(name, value === undefined ? `value-of-${name}` : expandReferences(value, (other) => values.get(other)).text)
  }
  const expanded = expandReferences(undoubled.text, (name) => values.get(name))
  return { text: expanded.text, origin: (offset) => undoubled.origin(expanded.origin(offset)) }
}

function configMapsOf({ namespace = '', job }: Workload): readonly string[] {
  return job.pod.volumes.flatMap(({ configMapName, value }) => {
    const projected = mappingOf(value.projected).sources
    const sources = Array.isArray(projected) ? projected.map((source) => textOf(mappingOf(mappingOf(source).configMap).name)) : []
    return [configMapName, ...sources].filter((name) => name !== undefined).map((name) => `${namespace}/${name}`)
  })
}

const SOURCED = /(?:^|[\s;&|])(?:\.|source)\s+[^\n;]*?([\w.-]+\.(?:sh|bash))\b/g

function configMapScripts(cluster: Cluster, mounted: ReadonlyMap<string, Workload>): readonly FleetScript[] {
  const found = cluster.objects.flatMap(({ object, value }) => {
    if (object.kind !== 'ConfigMap') return []
    const workload = mounted.get(`${object.namespace ?? ''}/${object.name ?? ''}`)
    if (!workload) return []
    return Object.entries(mappingOf(value.data)).flatMap(([name, text]) => {
      const script = typeof text === 'string' ? scriptOfFile(`data[${name}]`, name, text) : undefined
      return script ? [{ ...script, options: new Set([...script.options, ...givenOptions(workload, name)]), object, workload, name }] : []
    })
  })
  const sourced = new Set(found.flatMap(({ text }) => [...text.matchAll(SOURCED)].map(([, name]) => name)))
  return found.map(({ name, ...script }) => ({ ...script, sourced: sourced.has(name) }))
}

/** `bash -e /scripts/run.sh` gives the file its options. */
function givenOptions({ job: { pod } }: Workload, name: string): readonly string[] {
  return [...pod.initContainers, ...pod.containers].flatMap((container) => {
    const call = findShell(container)
    return call?.file && programOf(call.file.text) === name ? [...call.options] : []
  })
}
