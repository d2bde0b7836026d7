import { readdirSync, readFileSync } from 'node:fs'

/** A CustomResourceDefinition as scripts/collect-crds.mjs keeps it. */
interface KeptCrd {
  readonly group: string
  readonly names: { readonly kind: string; readonly plural: string }
  readonly scope: string
  readonly versions: Readonly<Record<string, Schema>>
  readonly schemas: Readonly<Record<string, Schema>>
}

type Schema = { readonly [key: string]: unknown }

const folder = new URL('./crds/', import.meta.url)

export const CRDS: readonly KeptCrd[] = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as KeptCrd,
)

/** The schema with every `$ref` replaced by what it names. */
function whole(schema: unknown, schemas: KeptCrd['schemas']): unknown {
  if (Array.isArray(schema)) return schema.map((one) => whole(one, schemas))
  if (typeof schema !== 'object' || schema === null) return schema
  const { $ref } = schema as { $ref?: unknown }
  if (typeof $ref === 'string') return whole(schemas[$ref], schemas)
  return Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, whole(one, schemas)]))
}

/** The manifest that a cluster takes. */
export function crdManifest({ group, names, scope, versions, schemas }: KeptCrd): Schema {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${names.plural}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes/enhancements' },
    },
    spec: {
      group,
      names,
      scope,
      versions: Object.entries(versions).map(([name, schema], index, { length }) => ({
        name,
        served: true,
        storage: index === length - 1,
        schema: { openAPIV3Schema: whole(schema, schemas) },
      })),
    },
  }
}

/**
 * The schema of one version as JSON Schema that refuses what the server refuses under strict validation: a field that no schema names. A server prunes by structure alone, so an object
 * with properties is closed unless it says `additionalProperties` or `x-kubernetes-preserve-unknown-fields`.
 */
export function strictSchema(crd: KeptCrd, version: string): Schema {
  const close = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(close)
    if (typeof value !== 'object' || value === null) return value
    const schema = value as Schema
    const nullable = schema.nullable === true && typeof schema.type === 'string' ? { type: [schema.type, 'null'] } : {}
    const intOrString = schema['x-kubernetes-int-or-string'] === true ? { type: ['integer', 'string'] } : {}
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties !== undefined || !schema.properties
    const properties = schema.properties && Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, close(one)]))
    const rest = Object.fromEntries(
      ['items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not'].flatMap((key) =>
        schema[key] === undefined ? [] : [[key, key === 'items' || key === 'additionalProperties' ? close(schema[key]) : schema[key]]],
      ),
    )
    return {
      ...schema,
      ...rest,
      ...nullable,
      ...intOrString,
      ...(properties ? { properties } : {}),
      ...(open ? {} : { additionalProperties: false }),
    }
  }
  const schema = close(whole(crd.versions[version], crd.schemas)) as { properties: Schema }
  // Named by the server itself.
  return { ...schema, properties: { ...schema.properties, metadata: { type: 'object' } } }
}
