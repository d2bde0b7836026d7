import { describe, expect, test } from 'vitest'
import { readManifests } from '../../lib/manifest/index.ts'
import { namespaceFaults, podResources, type JsonObject } from '../../lib/kubernetes/index.ts'

function read(text: string): JsonObject {
  return readManifests(text)[0].value as JsonObject
}

describe('what a pod asks for', () => {
  test.each<[title: string, pod: string, requests: Record<string, number>, limits: Record<string, number>]>([
    ['one container', 'containers: [{resources: {requests: {cpu: 100m, memory: 1Ki}}}]', { cpu: 0.1, memory: 1024 }, {}],
    ['a limit is the request', 'containers: [{resources: {limits: {cpu: 2}}}]', { cpu: 2 }, { cpu: 2 }],
    ['containers run together', 'containers: [{resources: {requests: {cpu: 1}}}, {resources: {requests: {cpu: 2}}}]', { cpu: 3 }, {}],
    [
      'init containers run alone',
      'initContainers: [{resources: {requests: {cpu: 5}}}, {resources: {requests: {cpu: 4}}}]\ncontainers: [{resources: {requests: {cpu: 1, memory: 7}}}]',
      { cpu: 5, memory: 7 },
      {},
    ],
    [
      'a sidecar runs beside both',
      'initContainers: [{restartPolicy: Always, resources: {requests: {cpu: 1}}}, {resources: {requests: {cpu: 3}}}]\ncontainers: [{resources: {requests: {cpu: 2}}}]',
      { cpu: 4 },
      {},
    ],
    [
      'a sidecar that starts later is not there yet',
      'initContainers: [{resources: {requests: {cpu: 3}}}, {restartPolicy: Always, resources: {requests: {cpu: 1}}}]\ncontainers: [{resources: {requests: {cpu: 1}}}]',
      { cpu: 3 },
      {},
    ],
    [
      'the pod says it itself',
      'resources: {requests: {cpu: 9}}\ncontainers: [{resources: {requests: {cpu: 1, memory: 2}}}]',
      { cpu: 9, memory: 2 },
      {},
    ],
    [
      'overhead counts, for limits where there are any',
      'overhead: {cpu: 1, memory: 5}\ncontainers: [{resources: {limits: {cpu: 1}}}]',
      { cpu: 2, memory: 5 },
      { cpu: 2 },
    ],
    ['what is no quantity is nothing', 'containers: [{resources: {requests: {cpu: lots, memory: null}}}, {resources: 5}, 7]', {}, {}],
  ])('%s', (_title, pod, requests, limits) => {
    expect(podResources(read(pod))).toEqual({ requests, limits })
  })
})

const AT = 'spec.template'

function faults(pod: string, objects: { namespace?: string; limitRange?: string; quota?: string }): readonly string[] {
  return namespaceFaults(
    { spec: read(pod) },
    AT,
    {
      ...(objects.namespace ? { namespace: read(objects.namespace) } : {}),
      limitRanges: objects.limitRange ? [read(`spec: {limits: [${objects.limitRange}]}`)] : [],
      quotas: objects.quota ? [read(`metadata: {name: team}\nspec: ${objects.quota}`)] : [],
    },
    37,
  ).map(({ field, message }) => `${field.replace('spec.template.spec', 'pod')}: ${message}`)
}

function main(resources: string): string {
  return `containers: [{name: main, resources: ${resources}}]`
}

