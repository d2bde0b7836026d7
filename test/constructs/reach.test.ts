import { App, Chart, JsonPatch } from 'cdk8s'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { ParallelJob, ScheduledJob } from '../../lib/constructs/index.ts'
import { lint } from '../../lib/index.ts'
import { objectType, type FieldType } from '../../lib/kubernetes/type-table.ts'
import { schedule, worker } from './samples.ts'

const outdir = mkdtempSync(join(tmpdir(), 'cronwright-'))
afterAll(() => rmSync(outdir, { recursive: true, force: true }))

/** A value that a field can have; of an object with every field that its type has, some levels deep. */
function sample(field: FieldType, depth = 2): unknown {
  switch (field.kind) {
    case 'list':
      return [sample(field.element as FieldType, depth)]
    case 'map':
      return { key: sample(field.element as FieldType, depth) }
    case 'object':
      if (depth === 0) return {}
      return Object.fromEntries([...objectType(field.type as string).values()].map((member) => [member.name, sample(member, depth - 1)]))
    case 'int32':
    case 'int64':
    case 'number':
      return 7
    case 'boolean':
      return true
    case 'int-or-string':
      return '25%'
    case 'quantity':
      return '3Gi'
    default:
      return `${field.name}-value`
  }
}

/** Where the fields of a type stand, and which of them lead on to a type that is walked by itself. */
const LEVELS: Readonly<Record<string, readonly (readonly [type: string, path: string, leadsOn: readonly string[]])[]>> = {
  CronJob: [
    ['CronJobSpec', '/spec', ['jobTemplate']],
    ['JobSpec', '/spec/jobTemplate/spec', ['template']],
    ['PodSpec', '/spec/jobTemplate/spec/template/spec', ['containers']],
    ['Container', '/spec/jobTemplate/spec/template/spec/containers/0', []],
  ],
  Job: [
    ['JobSpec', '/spec', ['template']],
    ['PodSpec', '/spec/template/spec', ['containers']],
    ['Container', '/spec/template/spec/containers/0', []],
  ],
}

function manifest(kind: string, overrides: readonly JsonPatch[]): unknown {
  const app = new App({ outdir, recordConstructMetadata: false })
  const chart = new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true })
  if (kind === 'CronJob') new ScheduledJob(chart, 'a', { schedule, containers: [worker], overrides })
  else new ParallelJob(chart, 'a', { worker, chunks: 10, workers: 4, claim: 'results', batch: 'export-2026-11', overrides })
  return parseAllDocuments(app.synthYaml() as string)
    .map((document) => document.toJS() as { readonly kind: string })
    .find((object) => object.kind === kind)
}

const at = (object: unknown, path: string): unknown =>
  path
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object)

describe.each(Object.entries(LEVELS))('every field of the newest Kubernetes is within reach: %s', (kind, levels) => {
  const fields = levels.flatMap(([type, path, leadsOn]) =>
    [...objectType(type).values()]
      .filter(({ name }) => !leadsOn.includes(name))
      .map((field) => ({ path: `${path}/${field.name}`, value: sample(field) })),
  )
  const object = manifest(
    kind,
    fields.map(({ path, value }) => JsonPatch.add(path, value)),
  )
  test('the table is there', () => expect(fields.length).toBeGreaterThan(70))
  test.each(fields)('$path', ({ path, value }) => {
    expect(at(object, path)).toEqual(value)
  })
})

/* What a construct says by default is what `strict` asks for: without it, strict speaks. */
const POD = '/spec/jobTemplate/spec/template/spec'
describe('defaults are the opinions of strict', () => {
  const findings = (overrides: readonly JsonPatch[]): readonly string[] => {
    const app = new App({ outdir, recordConstructMetadata: false })
    new ScheduledJob(new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true }), 'a', {
      schedule,
      containers: [worker],
      overrides,
    })
    return lint([{ path: 'a.yaml', text: app.synthYaml() as string }], { now: 1_800_000_000, policy: 'strict' }).findings.map(
      ({ rule }) => rule,
    )
  }
  test('with all of them it is silent', () => expect(findings([])).toEqual([]))
  test.each<[path: string, rule: string]>([
    ['/spec/timeZone', 'missing-time-zone'],
    ['/spec/concurrencyPolicy', 'missing-concurrency-policy'],
    ['/spec/startingDeadlineSeconds', 'missing-starting-deadline'],
    ['/spec/successfulJobsHistoryLimit', 'missing-history-limit'],
    ['/spec/failedJobsHistoryLimit', 'missing-history-limit'],
    ['/spec/suspend', 'suspend-not-declared'],
    ['/spec/jobTemplate/spec/activeDeadlineSeconds', 'forbid-without-deadline'],
    ['/spec/jobTemplate/spec/backoffLimit', 'missing-backoff-limit'],
    [`${POD}/restartPolicy`, 'missing-field'],
    [`${POD}/securityContext/seccompProfile`, 'missing-seccomp-profile'],
    [`${POD}/containers/0/resources`, 'missing-resources'],
    [`${POD}/containers/0/securityContext/readOnlyRootFilesystem`, 'writable-root-filesystem'],
    ['/metadata/namespace', 'missing-namespace'],
  ])('without %s: %s', (path, rule) => {
    expect(findings([JsonPatch.remove(path)])).toContain(rule)
  })
  test('with the token of the namespace: mounted-service-account-token', () => {
    const overrides = [JsonPatch.remove(`${POD}/automountServiceAccountToken`), JsonPatch.remove(`${POD}/serviceAccountName`)]
    expect(findings(overrides)).toContain('mounted-service-account-token')
  })
  test('as root: runs-as-root', () => {
    const root = JsonPatch.replace(`${POD}/containers/0/securityContext`, { runAsUser: 0, allowPrivilegeEscalation: false })
    expect(findings([root, JsonPatch.remove(`${POD}/securityContext`)])).toContain('runs-as-root')
  })
})
