import type { Cluster } from './cluster.ts'
import { clustersOf, type FileFacts } from './clusters.ts'
import { readWorkload } from './read-workload.ts'
import { reduceObject } from './reduce-object.ts'
import type { ObjectReference } from './workload.ts'
import { readManifestFile, toKnownValue, type Manifest } from '../manifest/index.ts'

/** The clusters that these files make, without judging anything in them. */
export function readClusters(
  files: Iterable<{ readonly path: string; readonly text: string }>,
  globs?: Readonly<Record<string, readonly string[]>>,
  markdown = false,
): readonly Cluster[] {
  return clustersOf(
    [...files].map((file) => factsOf(file, markdown)),
    globs,
    true,
  )
}

function factsOf({ path, text }: { readonly path: string; readonly text: string }, markdown: boolean): FileFacts {
  const workloads = []
  const objects = []
  for (const manifest of readManifestFile({ path, text }, { markdown }).manifests) {
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