describe('LimitRange', () => {
  test.each<[limitRange: string, pod: string, faults: string[]]>([
    ['{type: Container, max: {cpu: 2}}', main('{limits: {cpu: 1}}'), []],
    // the maximum is the default limit, and the limit the default request
    ['{type: Container, max: {cpu: 2}}', main('{}'), []],
    [
      '{type: Container, max: {cpu: 2}}',
      main('{limits: {cpu: 3}}'),
      ['pod.containers[0].resources: container main is limited to 3 cpu where at most 2 cpu is allowed'],
    ],
    ['{type: Container, min: {memory: 64Mi}}', main('{}'), []],
    [
      '{type: Container, min: {memory: 64Mi}}',
      main('{requests: {memory: 32Mi}}'),
      ['pod.containers[0].resources: container main asks for 32Mi memory where at least 64Mi memory is asked for'],
    ],
    // the default limit is below what the author asks for: every pod is refused
    [
      '{type: Container, default: {cpu: 500m}}',
      main('{requests: {cpu: 1}}'),
      ['pod.containers[0].resources.requests: container main asks for 1 cpu but its limit is 500m cpu'],
    ],
    ['{type: Container, maxLimitRequestRatio: {cpu: 2}}', main('{requests: {cpu: 1}, limits: {cpu: 2}}'), []],
    [
      '{type: Container, maxLimitRequestRatio: {cpu: 2}}',
      main('{requests: {cpu: 1}, limits: {cpu: 3}}'),
      [
        'pod.containers[0].resources: container main has a limit of 3 cpu to a request of 1 cpu where the limit may be 2 times the request at most',
      ],
    ],
    // a pod as a whole
    ['{type: Pod, max: {cpu: 2}}', main('{limits: {cpu: 2}}'), []],
    ['{type: Pod, max: {cpu: 2}}', main('{requests: {cpu: 1}}'), ['pod: the pod has no limit where at most 2 cpu is allowed']],
    ['{type: PersistentVolumeClaim, max: {storage: 1Gi}}', main('{}'), []],
  ])('%s for %s', (limitRange, pod, expected) => {
    expect(faults(pod, { limitRange })).toEqual(expected)
  })
})

describe('ResourceQuota', () => {
  test.each<[quota: string, pod: string, faults: string[]]>([
    ['{hard: {requests.cpu: 10}}', main('{requests: {cpu: 1}}'), []],
    // a quota on compute makes every container say what it wants
    [
      '{hard: {requests.cpu: 10, limits.memory: 1Gi}}',
      main('{requests: {cpu: 1}}'),
      ['pod.containers[0].resources: the quota team makes every container set limits.memory, container main does not'],
    ],
    ['{hard: {requests.cpu: 10}}', 'resources: {requests: {cpu: 1}}\ncontainers: [{name: main}]', []],
    ['{hard: {requests.ephemeral-storage: 1Gi}}', main('{}'), []],
    // one pod is too much
    ['{hard: {memory: 1Gi}}', main('{requests: {memory: 2Gi}}'), ['pod: one pod takes 2Gi memory, the quota team allows 1Gi memory']],
    ['{hard: {pods: 0}}', main('{}'), ['pod: one pod takes 1 pods, the quota team allows 0 pods']],
    ['{hard: {count/jobs.batch: 0}}', main('{}'), ['spec: the quota team allows no Job at all']],
    // scopes
    ['{hard: {pods: 0}, scopes: [Terminating]}', main('{}'), []],
    ['{hard: {pods: 0}, scopes: [NotBestEffort]}', main('{}'), []],
    ['{hard: {pods: 0}, scopes: [BestEffort]}', main('{}'), ['pod: one pod takes 1 pods, the quota team allows 0 pods']],
    ['{hard: {pods: 0}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}', main('{}'), []],
    [
      '{hard: {pods: 0}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [high]}]}}',
      `priorityClassName: high\n${main('{}')}`,
      ['pod: one pod takes 1 pods, the quota team allows 0 pods'],
    ],
  ])('%s for %s', (quota, pod, expected) => {
    expect(faults(pod, { quota })).toEqual(expected)
  })

  test("defaults of a LimitRange satisfy a quota's demand", () => {
    expect(faults(main('{}'), { quota: '{hard: {limits.cpu: 4}}', limitRange: '{type: Container, default: {cpu: 1}}' })).toEqual([])
  })
})

test('the labels of the Namespace', () => {
  const namespace = 'metadata: {labels: {pod-security.kubernetes.io/enforce: baseline}}'
  expect(faults(`hostPID: true\n${main('{}')}`, { namespace })).toEqual([
    'pod.hostPID: the namespace enforces Pod Security baseline: hostPID shares a namespace of the node',
  ])
})
