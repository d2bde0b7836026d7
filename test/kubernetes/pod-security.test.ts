import { describe, expect, test } from 'vitest'
import { readManifests } from '../../lib/manifest/index.ts'
import { enforcedPodSecurity, podSecurityFaults, type JsonObject, type PodSecurityLevel } from '../../lib/kubernetes/index.ts'

const SAFE = `securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}`
const POD = `securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}`

function template(pod: readonly string[], container: readonly string[] = [SAFE]): JsonObject {
  const text = [
    'spec:',
    ...pod.map((line) => `  ${line}`),
    '  containers:',
    '  - name: main',
    '    image: busybox:1.36',
    ...container.map((line) => `    ${line}`),
  ]
  return readManifests(text.join('\n'))[0].value as JsonObject
}

function faults(value: JsonObject, level: PodSecurityLevel, minor = 37): readonly string[] {
  return podSecurityFaults(value, level, 'spec.template', minor).map(
    ({ check, field }) => `${check} ${field.replace('spec.template.spec', 'pod')}`,
  )
}

test('privileged forbids nothing', () => {
  expect(faults(template(['hostPID: true'], ['securityContext: {privileged: true}']), 'privileged')).toEqual([])
})

test('a pod that meets the restricted profile', () => {
  expect(faults(template([POD]), 'restricted')).toEqual([])
})

