// Collects the CustomResourceDefinitions of what the constructs emit from the modules of their projects, and writes them to test/constructs/crds/ without prose: node scripts/collect-crds.mjs
// Needs Go, for `go mod download`. A schema that stands in several places, as a container does in an Argo Workflow, is kept once under `schemas` and named by its key.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** Module and version, the CRD's file, and the API versions that the constructs speak. */
const SOURCES = [
  ['github.com/external-secrets/external-secrets@v1.3.2', 'config/crds/bases/external-secrets.io_externalsecrets.yaml', ['v1']],
  ['github.com/bitnami-labs/sealed-secrets@v0.40.0', 'helm/sealed-secrets/crds/bitnami.com_sealedsecrets.yaml', ['v1alpha1']],
  ['sigs.k8s.io/secrets-store-csi-driver@v1.5.3', 'config/crd/bases/secrets-store.csi.x-k8s.io_secretproviderclasses.yaml', ['v1']],
  ['github.com/argoproj/argo-workflows/v3@v3.7.2', 'manifests/base/crds/full/argoproj.io_cronworkflows.yaml', ['v1alpha1']],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
    ['v1'],
  ],
]

/** Large enough to be worth a name. */
const WORTH = 120

const folder = fileURLToPath(new URL('../test/constructs/crds/', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

for (const [module, path, versions] of SOURCES) {
  const crd = parse(readFileSync(join(moduleFolder(module), path), 'utf8'), { maxAliasCount: -1 })
  const { group, names, scope } = crd.spec
  const served = crd.spec.versions.filter(({ name }) => versions.includes(name))
  if (served.length === 0) throw new Error(`${path} has none of the versions ${versions.join(', ')}`)
  const schemas = new Map()
  const counts = new Map()
  const slim = served.map(({ name, schema }) => [name, withoutProse(schema.openAPIV3Schema)])
  for (const [, schema] of slim) count(schema, counts)
  const kept = {
    source: `${module} ${path}`,
    licence: 'Apache-2.0',
    group,
    names: { kind: names.kind, listKind: names.listKind, plural: names.plural, singular: names.singular },
    scope,
    versions: Object.fromEntries(slim.map(([name, schema]) => [name, shared(schema, counts, schemas)])),
    schemas: Object.fromEntries(schemas),
  }
  writeFileSync(join(folder, `${names.plural}.${group}.json`), `${JSON.stringify(kept)}\n`)
}

function moduleFolder(module) {
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { cwd: tmpdir(), encoding: 'utf8' })
  return JSON.parse(answer).Dir
}

/** Without descriptions and examples. A property may be called `description`: it is a schema there, and text here. */
function withoutProse(value) {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      (key === 'description' || key === 'example' || key === 'title') && typeof one === 'string' ? [] : [[key, withoutProse(one)]],
    ),
  )
}

function isSchema(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (value.type === 'object' || value.type === 'array')
}

function count(value, counts) {
  if (typeof value !== 'object' || value === null) return
  if (isSchema(value)) {
    const text = JSON.stringify(value)
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.get(text) > 1) return
  }
  for (const one of Object.values(value)) count(one, counts)
}

function shared(value, counts, schemas) {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one) => shared(one, counts, schemas))
  const inner = () => Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shared(one, counts, schemas)]))
  const text = JSON.stringify(value)
  if (!isSchema(value) || text.length < WORTH || (counts.get(text) ?? 0) < 2) return inner()
  const key = createHash('sha256').update(text).digest('hex').slice(0, 8)
  if (!schemas.has(key)) schemas.set(key, inner())
  return { $ref: key }
}
