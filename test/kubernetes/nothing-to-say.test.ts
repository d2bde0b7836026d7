import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, type Json, type JsonObject, type Minor } from '../../lib/kubernetes/index.ts'
import { hasNothingToSay } from '../../lib/kubernetes/nothing-to-say.ts'
import { validate } from '../../lib/kubernetes/validation/index.ts'
import { problemsOf } from '../../lib/lint/problems.ts'
import { readManifestFile } from '../../lib/manifest/index.ts'
import { readYaml, toValue } from '../../lib/reader/index.ts'
import { vectorTexts } from '../reader/texts.ts'

const MINORS: readonly Minor[] = [27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37]

/** What decoding, validation and warnings say of a text at every version. */
function said(text: string): readonly string[] {
  const [document] = readYaml(text)
  if (!document?.root) return ['no object']
  const { root } = document
  return MINORS.flatMap((minor) => {
    const { object, problems } = decode(root, 'CronJob', minor)
    const { causes, warnings } = validate(object, 'CronJob', minor)
    return [...problems, ...causes].map(({ field, message }) => `1.${minor} ${field}: ${message}`).concat(warnings)
  })
}

/** Every field of the table, with a value that it knows. */
const USUAL = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {
    name: 'report',
    namespace: 'orders',
    labels: { 'app.kubernetes.io/name': 'report', team: '' },
    annotations: { owner: 'a@b' },
  },
  spec: {
    schedule: '30 2 * * 1-5',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 300,
    suspend: false,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 1,
    jobTemplate: {
      metadata: { labels: { a: 'b' }, annotations: { 'c/d': 'e' } },
      spec: {
        parallelism: 1,
        completions: 2,
        completionMode: 'NonIndexed',
        activeDeadlineSeconds: 600,
        backoffLimit: 3,
        ttlSecondsAfterFinished: 3600,
        suspend: false,
        template: {
          metadata: { labels: { app: 'report' }, annotations: { 'prometheus.io/scrape': 'true' } },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'report',
            serviceAccount: 'report',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: 30,
            priorityClassName: 'low',
            dnsPolicy: 'ClusterFirst',
            hostNetwork: false,
            hostPID: false,
            hostIPC: false,
            imagePullSecrets: [{ name: 'registry' }],
            nodeSelector: { 'kubernetes.io/arch': 'amd64' },
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10001,
              runAsGroup: 10001,
              fsGroup: 10001,
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { type: 'RuntimeDefault' },
            },
            initContainers: [{ name: 'wait', image: 'busybox:1.36', command: ['sleep', '1'] }],
            containers: [
              {
                name: 'report',
                image: 'busybox:1.36',
                imagePullPolicy: 'IfNotPresent',
                command: ['/bin/sh', '-c'],
                args: ['date'],
                workingDir: '/tmp',
                env: [
                  { name: 'LEVEL', value: 'info' },
                  { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional: true } } },
                  { name: 'POD', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
                  { name: 'ZONE', valueFrom: { configMapKeyRef: { name: 'zone', key: 'name' } } },
                ],
                envFrom: [{ secretRef: { name: 'all' } }, { configMapRef: { name: 'all', optional: false } }],
                resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '2G' } },
                securityContext: {
                  runAsNonRoot: true,
                  runAsUser: 1,
                  runAsGroup: 1,
                  readOnlyRootFilesystem: true,
                  allowPrivilegeEscalation: false,
                  privileged: false,
                  capabilities: { drop: ['ALL'] },
                  seccompProfile: { type: 'Unconfined' },
                },
                volumeMounts: [
                  { name: 'work', mountPath: '/work' },
                  { name: 'config', mountPath: '/etc/job', readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: 'work', emptyDir: { medium: 'Memory' } },
              { name: 'config', configMap: { name: 'config', defaultMode: 0o644, optional: true } },
              { name: 'secret', secret: { secretName: 'db', defaultMode: 0o400 } },
              { name: 'data', persistentVolumeClaim: { claimName: 'data', readOnly: false } },
            ],
          },
        },
      },
    },
  },
}

test('the usual needs no longer look, and the server has nothing to say of it', () => {
  expect(hasNothingToSay(USUAL)).toBe(true)
  expect(said(JSON.stringify(USUAL))).toEqual([])
})

test('of the recorded manifests it passes those of which nothing is said, and many of them', () => {
  const passed = vectorTexts().filter((text) => {
    const documents = readYaml(text)
    const [document] = documents
    return (
      documents.length === 1 &&
      document.root &&
      !document.repeatsKeys &&
      document.errors.length === 0 &&
      hasNothingToSay(toValue(document.root) as Json)
    )
  })
  expect(passed.length).toBeGreaterThan(20)
  expect(passed.filter((text) => said(text).length > 0)).toEqual([])
})

