import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../lib/kubernetes/index.ts'
import { objectType, typeNames, type FieldType } from '../../lib/kubernetes/type-table.ts'
import { readYaml } from '../../lib/reader/index.ts'

/*
 * The walker against a validator of JSON Schema: both are asked about the same random objects, half of them with faults. The schema is written from
 * the table of types, so this proves the walker, not the table.
 */

type Schema = Readonly<Record<string, unknown>>

const INT64 = 2 ** 63

/** Null is unset at the server, wherever it stands. */
function orNull(schema: Schema): Schema {
  return { anyOf: [{ type: 'null' }, schema] }
}

function valueSchema({ kind, element, type }: FieldType): Schema {
  switch (kind) {
    case 'string':
    case 'boolean':
      return orNull({ type: kind })
    case 'int32':
      return orNull({ type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 })
    case 'int64':
      return orNull({ type: 'integer', minimum: -INT64, exclusiveMaximum: INT64 })
    case 'number':
      return orNull({ type: 'number' })
    case 'int-or-string':
      return { anyOf: [{ type: 'null' }, { type: 'string' }, { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }] }
    case 'quantity':
      return {
        anyOf: [
          { type: 'null' },
          { type: 'number' },
          { type: 'string', pattern: '^\\s*[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?\\s*$' },
        ],
      }
    case 'time':
      return orNull({ type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$' })
    case 'bytes':
      return orNull({ type: 'string' })
    case 'list':
      return orNull({ type: 'array', items: valueSchema(element as FieldType) })
    case 'map':
      return orNull({ type: 'object', additionalProperties: valueSchema(element as FieldType) })
    case 'object':
      return { anyOf: [{ type: 'null' }, { $ref: `#/$defs/${type}` }] }
    case 'any':
      return {}
  }
}

function schemaAt(minor: number, root: string): Schema {
  const defs = typeNames().map((name) => {
    const fields = [...objectType(name).values()].filter(({ since, until }) => since <= minor && minor <= until)
    return [
      name,
      {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(fields.map((field) => [field.name, valueSchema(field)])),
      },
    ] as const
  })
  return { $ref: `#/$defs/${root}`, $defs: Object.fromEntries(defs) }
}

const FAULTS = [null, 'text', '5', 5, -1, 1.5, 2147483648, 1e300, true, [], {}, ['a'], { a: 'b' }] as const
const RIGHT: Readonly<Partial<Record<FieldType['kind'], readonly unknown[]>>> = {
  string: ['', 'a', 'yes', '0755', '12:30', 'null', '~', '1e3'],
  boolean: [true, false],
  int32: [0, 1, -5, 2147483647],
  int64: [0, 1, 9007199254740991, 9e18],
  number: [0.5, 3],
  quantity: ['1', '500m', '64Mi', '1e3', 2, 0.5, ' 1Gi '],
  'int-or-string': [80, 'http'],
  time: ['2027-01-15T12:00:00Z'],
  bytes: ['YQ=='],
  any: [{ a: [1] }],
}

/** A value for a field: right most of the time. Faults come from `random`, so that a failure can be shrunk. */
function valueOf(field: FieldType, random: () => number, depth: number): unknown {
  if (random() < 0.04) return FAULTS[Math.floor(random() * FAULTS.length)]
  const { kind, element, type } = field
  if (kind === 'object') return depth > 9 ? null : objectOf(type as string, random, depth + 1)
  if (kind === 'list') return Array.from({ length: Math.floor(random() * 3) }, () => valueOf(element as FieldType, random, depth + 1))
  if (kind === 'map') return { a: valueOf(element as FieldType, random, depth + 1) }
  const values = RIGHT[kind] ?? []
  return values[Math.floor(random() * values.length)]
}

function objectOf(typeName: string, random: () => number, depth = 0): Record<string, unknown> {
  const fields = [...objectType(typeName).values()]
  const chosen = fields.filter(() => random() < Math.min(0.5, 4 / fields.length))
  const object = Object.fromEntries(chosen.map((field) => [field.name, valueOf(field, random, depth)]))
  if (random() < 0.03) object.bogus = 1
  return object
}

/** A small generator of its own, so that one number tells the whole object. */
function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

test.each([
  [27, 'CronJob'],
  [34, 'Job'],
  [37, 'CronJob'],
])('at 1.%i a %s is decoded without a fault exactly when its schema says so', (minor, kind) => {
  const validate = new Ajv2020({ strict: false }).compile(schemaAt(minor, kind))
  let faults = 0
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const object = objectOf(kind, randomFrom(seed))
      const [document] = readYaml(JSON.stringify(object))
      const problems = document?.root ? decode(document.root, kind, minor).problems : []
      if (problems.length > 0) faults++
      expect(problems.length === 0, `${problems.map(({ message }) => message).join('\n')} ${JSON.stringify(object)}`).toBe(validate(object))
    }),
    { numRuns: 1_000, seed: 20_261_124 },
  )
  // Objects of both sorts were met.
  expect(faults).toBeGreaterThan(100)
  expect(faults).toBeLessThan(900)
})
