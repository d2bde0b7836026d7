import { containersOf, isGiven, mappingOf, mappingsOf, textOf, textsOf } from './loose.ts'
import { procMounts, securityContexts } from './pod-security-baseline.ts'
import type { PodSecurityCheck } from './pod-security.ts'
import type { JsonObject } from './verdict.ts'

type Found = Iterable<{ readonly field: string; readonly message: string }>

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret']

/** What `restricted` forbids beyond `baseline`. */
export const RESTRICTED_CHECKS: readonly PodSecurityCheck[] = [
  {
    name: 'restrictedVolumes',
    *find({ pod, path }): Found {
      for (const [index, volume] of mappingsOf(pod.volumes).entries()) {
        const source = Object.keys(volume).find((field) => field !== 'name' && isGiven(volume[field]))
        // A path of the node is told by the level below; without a source a volume is an emptyDir.
        if (source !== undefined && source !== 'hostPath' && !VOLUMES.includes(source))
          yield { field: `${path}.volumes[${index}].${source}`, message: `volume ${textOf(volume.name)} is of the type ${source}` }
      }
    },
  },
  {
    name: 'allowPrivilegeEscalation',
    linuxOnly: true,
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path))
        if (mappingOf(container.securityContext).allowPrivilegeEscalation !== false)
          yield {
            field: `${at}.securityContext.allowPrivilegeEscalation`,
            message: `container ${name} does not set allowPrivilegeEscalation to false`,
          }
    },
  },
  {
    name: 'runAsNonRoot',
    relaxedByUserNamespace: true,
    *find({ pod, path }): Found {
      const ofPod = mappingOf(pod.securityContext).runAsNonRoot
      if (ofPod === false) yield { field: `${path}.securityContext.runAsNonRoot`, message: 'the pod sets runAsNonRoot to false' }
      for (const { container, name, at } of containersOf(pod, path)) {
        const own = mappingOf(container.securityContext).runAsNonRoot
        if (own === false) yield { field: `${at}.securityContext.runAsNonRoot`, message: `container ${name} sets runAsNonRoot to false` }
        else if (!isGiven(own) && !isGiven(ofPod))
          yield { field: `${at}.securityContext.runAsNonRoot`, message: `neither the pod nor container ${name} sets runAsNonRoot to true` }
      }
    },
  },
  {
    name: 'runAsUser',
    relaxedByUserNamespace: true,
    *find(view): Found {
      for (const { context, at } of securityContexts(view))
        if (context.runAsUser === 0) yield { field: `${at}.runAsUser`, message: 'runAsUser is 0, root' }
    },
  },
  {
    name: 'seccompProfile_restricted',
    linuxOnly: true,
    *find({ pod, path }): Found {
      if (isConfined(mappingOf(pod.securityContext))) return
      for (const { container, name, at } of containersOf(pod, path))
        if (!isGiven(mappingOf(container.securityContext).seccompProfile))
          yield {
            field: `${at}.securityContext.seccompProfile`,
            message: `neither the pod nor container ${name} has the seccomp profile RuntimeDefault or Localhost`,
          }
    },
  },
  {
    name: 'capabilities_restricted',
    linuxOnly: true,
    overrides: 'capabilities_baseline',
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path)) {
        const { add, drop } = mappingOf(mappingOf(container.securityContext).capabilities)
        if (!textsOf(drop).includes('ALL'))
          yield { field: `${at}.securityContext.capabilities.drop`, message: `container ${name} does not drop the capability ALL` }
        const added = textsOf(add).filter((capability) => capability !== 'NET_BIND_SERVICE')
        if (added.length > 0)
          yield { field: `${at}.securityContext.capabilities.add`, message: `container ${name} adds the capabilities ${added.join(', ')}` }
      }
    },
  },
  { name: 'procMount_restricted', since: 35, overrides: 'procMount', find: procMounts },
]

function isConfined(context: JsonObject): boolean {
  const { type } = mappingOf(context.seccompProfile)
  return type === 'RuntimeDefault' || type === 'Localhost'
}
