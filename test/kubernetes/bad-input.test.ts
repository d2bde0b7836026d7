import { describe, expect, test } from 'vitest'
import { dryRun, lint } from '../../lib/index.ts'
import { parseKubernetesVersion } from '../../lib/kubernetes/index.ts'

const job = (pod: string, head = ''): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
${head}spec:
  template:
    spec:
      restartPolicy: Never
${pod}`
const container = (lines: string): string => `      containers:
        - name: main
          image: registry.example.com/main:1.0.0
${lines}`

/** Seconds that a verdict and a lint run take; a second is far beyond what anybody waits for one file. */
function seconds(text: string): number {
  const started = performance.now()
  dryRun(text)
  lint([{ path: 'job.yaml', text }], { now: 1_800_000_000 })
  return (performance.now() - started) / 1000
}

const repeat = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('')

describe('large and strange objects are judged in bounded time', () => {
  test.each<[what: string, text: string]>([
    [
      'a List of 5,000 Jobs',
      `apiVersion: v1\nkind: List\nitems:\n${repeat(5000, (index) => `  - {apiVersion: batch/v1, kind: Job, metadata: {name: j${index}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "a:1"}]}}}}\n`)}`,
    ],
    [
      'a ConfigMap of a list with 50,000 items',
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\nlist:\n${repeat(50_000, (index) => `  - ${index}\n`)}`,
    ],
    ['10,000 env entries', job(container(`          env:\n${repeat(10_000, (index) => `            - {name: A${index}, value: "x"}\n`)}`))],
    ['10,000 env entries of one name', job(container(`          env:\n${repeat(10_000, () => '            - {name: A, value: "x"}\n')}`))],
    [
      '10,000 unknown fields',
      job(
        container(''),
        repeat(10_000, (index) => `field${index}: 1\n`),
      ),
    ],
    ['a string of a megabyte', job(container(`          env:\n            - {name: A, value: "${'x'.repeat(2 ** 20)}"}\n`))],
    ['a name of a megabyte', job(container('')).replace('migrate', 'x'.repeat(2 ** 20))],
    ['a thousand containers', job(`      containers:\n${repeat(1000, (index) => `        - {name: c${index}, image: "a:1"}\n`)}`)],
    [
      'a thousand volumes and mounts',
      job(
        container(
          `          volumeMounts:\n${repeat(1000, (index) => `            - {name: v${index}, mountPath: /m${index}}\n`)}      volumes:\n${repeat(1000, (index) => `        - {name: v${index}, emptyDir: {}}\n`)}`,
        ),
      ),
    ],
  ])('%s', (_, text) => {
    expect(seconds(text)).toBeLessThan(5)
  })
})

test('an alias inside of itself is a refusal with its place', () => {
  const [verdict] = dryRun('apiVersion: batch/v1\nkind: Job\nmetadata: &m\n  name: a\n  labels: *m\n')
  expect(verdict).toMatchObject({ accepted: false, causes: [{ stage: 'decode', reason: 'Syntax' }] })
})

test.each([
  ['apiVersion: v1\nkind: Pod\nmetadata:\n  nmae: a\n'],
  ['apiVersion: apps/v1\nkind: Deployment\nspec: 5\n'],
  ['kind: [a]\napiVersion: {}\n'],
  ['just a text\n'],
  ['- 1\n- 2\n'],
  ['42\n'],
])('objects of other kinds pass through untouched: %j', (text) => {
  expect(dryRun(text).map(({ accepted }) => accepted)).toEqual([undefined])
})

describe('versions', () => {
  test.each<[text: string | undefined, minor: number]>([
    ['1.31', 31],
    ['v1.31', 31],
    ['v1.31.4+k3s1', 31],
    ['1.27.16-gke.100', 27],
    ['v1.37.0-beta.1', 37],
    [undefined, 37],
  ])('%s is minor %i', (text, minor) => {
    expect(parseKubernetesVersion(text)).toBe(minor)
  })

  test.each([['1.26'], ['1.38'], ['2.1'], ['latest'], [''], ['1.x']])('%s is not known, and the message says which are', (text) => {
    expect(() => parseKubernetesVersion(text)).toThrow(/1\.27 to 1\.37/)
  })
})
