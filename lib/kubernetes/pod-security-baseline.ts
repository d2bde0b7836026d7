import { containersOf, isGiven, mappingOf, mappingsOf, textOf, textsOf } from './loose.ts'
import type { PodSecurityCheck, PodSecurityView } from './pod-security.ts'
import type { JsonObject } from './verdict.ts'

type Found = Iterable<{ readonly field: string; readonly message: string }>

/** The pod's security context and those of its containers, with their paths. */
export function* securityContexts({ pod, path }: PodSecurityView): Iterable<{ readonly context: JsonObject; readonly at: string }> {
  yield { context: mappingOf(pod.securityContext), at: `${path}.securityContext` }
  for (const { container, at } of containersOf(pod, path))
    yield { context: mappingOf(container.securityContext), at: `${at}.securityContext` }
}

const CAPABILITIES = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
])

/** Kernel parameters that stay inside the pod, with the minor whose policy allows them. */
const SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
}

const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t']
const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/'

/** What every level but `privileged` forbids. */
export const BASELINE_CHECKS: readonly PodSecurityCheck[] = [
  {
    name: 'hostNamespaces',
    *find({ pod, path }): Found {
      for (const field of ['hostNetwork', 'hostPID', 'hostIPC'] as const)
        if (pod[field] === true) yield { field: `${path}.${field}`, message: `${field} shares a namespace of the node` }
    },
  },
  {
    name: 'privileged',
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path))
        if (mappingOf(container.securityContext).privileged === true)
          yield { field: `${at}.securityContext.privileged`, message: `container ${name} is privileged` }
    },
  },
  {
    name: 'capabilities_baseline',
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path)) {
        const added = textsOf(mappingOf(mappingOf(container.securityContext).capabilities).add).filter(
          (capability) => !CAPABILITIES.has(capability),
        )
        if (added.length > 0)
          yield { field: `${at}.securityContext.capabilities.add`, message: `container ${name} adds the capabilities ${added.join(', ')}` }
      }
    },
  },
  {
    name: 'hostPathVolumes',
    *find({ pod, path }): Found {
      for (const [index, volume] of mappingsOf(pod.volumes).entries())
        if (isGiven(volume.hostPath))
          yield { field: `${path}.volumes[${index}].hostPath`, message: `volume ${textOf(volume.name)} is a path of the node` }
    },
  },
  {
    name: 'hostPorts',
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path))
        for (const [index, { hostPort }] of mappingsOf(container.ports).entries())
          if (isGiven(hostPort) && hostPort !== 0)
            yield { field: `${at}.ports[${index}].hostPort`, message: `container ${name} takes port ${String(hostPort)} of the node` }
    },
  },
  {
    name: 'hostProbesAndHostLifecycle',
    since: 34,
    *find({ pod, path }): Found {
      for (const { container, name, at } of containersOf(pod, path))
        for (const handler of ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'] as const)
          for (const action of ['httpGet', 'tcpSocket'] as const) {
            const host = textOf(mappingOf(handlerOf(container, handler)[action]).host)
            if (host !== '') yield { field: `${at}.${handler}.${action}.host`, message: `container ${name} asks the host ${host}` }
          }
    },
  },
  {
    name: 'appArmorProfile',
    *find(view): Found {
      for (const { context, at } of securityContexts(view)) {
        const { type } = mappingOf(context.appArmorProfile)
        if (isGiven(context.appArmorProfile) && type !== 'RuntimeDefault' && type !== 'Localhost')
          yield {
            field: `${at}.appArmorProfile.type`,
            message: `the AppArmor profile is ${textOf(type) || 'none'}, not RuntimeDefault or Localhost`,
          }
      }
      for (const [key, value] of Object.entries(view.annotations)) {
        const profile = textOf(value)
        if (key.startsWith(APPARMOR_PREFIX) && profile !== '' && profile !== 'runtime/default' && !profile.startsWith('localhost/'))
          yield {
            field: `${view.annotationsPath}[${key}]`,
            message: `the AppArmor profile is ${profile}, not runtime/default or localhost/`,
          }
      }
    },
  },
  {
    name: 'seLinuxOptions',
    *find(view): Found {
      for (const { context, at } of securityContexts(view)) {
        const { type, user, role } = mappingOf(context.seLinuxOptions)
        const allowed = view.minor >= 31 ? [...SELINUX_TYPES, 'container_engine_t'] : SELINUX_TYPES
        if (textOf(type) !== '' && !allowed.includes(textOf(type)))
          yield { field: `${at}.seLinuxOptions.type`, message: `the SELinux type ${textOf(type)} is not one of ${allowed.join(', ')}` }
        if (textOf(user) !== '') yield { field: `${at}.seLinuxOptions.user`, message: 'an SELinux user is set' }
        if (textOf(role) !== '') yield { field: `${at}.seLinuxOptions.role`, message: 'an SELinux role is set' }
      }
    },
  },
  { name: 'procMount', until: 34, find: procMounts },
  { name: 'procMount', since: 35, relaxedByUserNamespace: true, find: procMounts },
  {
    name: 'seccompProfile_baseline',
    *find(view): Found {
      for (const { context, at } of securityContexts(view)) {
        const { type } = mappingOf(context.seccompProfile)
        if (isGiven(context.seccompProfile) && type !== 'RuntimeDefault' && type !== 'Localhost')
          yield {
            field: `${at}.seccompProfile.type`,
            message: `the seccomp profile is ${textOf(type) || 'none'}, not RuntimeDefault or Localhost`,
          }
      }
    },
  },
  {
    name: 'sysctls',
    *find({ pod, path, minor }): Found {
      for (const [index, sysctl] of mappingsOf(mappingOf(pod.securityContext).sysctls).entries()) {
        const name = textOf(sysctl.name)
        if (minor < (SYSCTLS[name] ?? Infinity))
          yield {
            field: `${path}.securityContext.sysctls[${index}].name`,
            message: `the kernel parameter ${name} is not one of the safe ones`,
          }
      }
    },
  },
  {
    name: 'windowsHostProcess',
    *find(view): Found {
      for (const { context, at } of securityContexts(view))
        if (mappingOf(context.windowsOptions).hostProcess === true)
          yield { field: `${at}.windowsOptions.hostProcess`, message: 'a process of the Windows node is started' }
    },
  },
]

function handlerOf(container: JsonObject, handler: string): JsonObject {
  return handler.split('.').reduce<JsonObject>((object, field) => mappingOf(object[field]), container)
}

/** An unmasked /proc shows the node. */
export function* procMounts({ pod, path }: PodSecurityView): Found {
  for (const { container, name, at } of containersOf(pod, path)) {
    const mount = mappingOf(container.securityContext).procMount
    if (isGiven(mount) && mount !== 'Default')
      yield { field: `${at}.securityContext.procMount`, message: `container ${name} sees /proc ${textOf(mount)}` }
  }
}
