import { describe, expect, test } from 'vitest'
import { lint as lintWith } from '../../lib/lint/index.ts'
import { POLICIES, RULES } from '../../policies/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000
const JOBS = Array.from({ length: 40 }, (_, index) => index)

function cronJob(index: number): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: job-${index}
  namespace: shop
  annotations: {cronwright.dev/expected-duration: 20m}
spec:
  schedule: "${index} 2 * * *"
  timeZone: Etc/UTC
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 300
  jobTemplate:
    spec:
      activeDeadlineSeconds: 1200
      template:
        spec:
          restartPolicy: Never
          containers: [{name: a, image: "registry.example.com/a:1.2.3", volumeMounts: [{name: d, mountPath: /d}]}]
          volumes: [{name: d, persistentVolumeClaim: {claimName: data-${index}}}]
`
}

function claim(index: number): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data-${index}, namespace: shop}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`
}

function environment(folder: string) {
  const names = JOBS.flatMap((index) => [`job-${index}.yaml`, `claim-${index}.yaml`])
  const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${names.map((name) => `  - ${name}\n`).join('')}`
  return [
    { path: `${folder}/kustomization.yaml`, text: kustomization },
    ...JOBS.flatMap((index) => [
      { path: `${folder}/job-${index}.yaml`, text: cronJob(index) },
      { path: `${folder}/claim-${index}.yaml`, text: claim(index) },
    ]),
  ]
}

const repository = ['base', 'overlays/staging', 'overlays/production'].flatMap(environment)

function lint(files: readonly { path: string; text: string }[], context: readonly { path: string; text: string }[] = []) {
  return lintWith(files, { rules: RULES, policy: POLICIES.strict, config: {}, now: NOW, minor: 37, markdown: false, context })
}

describe('base, staging and production of the same 40 CronJobs', () => {
  const whole = lint(repository)

  test('nothing meets across them', () => {
    const fleet = new Set(RULES.filter((rule) => 'checkFleet' in rule && ['overlap', 'api'].includes(rule.family)).map(({ id }) => id))
    expect(fleet).toContain('duplicate-object')
    expect(fleet).toContain('overlapping-windows')
    expect(whole.findings.filter(({ rule }) => fleet.has(rule))).toEqual([])
    expect(whole.summary.cronJobs).toBe(120)
  })

  test('two of one cluster that share a claim do meet', () => {
    const shared = { path: 'overlays/staging/job-1.yaml', text: cronJob(1).replace('data-1', 'data-0') }
    const { findings } = lint(repository.map((file) => (file.path === shared.path ? shared : file)))
    expect(findings.filter(({ rule }) => rule === 'overlapping-windows').map(({ file }) => file)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^overlays\/staging\/job-[01]\.yaml$/)]),
    )
  })

  test('one by one with context, the findings are those of one run', () => {
    const some = repository.filter((_, index) => index % 10 === 0)
    const single = some.flatMap(
      (file) =>
        lint(
          [file],
          repository.filter((other) => other !== file),
        ).findings,
    )
    const paths = new Set(some.map(({ path }) => path))
    expect(single).toEqual(whole.findings.filter(({ file }) => paths.has(file)).sort((a, b) => order(some, a.file) - order(some, b.file)))
    expect(single.length).toBeGreaterThan(0)
  })

  test('the order of the files changes nothing', () => {
    expect(JSON.stringify(lint([...repository].reverse()))).toBe(JSON.stringify(whole))
  })
})

function order(files: readonly { path: string }[], path: string): number {
  return files.findIndex((file) => file.path === path)
}

test.each<[title: string, paths: readonly string[], told: number]>([
  ['in one file', ['jobs/a.yaml'], 1],
  ['in one folder', ['jobs/a.yaml', 'jobs/b.yaml'], 1],
  ['in two folders that no tool puts together', ['staging/a.yaml', 'production/a.yaml'], 0],
  ['among samples, which are applied one at a time', ['examples/a.yaml', 'examples/b.yaml'], 0],
  ['in test data', ['src/testdata/a.yaml', 'src/testdata/b.yaml'], 0],
])('the same CronJob twice %s', (_, paths, told) => {
  const files =
    paths.length === 1 ? [{ path: paths[0], text: `${cronJob(1)}---\n${cronJob(1)}` }] : paths.map((path) => ({ path, text: cronJob(1) }))
  expect(lint(files).findings.filter(({ rule }) => rule === 'duplicate-object').length).toBe(told)
})
