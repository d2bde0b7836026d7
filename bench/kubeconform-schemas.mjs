// JSON Schemas of CronJob and Job from the derived table of types, so that a peer judges by the same facts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const { TYPES } = await import('../dist/lib/kubernetes/data/types.js')
const SCALARS = {
  s: { type: ['string', 'null'] },
  i: { type: ['integer', 'null'] },
  l: { type: ['integer', 'null'] },
  n: { type: ['number', 'null'] },
  b: { type: ['boolean', 'null'] },
  q: { type: ['string', 'number', 'null'] },
  x: { type: ['string', 'integer', 'null'] },
  t: { type: ['string', 'null'] },
  u: { type: ['string', 'null'] },
  y: { type: ['string', 'null'] },
  r: {},
}

function schemaOf(kind) {
  if (kind.startsWith('[')) return { type: ['array', 'null'], items: schemaOf(kind.slice(1)) }
  if (kind.startsWith('{')) return { type: ['object', 'null'], additionalProperties: schemaOf(kind.slice(1)) }
  return SCALARS[kind] ?? { $ref: `#/definitions/${kind}` }
}

export async function writeSchemas(folder) {
  const definitions = {}
  for (const line of TYPES.trim().split('\n')) {
    const [name, ...fields] = line.split(' ')
    const properties = Object.fromEntries(
      fields
        .filter(Boolean)
        .map((field) => field.match(/^(.+?):([[{]*[A-Za-z0-9]+)/))
        .map(([, field, kind]) => [field, schemaOf(kind)]),
    )
    definitions[name] = { type: ['object', 'null'], additionalProperties: false, properties }
  }
  for (const kind of ['CronJob', 'Job'])
    writeFileSync(
      join(folder, `${kind.toLowerCase()}.json`),
      JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...definitions[kind], definitions }),
    )
}
