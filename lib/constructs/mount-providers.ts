import type { JobContainer } from './container-spec.ts'
import type { PodParts, Volumes } from './mount-scripts.ts'

/** Mounts the volumes of the Secrets Store CSI driver into the containers that use a key of theirs: without a mount their Secrets do not exist. */
export function mountProviders<Parts extends Required<PodParts>>(parts: Parts): Parts {
  const classes = [...new Set([...parts.stages, ...parts.containers].flatMap(classesOf))]
  if (classes.length === 0) return parts
  const mount = (container: JobContainer): JobContainer => ({
    ...container,
    mounts: [
      ...(container.mounts ?? []),
      ...classesOf(container).map((name) => ({ volume: volumeOf(name), path: `/cronwright/secrets/${name}`, readOnly: true })),
    ],
  })
  const volumes: Volumes = Object.fromEntries(
    classes.map((name) => [
      volumeOf(name),
      { csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: name } } },
    ]),
  )
  return { ...parts, stages: parts.stages.map(mount), containers: parts.containers.map(mount), volumes: { ...parts.volumes, ...volumes } }
}

function classesOf({ env = {} }: JobContainer): string[] {
  const found = Object.values(env).flatMap((value) => (typeof value === 'string' || !value.providerClass ? [] : [value.providerClass]))
  return [...new Set(found)]
}

/** Names of volumes have no dots and at most 63 characters. */
const volumeOf = (name: string): string => `secrets-${name.replaceAll('.', '-')}`.slice(0, 63).replace(/-$/, '')
