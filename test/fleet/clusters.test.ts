import { describe, expect, test } from 'vitest'
import { lint } from '../../lib/index.ts'
import { readClusters } from '../../lib/fleet/index.ts'

const NOW = Date.parse('2027-01-15T12:00:00Z') / 1000

function job(name: string, schedule = '0 2 * * *'): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  schedule: "${schedule}"\n  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "registry.example.com/a:1"}]}}}}\n`
}

function kustomization(...resources: readonly string[]): string {
  return `resources: [${resources.join(', ')}]\n`
}

function application(path: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${path.replaceAll('/', '-')}}\nspec: {source: {repoURL: "https://git.example.com/shop", path: ${path}}}\n`
}

function fluxKustomization(path: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ${path}}\n`
}

/** `name: job job` for each cluster. */
function divided(files: Readonly<Record<string, string>>, globs?: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }))
  return readClusters(list, globs)
    .filter(({ workloads }) => workloads.length > 0)
    .map(({ name, workloads }) => `${name}: ${workloads.map((workload) => workload.name).join(' ')}`)
}

describe('clusters', () => {
  test.each<[title: string, files: Readonly<Record<string, string>>, clusters: readonly string[]]>([
    ['nothing tells: one', { 'a.yaml': job('a'), 'jobs/b.yaml': job('b') }, [': a b']],
    [
      'folders of environments',
      { 'overlays/staging/a.yaml': job('a'), 'overlays/prod/a.yaml': job('a'), 'c.yaml': job('c') },
      [': c', 'overlays/prod: a', 'overlays/staging: a'],
    ],
    [
      'a base runs in each overlay that takes it in',
      {
        'base/kustomization.yaml': kustomization('a.yaml'),
        'base/a.yaml': job('a'),
        'staging/kustomization.yaml': kustomization('../base'),
        'prod/kustomization.yaml': kustomization('../base', 'b.yaml'),
        'prod/b.yaml': job('b'),
      },
      ['prod: a b', 'staging: a'],
    ],
    [
      'an overlay of an overlay is the root',
      {
        'base/kustomization.yaml': kustomization('a.yaml'),
        'base/a.yaml': job('a'),
        'prod/kustomization.yaml': kustomization('../base'),
        'eu/kustomization.yaml': kustomization('../prod'),
      },
      ['eu: a'],
    ],
    [
      'a folder that takes in its own folders is no overlay',
      {
        'apps/kustomization.yaml': kustomization('a', 'b'),
        'apps/a/kustomization.yaml': kustomization('a.yaml'),
        'apps/a/a.yaml': job('a'),
        'apps/b/kustomization.yaml': kustomization('b.yaml'),
        'apps/b/b.yaml': job('b'),
      },
      [': a b'],
    ],
    [
      'paths of Argo CD Applications',
      {
        'argocd/staging.yaml': application('jobs/staging'),
        'argocd/prod.yaml': application('jobs/prod'),
        'jobs/staging/a.yaml': job('a'),
        'jobs/prod/a.yaml': job('a'),
      },
      ['jobs/prod: a', 'jobs/staging: a'],
    ],
    [
      'paths of Flux Kustomizations, in a repository that is not the working directory',
      {
        'repo/flux/prod.yaml': fluxKustomization('./apps/prod'),
        'repo/apps/prod/a.yaml': job('a'),
        'repo/apps/base/a.yaml': job('b'),
      },
      [': b', 'repo/apps/prod: a'],
    ],
    [
      'overlays below the path of an Application are its',
      {
        'app.yaml': application('live'),
        'base/kustomization.yaml': kustomization('a.yaml'),
        'base/a.yaml': job('a'),
        'live/one/kustomization.yaml': kustomization('../../base'),
        'live/two/b.yaml': job('b'),
      },
      ['live: a b'],
    ],
    [
      'folders of an ApplicationSet',
      {
        'set.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec: {generators: [{git: {directories: [{path: sites/*}]}}]}\n',
        'sites/x/a.yaml': job('a'),
        'sites/y/a.yaml': job('a'),
      },
      ['sites/x: a', 'sites/y: a'],
    ],
  ])('%s', (_, files, clusters) => {
    expect(divided(files)).toEqual(clusters)
    expect(divided(Object.fromEntries(Object.entries(files).reverse()))).toEqual(clusters)
  })

  test('globs of the config come first', () => {
    const files = { 'overlays/staging/a.yaml': job('a'), 'overlays/prod/b.yaml': job('b'), 'c.yaml': job('c') }
    expect(divided(files, { live: ['overlays/prod/**', 'c.yaml'] })).toEqual([': a', 'live: c b'])
  })
})

test('forty jobs in a base and three overlays: no duplicate, no overlap, nothing told twice', () => {
  const names = Array.from({ length: 40 }, (_, index) => `job-${index}`)
  const files = [
    { path: 'base/kustomization.yaml', text: kustomization('jobs.yaml') },
    { path: 'base/jobs.yaml', text: names.map((name, index) => job(name, `${index} 2 * * *`)).join('---\n') },
    ...['staging', 'production', 'dr'].flatMap((place) => [
      { path: `overlays/${place}/kustomization.yaml`, text: kustomization('../../base') },
      { path: `overlays/${place}/extra.yaml`, text: names.map((name) => job(`${name}-extra`)).join('---\n') },
    ]),
  ]
  const { findings } = lint(files, { now: NOW, policy: 'strict' })
  expect(findings.filter(({ rule }) => rule === 'duplicate-object' || rule.startsWith('overlapping'))).toEqual([])
  const keys = findings.map(({ rule, file, document, path, start }) => [rule, file, document, path, start.offset].join(' '))
  expect(new Set(keys).size).toBe(keys.length)
  const twice = { path: 'overlays/staging/again.yaml', text: job('job-0') }
  expect(lint([...files, twice], { now: NOW, policy: 'api' }).findings.map(({ rule }) => rule)).toContain('duplicate-object')
})
