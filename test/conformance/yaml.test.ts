import { expect, test } from 'vitest'
import { readManifests } from '../../lib/index.ts'
import { vectors } from './vectors.ts'
import { canonical } from './yaml/canonical.ts'

interface YamlRow {
  readonly yaml: string
  readonly accepted: boolean
  readonly json?: string
  readonly strictAccepted: boolean
}

const rows = vectors<YamlRow>('yaml/yaml-to-json.jsonl')


function agrees({ yaml, accepted, json, strictAccepted }: YamlRow): boolean {
  const [document] = readManifests(yaml)
  const errors = document?.errors ?? []
  if (errors.every(({ strictOnly }) => strictOnly) !== accepted || (errors.length === 0) !== strictAccepted) return false
  return !accepted || json === undefined || canonical(document?.value ?? null) === canonical(JSON.parse(json))
}

/** What the present reader reads otherwise; each is a text that nobody writes in a manifest. */
const KNOWN_DIFFERENCES: readonly string[] = []

test('reads what the YAML reader of Kubernetes reads', () => {
  const different = rows.filter((row) => !agrees(row)).map(({ yaml }) => yaml)
  expect(different).toEqual(KNOWN_DIFFERENCES)
})

test.each(['9007199254740993', '9223372036854775807', '-9223372036854775808', '18446744073709551615'])('keeps every digit of %s', (digits) => {
  const [document] = readManifests(`v: ${digits}`)
  expect((document.value as { v: bigint }).v).toBe(BigInt(digits))
})

/** Found by the fuzzer (oracle/yaml/fuzz.mjs), each with what Go made of it: its JSON, or nothing where it refuses. */
test.each<[text: string, json: string | undefined]>([
  ['...', undefined],
  ['18446744073709551616:', '{"1.8446744e+19":null}'],
  ['.inf:', '{".inf":null}'],
  ['!!int -9223372036854775809', undefined],
  ['!!int 1e3', undefined],
  ['!!int 08', undefined],
  ['0b-101', '-5'],
  ['[]:', '[]'],
  ['{}""%', '{}'],
  ['x: ._0', '{"x":"._0"}'],
  ['x: .5_0', '{"x":0.5}'],
  ['-0.0: x', '{"-0":"x"}'],
  ['! "<<": {a: 1}', '{"a":1}'],
  ['[http://x/?a=b]', undefined],
  ['{image:}', '{"image:":null}'],
])('%j', (yaml, json) => {
  expect(agrees({ yaml, accepted: json !== undefined, json, strictAccepted: json !== undefined })).toBe(true)
})
