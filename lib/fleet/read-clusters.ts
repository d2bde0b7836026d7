import type { Cluster } from './cluster.ts'
import { clustersOf, type FileFacts } from './clusters.ts'
import { readWorkload } from './read-workload.ts'
import { reduceObject } from './reduce-object.ts'
import type { ObjectReference } from './workload.ts'
import { readManifestFile, toKnownValue, type Manifest } from '../manifest/index.ts'

interface Unreadable {
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

export interface ReadFleet {
  readonly clusters: readonly Cluster[]
  /** Documents that do not parse: nobody knows what is in them. */
  readonly unreadable: readonly Unreadable[]
}

interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The clusters that these files make, without judging anything in them. */
export function readClusters(
  files: Iterable<SourceFile>,
  globs?: Readonly<Record<string, readonly string[]>>,
  markdown = false,
): readonly Cluster[] {
  return readFleet(files, globs, markdown).clusters
}

/** The same, and what could not be read. A tree lives as long as its facts are taken. */
export function readFleet(
  files: Iterable<SourceFile>,
  globs?: Readonly<Record<string, readonly string[]>>,
  markdown = false,
  /** The path to which globs are relative; the file's own without it. */
  globPath?: (path: string) => string,
): ReadFleet {
  const facts: FileFacts[] = []
  const unreadable: Unreadable[] = []
  for (const { path, text } of files) {
    const { manifests, broken } = readManifestFile({ path, text }, { markdown })
    facts.push(factsOf(path, text, manifests))
    for (const { start, message } of broken) unreadable.push({ path, line: text.slice(0, start).split('\n').length, message })
  }
  return { clusters: clustersOf(facts, globs, true, globPath), unreadable }
}

function factsOf(path: string, text: string, manifests: readonly Manifest[]): FileFacts {
  const workloads = []
  const objects = []
  for (const manifest of manifests) {
    if (manifest.shape === 'json-patch' || manifest.shape === 'delete-patch') continue
    const value = toKnownValue(manifest, text)
    const object = referenceOf(path, manifest)
    const workload = readWorkload(value, { object, partial: manifest.shape === 'patch', comments: [] })
    const other = workload ? undefined : reduceObject(value, object)
    if (workload) workloads.push(workload)
    else if (other) objects.push(other)
  }
  return { path, workloads, objects }
}

function referenceOf(file: string, { document, item, apiVersion, kind, namespace, name }: Manifest): ObjectReference {
  return {
    file,
    document,
    ...(item === undefined ? {} : { item }),
    apiVersion: apiVersion ?? '',
    kind: kind ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  }
}
