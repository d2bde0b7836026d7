import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../lib/reader/index.ts'
import { decode, dryRun, jobCreationFaults, type JsonObject } from '../../../lib/kubernetes/index.ts'
import { validate } from '../../../lib/kubernetes/validation/index.ts'

interface Parts {
  readonly name?: string
  readonly jobMetadata?: string
  readonly job?: string
  readonly template?: string
  readonly pod?: string
  readonly image?: string
}

function cronJob({
  name = 'report',
  jobMetadata = '{}',
  job = 'backoffLimit: 1',
  template = '{}',
  pod = 'restartPolicy: Never',
  image = 'busybox',
}: Parts): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: {name: ${name}}
spec:
  schedule: '@daily'
  jobTemplate:
    metadata: ${jobMetadata}
    spec:
      ${job}
      template:
        metadata: ${template}
        spec:
          ${pod}
          ${pod.includes('restartPolicy') ? '' : 'restartPolicy: Never'}
          containers: [{name: main, image: '${image}'}]
`
}

function objectOf(text: string, kind: 'CronJob' | 'Job' = 'CronJob'): JsonObject {
  const { root } = readYaml(text)[0]
  if (!root) throw new Error('not readable')
  return decode(root, kind, 34).object
}

const fieldsOf = (text: string): readonly string[] => jobCreationFaults(objectOf(text), 'CronJob').map(({ field }) => field)

describe('each of these CronJobs is accepted, and none of its Jobs or pods is ever created', () => {
  test.each<[title: string, parts: Parts, fields: string[]]>([
    ['a label without form', { jobMetadata: '{labels: {"a b": c}}' }, ['spec.jobTemplate.metadata.labels[a b]']],
    ['a label value without form', { jobMetadata: '{labels: {a: "-"}}' }, ['spec.jobTemplate.metadata.labels[a]']],
    ['an annotation without form', { jobMetadata: '{annotations: {"a b": c}}' }, ['spec.jobTemplate.metadata.annotations[a b]']],
    [
      'a label of the controller',
      { template: '{labels: {job-name: report}}' },
      ['spec.jobTemplate.spec.template.metadata.labels[job-name]'],
    ],
    [
      'its newer name',
      { template: '{labels: {batch.kubernetes.io/controller-uid: x}}' },
      ['spec.jobTemplate.spec.template.metadata.labels[batch.kubernetes.io/controller-uid]'],
    ],
    ['an index with a long name', { name: 'a'.repeat(52), job: 'completionMode: Indexed\n      completions: 11' }, ['metadata.name']],
    ['an index with a dot', { name: 'a.b', job: 'completionMode: Indexed\n      completions: 1' }, ['metadata.name']],
    ['an image with a blank', { image: 'busybox ' }, ['spec.jobTemplate.spec.template.spec.containers[0].image']],
    ['overhead of no runtime', { pod: 'overhead: {cpu: 1}' }, ['spec.jobTemplate.spec.template.spec.overhead']],
  ])('%s', (_title, parts, fields) => {
    const text = cronJob(parts)
    expect(dryRun(text)[0].causes).toEqual([])
    expect(fieldsOf(text)).toEqual(fields)
  })
})

test.each<[title: string, parts: Parts]>([
  ['plain', {}],
  ['labels of its own', { jobMetadata: '{labels: {app: report, example.com/a_B.c: ""}, annotations: {Example.com/A: "a b"}}' }],
  ['an index with a name that fits', { name: 'a'.repeat(52), job: 'completionMode: Indexed\n      completions: 10' }],
  ['completions without an index', { name: 'a.b', job: 'completions: 1000' }],
  ['an index without completions to count', { name: 'a.b', job: 'completionMode: Indexed\n      completions: 0' }],
  ['overhead of a runtime', { pod: 'overhead: {cpu: 1}\n          runtimeClassName: kata' }],
  ['labels of others', { template: '{labels: {job: report, name: job-name}}' }],
])('Jobs are created: %s', (_title, parts) => {
  expect(dryRun(cronJob(parts))[0].causes).toEqual([])
  expect(fieldsOf(cronJob(parts))).toEqual([])
})

test('a Job of its own can have pods that are refused', () => {
  const text = `kind: Job\nmetadata: {name: a}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: ' busybox'}]}}}`
  expect(jobCreationFaults(objectOf(text, 'Job'), 'Job').map(({ field }) => field)).toEqual(['spec.template.spec.containers[0].image'])
})

test('agrees with the validation of the Job for every CronJob that a real server accepted', () => {
  interface Row {
    readonly id: string
    readonly as: string
    readonly manifest: string
    readonly strict: { readonly accepted: boolean }
  }
  const rows = readFileSync(new URL('../../conformance/api/mutations.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
    .filter(({ as, strict }) => as === 'CronJob' && strict.accepted)
  const differ = rows.filter(({ manifest }) => {
    const cron = objectOf(manifest)
    const { jobTemplate } = cron.spec as JsonObject
    const { metadata, spec } = jobTemplate as JsonObject
    const { labels, annotations } = (metadata ?? {}) as JsonObject
    const { name, generateName } = cron.metadata as JsonObject
    const job: JsonObject = { metadata: { name: `${String(name ?? `${String(generateName)}xxxxx`)}-29700000`, labels, annotations }, spec }
    const refused = validate(job, 'Job', 34, {}).causes.length > 0
    const faults = jobCreationFaults(cron, 'CronJob').filter(({ field }) => !field.includes('.spec.template.spec'))
    return refused !== faults.length > 0
  })
  expect(rows.length).toBeGreaterThan(300)
  expect(differ.map(({ id }) => id)).toEqual([])
})
