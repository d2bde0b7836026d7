import { Ajv } from 'ajv'
import { App, Chart } from 'cdk8s'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { SecretSource } from '../../lib/constructs/index.ts'
import { CRDS, strictSchema } from './crds.ts'
import { SAMPLES } from './samples.ts'

interface Resource {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: Readonly<Record<string, unknown>>
}

const SECRETS: Readonly<Record<string, (chart: Chart) => unknown>> = {
  external: (chart) =>
    SecretSource.external(chart, 'a', {
      name: 'bank',
      store: { name: 'vault', kind: 'SecretStore' },
      keys: { token: { key: 'finance/bank', property: 'token' }, whole: { key: 'finance/whole' } },
    }),
  sealed: (chart) => SecretSource.sealed(chart, 'a', { name: 'bank', namespace: 'shop', encrypted: { token: `AgB${'x'.repeat(200)}` } }),
  csi: (chart) =>
    SecretSource.csi(chart, 'a', { name: 'bank', provider: 'vault', parameters: { roleName: 'shop' }, keys: { token: 'finance/bank' } }),
}

function synthesize(build: (chart: Chart) => unknown): Resource[] {
  const app = new App({ recordConstructMetadata: false })
  build(new Chart(app, 'test', { namespace: 'shop', disableResourceNameHashes: true }))
  return parseAllDocuments(app.synthYaml() as string).map((document) => document.toJS() as Resource)
}

/** Groups that the API server itself serves. */
const BUILT_IN = /^(v1|(apps|batch|policy|autoscaling|[a-z.]+\.k8s\.io)\/v\w+)$/
/** `x-k8s.io` and `secrets-store.csi.x-k8s.io` are names of projects. */
const isCustom = ({ apiVersion }: Resource): boolean => !BUILT_IN.test(apiVersion) || apiVersion.includes('.x-k8s.io/')

const RESOURCES = Object.entries({ ...SAMPLES, SecretSource: SECRETS }).flatMap(([construct, samples]) =>
  Object.entries(samples).flatMap(([sample, build]) =>
    synthesize(build)
      .filter(isCustom)
      .map((resource) => ({ title: `${construct}, ${sample}: ${resource.kind}`, resource })),
  ),
)

/** Go writes "of either case" into the pattern. */
const goRegExp = Object.assign(
  (pattern: string, flags: string) => new RegExp(pattern.replace('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags),
  { code: '' },
)

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, code: { regExp: goRegExp } })
const validators = new Map<string, ReturnType<typeof ajv.compile>>()

function faults(resource: Resource): string[] {
  const { apiVersion, kind } = resource
  const [group, version] = apiVersion.split('/')
  const key = `${apiVersion} ${kind}`
  const crd = CRDS.find((one) => one.group === group && one.names.kind === kind)
  if (!crd?.versions[version]) return [`no schema of ${key}: scripts/collect-crds.mjs collects them`]
  const validate = validators.get(key) ?? ajv.compile(strictSchema(crd, version))
  validators.set(key, validate)
  validate(resource)
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
}

test('every way to a custom resource is among the samples', () => {
  expect([...new Set(RESOURCES.map(({ resource }) => resource.kind))].sort()).toEqual(
    expect.arrayContaining(['ExternalSecret', 'PrometheusRule', 'SealedSecret', 'SecretProviderClass']),
  )
})

describe.each(RESOURCES)('$title', ({ resource }) => {
  test("is what its project's definition allows", () => expect(faults(resource)).toEqual([]))

  test('with a misspelt field, it is refused', () => {
    expect(faults({ ...resource, spec: { ...resource.spec, misspelt: true } })).toEqual([
      '/spec must NOT have additional properties {"additionalProperty":"misspelt"}',
    ])
  })

  test('with a field of another type, it is refused', () => {
    const [field] = Object.keys(resource.spec)
    expect(faults({ ...resource, spec: { ...resource.spec, [field]: 3 } })).not.toEqual([])
  })
})
