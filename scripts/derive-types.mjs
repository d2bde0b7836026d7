// Derives lib/kubernetes/data/types.ts from the OpenAPI documents inside the Go modules k8s.io/kubernetes.
//
//   for version in v1.27.16 v1.28.15 …; do go mod download k8s.io/kubernetes@$version; done
//   node scripts/derive-types.mjs v1.27.16 v1.28.15 … v1.37.2
//
// One line a type: its name, then its fields as name:kind with flags. See lib/kubernetes/type-table.ts, which reads it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const cache = execFileSync('go', ['env', 'GOMODCACHE'], { encoding: 'utf8' }).trim()
const versions = process.argv.slice(2).sort((a, b) => minorOf(a) - minorOf(b))
const ROOTS = [
  'batch.v1.CronJob',
  'batch.v1.Job',
  ...['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount', 'ResourceQuota', 'LimitRange'].map((kind) => `core.v1.${kind}`),
]
const PREFIX = /^io\.k8s\.(api|apimachinery\.pkg\.(apis|api|util|runtime))\./

function minorOf(version) {
  return Number(version.split('.')[1])
}

function schemasOf(version) {
  const folder = join(cache, `k8s.io/kubernetes@${version}/api/openapi-spec/v3`)
  const schemas = {}
  for (const file of ['api__v1_openapi.json', 'apis__batch__v1_openapi.json'])
    Object.assign(schemas, JSON.parse(readFileSync(join(folder, file), 'utf8')).components.schemas)
  return schemas
}

const shortName = (full) => full.replace(PREFIX, '')
const typeName = (full) => shortName(full).split('.').at(-1)

function kindOf(schema, visit) {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref
  if (reference) {
    const full = reference.replace('#/components/schemas/', '')
    const name = typeName(full)
    if (name === 'Quantity') return 'q'
    if (name === 'IntOrString') return 'x'
    if (name === 'Time') return 't'
    if (name === 'MicroTime') return 'u'
    if (name === 'FieldsV1' || name === 'RawExtension') return 'r'
    visit(full)
    return name
  }
  if (schema.type === 'array') return `[${kindOf(schema.items, visit)}`
  if (schema.type === 'object') return schema.additionalProperties ? `{${kindOf(schema.additionalProperties, visit)}` : 'r'
  if (schema.type === 'string') return schema.format === 'byte' ? 'y' : 's'
  if (schema.type === 'integer') return schema.format === 'int32' ? 'i' : 'l'
  if (schema.type === 'boolean') return 'b'
  if (schema.type === 'number') return 'n'
  return 'r'
}

/** type → field → { kind, since, until, required } */
const table = new Map()
for (const version of versions) {
  const minor = minorOf(version)
  const schemas = schemasOf(version)
  const seen = new Set()
  const visit = (full) => {
    if (seen.has(full)) return
    seen.add(full)
    const schema = schemas[full]
    const name = typeName(full)
    const fields = table.get(name) ?? new Map()
    table.set(name, fields)
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      const kind = kindOf(property, visit)
      const required = (schema.required ?? []).includes(field)
      const known = fields.get(field)
      // A type that got another name (ResourceRequirements of a claim in 1.29): the newer one describes it.
      if (known && known.kind !== kind && !/^[A-Z]/.test(kind))
        throw new Error(`${name}.${field} is ${known.kind} before and ${kind} in ${version}`)
      if (known) Object.assign(known, { kind, until: minor, required: known.required && required })
      else fields.set(field, { kind, since: minor, until: minor, required })
    }
  }
  for (const root of ROOTS) visit(`io.k8s.api.${root}`)
}

// A type that got another name in between: its fields are as old as those of the type that it was.
for (const [now, before] of [['VolumeResourceRequirements', 'ResourceRequirements']]) {
  for (const [field, entry] of table.get(now) ?? []) {
    const older = table.get(before)?.get(field)
    if (older) entry.since = Math.min(entry.since, older.since)
  }
}

const oldest = minorOf(versions[0])
const newest = minorOf(versions.at(-1))
const lines = [...table]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, fields]) => {
    const texts = [...fields]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([field, { kind, since, until, required }]) =>
          `${field}:${kind}${required ? '!' : ''}${since > oldest ? `>${since}` : ''}${until < newest ? `<${until}` : ''}`,
      )
    return `${name} ${texts.join(' ')}`
  })

writeFileSync(
  new URL('../lib/kubernetes/data/types.ts', import.meta.url),
  `/*
 * Types of the batch and core kinds of Kubernetes 1.${oldest} to 1.${newest}, derived by scripts/derive-types.mjs from the OpenAPI documents
 * (api/openapi-spec/v3) inside the Go modules k8s.io/kubernetes ${versions.join(', ')}.
 * Copyright The Kubernetes Authors; licensed under the Apache License, Version 2.0.
 *
 * A line a type; a field is name:kind, then ! where required, >N where it exists since 1.N, <N where it exists until 1.N.
 * Kinds: s string, i int32, l int64, n number, b boolean, q quantity, x int or string, t time, u micro time, y bytes, r any, [ list of, { map of, or a type.
 */
export const TYPES = \`
${lines.join('\n')}
\`
`,
)
console.log(`${table.size} types, ${[...table.values()].reduce((sum, fields) => sum + fields.size, 0)} fields`)