const WORDS = [
  '',
  'a',
  'A',
  '-a',
  'a-',
  'a.b',
  'a..b',
  'a/b',
  'a/b/c',
  'a_b',
  '..',
  '.',
  'TZ=UTC 0 2 * * *',
  '0 2 * * *',
  '* *',
  'Local',
  'UTC',
  'Nowhere/City',
]
const ODD: readonly Json[] = [
  ...WORDS,
  ...[
    'Always',
    'OnFailure',
    'Indexed',
    'Replace',
    'None',
    'Localhost',
    'CAP_SYS_ADMIN',
    '1',
    '0.5',
    '1.5Gi',
    '100m',
    '-1',
    '1e3',
    '2Gi',
    '9999999',
    '0',
    '${X}',
    'x'.repeat(63),
    'x'.repeat(64),
    'x'.repeat(53),
    'é',
    ' a',
    'a\n',
  ],
  ...[
    0,
    -0,
    1,
    -1,
    1.5,
    512,
    2 ** 31,
    2 ** 53,
    true,
    false,
    null,
    [],
    {},
    [null],
    ['a'],
    [{}],
    { a: 'b' },
    { name: 'work' },
    [{ name: 'work' }],
  ],
]
const NAMES = [
  'name',
  'namespace',
  'value',
  'valueFrom',
  'items',
  'image',
  'ports',
  'env',
  'hostUsers',
  'tolerations',
  'restartPolicy',
  'selector',
  'status',
  'generateName',
  'add',
  'sizeLimit',
  'subPath',
  'spec',
  '__proto__',
  'beta.kubernetes.io/os',
  'seccomp.security.alpha.kubernetes.io/pod',
  'a..b',
  'A',
  '-',
  'nvidia.com/gpu',
  'hugepages-2Mi',
  'cpu',
]

type Places = readonly (readonly [object: JsonObject | Json[], key: string | number])[]

function placesOf(value: Json): Places {
  if (value === null || typeof value !== 'object') return []
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => [[value as Json[], index] as const, ...placesOf(item)])
  return Object.entries(value).flatMap(([key, item]) => [[value as JsonObject, key] as const, ...placesOf(item as Json)])
}

const change = fc.tuple(
  fc.nat(),
  fc.constantFrom('set', 'set', 'remove', 'add', 'copy'),
  fc.constantFrom(...NAMES),
  fc.constantFrom(...ODD),
)

test('whatever else it passes, the server has nothing to say of that either', () => {
  let passed = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const object = structuredClone(USUAL) as unknown as JsonObject
      for (const [place, how, name, value] of changes) {
        const places = placesOf(object)
        const [holder, key] = places[place % places.length]
        const target = holder as Record<string | number, Json>
        if (how === 'set') target[key] = structuredClone(value)
        else if (how === 'remove') {
          if (Array.isArray(holder)) holder.splice(Number(key), 1)
          else delete target[key]
        } else if (how === 'copy' && Array.isArray(holder)) holder.push(structuredClone(target[key]))
        else if (!Array.isArray(holder))
          Object.defineProperty(target, name, { value: structuredClone(value), enumerable: true, writable: true, configurable: true })
      }
      if (!hasNothingToSay(object)) return
      passed++
      expect(said(JSON.stringify(object))).toEqual([])
    }),
    { numRuns: 6000, seed: 7 },
  )
  expect(passed).toBeGreaterThan(300)
})

/** What stands in a text and not in its JSON, and what a placeholder makes of the JSON. */
test.each<[name: string, pod: string]>([
  ['nothing but the usual', 'restartPolicy: Never'],
  ['a placeholder with a default', 'restartPolicy: ${POLICY:=Never}'],
  ['a placeholder without', 'restartPolicy: Never\nserviceAccountName: ${ACCOUNT}'],
  ['a placeholder with a default of another type', 'restartPolicy: Never\nterminationGracePeriodSeconds: ${GRACE:=soon}'],
  ['a key that JavaScript treats as its own', 'restartPolicy: Never\n__proto__: {hostNetwork: false}'],
  ['the same key, holding a text', 'restartPolicy: Never\n__proto__: hello'],
  ['a key that is inherited', 'restartPolicy: Never\nconstructor: {}'],
  ['a key said twice', 'restartPolicy: Never\nrestartPolicy: Never'],
  ['a merged key', 'restartPolicy: Never\n<<: {hostNetwork: true}'],
])('the short look and the whole look agree on %s, beside a script with ${X}', (_, pod) => {
  const spec = [pod, 'containers: [{name: a, image: "busybox:1.36", args: ["echo ${X}"]}]'].join('\n').replaceAll(/^/gm, '          ')
  const head = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  schedule: "0 2 * * *"\n'
  const text = `${head}  jobTemplate:\n    spec:\n      template:\n        spec:\n${spec}\n`
  const { manifests } = readManifestFile({ path: 'a.yaml', text }, {})
  expect(manifests).toHaveLength(1)
  for (const minor of MINORS)
    expect(problemsOf({ text }, manifests[0], { minor })).toEqual(problemsOf({ text }, { ...manifests[0], repeatsKeys: true }, { minor }))
})