describe('baseline', () => {
  test.each<[pod: string[], container: string[], faults: string[]]>([
    // plain
    [[], [], []],
    [['hostNetwork: true', 'hostPID: true', 'hostIPC: false'], [], ['hostNamespaces pod.hostNetwork', 'hostNamespaces pod.hostPID']],
    [[], ['securityContext: {privileged: true}'], ['privileged pod.containers[0].securityContext.privileged']],
    [['volumes: [{name: a, emptyDir: {}}, {name: b, hostPath: {path: /}}]'], [], ['hostPathVolumes pod.volumes[1].hostPath']],
    [[], ['ports: [{containerPort: 80}, {containerPort: 81, hostPort: 81}]'], ['hostPorts pod.containers[0].ports[1].hostPort']],
    // capabilities: the default set may be added
    [[], ['securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE]}}'], []],
    [
      [],
      ['securityContext: {capabilities: {add: [CHOWN, NET_RAW]}}'],
      ['capabilities_baseline pod.containers[0].securityContext.capabilities.add'],
    ],
    // profiles
    [['securityContext: {seccompProfile: {type: Unconfined}}'], [], ['seccompProfile_baseline pod.securityContext.seccompProfile.type']],
    [['securityContext: {appArmorProfile: {type: Unconfined}}'], [], ['appArmorProfile pod.securityContext.appArmorProfile.type']],
    [
      ['securityContext: {seLinuxOptions: {type: spc_t, user: u}}'],
      [],
      ['seLinuxOptions pod.securityContext.seLinuxOptions.type', 'seLinuxOptions pod.securityContext.seLinuxOptions.user'],
    ],
    [['securityContext: {seLinuxOptions: {type: container_engine_t}}'], [], []],
    [[], ['securityContext: {procMount: Unmasked}'], ['procMount pod.containers[0].securityContext.procMount']],
    [['hostUsers: false'], ['securityContext: {procMount: Unmasked}'], []],
    [
      ['securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "1"}, {name: kernel.msgmax, value: "1"}]}'],
      [],
      ['sysctls pod.securityContext.sysctls[1].name'],
    ],
    [
      [],
      ['livenessProbe: {httpGet: {port: 80, host: 10.0.0.1}}'],
      ['hostProbesAndHostLifecycle pod.containers[0].livenessProbe.httpGet.host'],
    ],
    [['securityContext: {windowsOptions: {hostProcess: true}}'], [], ['windowsHostProcess pod.securityContext.windowsOptions.hostProcess']],
    // null is not set
    [['hostNetwork: null', 'volumes: [{name: a, hostPath: null}]'], ['securityContext: null'], []],
  ])('%j with container %j', (pod, container, expected) => {
    expect(faults(template(pod, container), 'baseline')).toEqual(expected)
  })

  test('an annotation of AppArmor', () => {
    const value = { ...template([]), metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' } } }
    expect(faults(value, 'baseline')).toEqual([
      'appArmorProfile spec.template.metadata.annotations[container.apparmor.security.beta.kubernetes.io/main]',
    ])
  })

  test.each<[minor: number, pod: string, container: string, count: number]>([
    [31, 'securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "1"}]}', SAFE, 1],
    [32, 'securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "1"}]}', SAFE, 0],
    [30, 'securityContext: {seLinuxOptions: {type: container_engine_t}}', SAFE, 1],
    [33, 'hostUsers: true', 'livenessProbe: {httpGet: {port: 80, host: 10.0.0.1}}', 0],
    [34, 'hostUsers: false', 'securityContext: {procMount: Unmasked}', 1],
  ])('the policy of 1.%i', (minor, pod, container, count) => {
    expect(faults(template([pod], [container]), 'baseline', minor)).toHaveLength(count)
  })
})

describe('restricted', () => {
  test('a pod that says nothing', () => {
    expect(faults(template([], []), 'restricted')).toEqual([
      'allowPrivilegeEscalation pod.containers[0].securityContext.allowPrivilegeEscalation',
      'runAsNonRoot pod.containers[0].securityContext.runAsNonRoot',
      'seccompProfile_restricted pod.containers[0].securityContext.seccompProfile',
      'capabilities_restricted pod.containers[0].securityContext.capabilities.drop',
    ])
  })

  test.each<[pod: string[], container: string[], faults: string[]]>([
    [[POD, 'volumes: [{name: a, nfs: {server: s, path: /}}]'], [SAFE], ['restrictedVolumes pod.volumes[0].nfs']],
    [[POD, 'volumes: [{name: a, hostPath: {path: /}}]'], [SAFE], ['hostPathVolumes pod.volumes[0].hostPath']],
    [[POD, 'volumes: [{name: a}, {name: b, image: {reference: x}}]'], [SAFE], []],
    [
      [POD],
      ['securityContext: {allowPrivilegeEscalation: false, runAsUser: 0, capabilities: {drop: [ALL]}}'],
      ['runAsUser pod.containers[0].securityContext.runAsUser'],
    ],
    // a capability is told once
    [
      [POD],
      ['securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE, SYS_ADMIN]}}'],
      ['capabilities_restricted pod.containers[0].securityContext.capabilities.add'],
    ],
    // a container may say what the pod does not, and take back what it does
    [
      ['securityContext: {seccompProfile: {type: RuntimeDefault}}'],
      ['securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}}'],
      [],
    ],
    [
      [POD],
      ['securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: false, capabilities: {drop: [ALL]}}'],
      ['runAsNonRoot pod.containers[0].securityContext.runAsNonRoot'],
    ],
    // a namespace of its own users
    [['hostUsers: false', 'securityContext: {runAsUser: 0, seccompProfile: {type: Localhost, localhostProfile: a}}'], [SAFE], []],
    // windows has no capabilities and no seccomp
    [['os: {name: windows}', 'securityContext: {runAsNonRoot: true}'], [], []],
  ])('%j with container %j', (pod, container, expected) => {
    expect(faults(template(pod, container), 'restricted')).toEqual(expected)
  })

  test('a user namespace frees from 1.35 on', () => {
    const value = template(['hostUsers: false', 'securityContext: {seccompProfile: {type: RuntimeDefault}}'])
    expect(faults(value, 'restricted', 34)).toEqual(['runAsNonRoot pod.containers[0].securityContext.runAsNonRoot'])
  })

  test('init containers count', () => {
    expect(faults(template([POD, 'initContainers: [{name: first, image: busybox}]']), 'restricted')).toEqual([
      'allowPrivilegeEscalation pod.initContainers[0].securityContext.allowPrivilegeEscalation',
      'capabilities_restricted pod.initContainers[0].securityContext.capabilities.drop',
    ])
  })
})

test.each<[labels: Record<string, string>, level: PodSecurityLevel, minor: number]>([
  [{}, 'privileged', 34],
  [{ 'pod-security.kubernetes.io/warn': 'restricted' }, 'privileged', 34],
  [{ 'pod-security.kubernetes.io/enforce': 'baseline' }, 'baseline', 34],
  [{ 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'v1.25' }, 'baseline', 25],
  [{ 'pod-security.kubernetes.io/enforce': 'baseline', 'pod-security.kubernetes.io/enforce-version': 'latest' }, 'baseline', 34],
  // newer than the cluster: the latest that it knows
  [{ 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': 'v1.99' }, 'restricted', 34],
  // what does not exist is strict
  [{ 'pod-security.kubernetes.io/enforce': 'Baseline', 'pod-security.kubernetes.io/enforce-version': '1.25' }, 'restricted', 34],
])('labels %j enforce %s of 1.%i', (labels, level, minor) => {
  expect(enforcedPodSecurity(labels, 34)).toEqual({ level, minor })
})
