import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dryRun, type FieldValidation, type Verdict } from '../../lib/kubernetes/index.ts'

/** What a real API server said of each text: see api/README.md. */
interface Said {
  readonly accepted: boolean
  readonly stage: 'accepted' | 'route' | 'decode' | 'validation' | 'panic'
  readonly causes?: readonly (readonly [reason: string, field: string])[]
  readonly unknown?: readonly string[]
  readonly warnings?: readonly string[]
}

interface Mutation {
  readonly id: string
  readonly as: 'CronJob' | 'Job'
  readonly manifest: string
  readonly strict: Said
  readonly lenient: Said
  /** The server's own zone files decide. */
  readonly environment?: true
}

type Difference = Pick<Mutation, 'id' | 'strict' | 'lenient'>

function rows<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`./api/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

/** A tool that splits files as kubectl does sees no empty document. */
const SPLIT_AS_KUBECTL = new Set(['yaml-syntax-035', 'yaml-syntax-042'])

const mutations = rows<Mutation>('mutations.jsonl').filter(({ id, environment }) => !environment && !SPLIT_AS_KUBECTL.has(id))

function mutationsAt(version: string): readonly Mutation[] {
  if (version === '1.34') return mutations
  const differences = new Map(rows<Difference>(`differences-${version}.jsonl`).map((row) => [row.id, row]))
  return mutations.map((row) => ({ ...row, ...differences.get(row.id) }))
}

const MODES: readonly (readonly [name: 'strict' | 'lenient', mode: FieldValidation])[] = [
  ['strict', 'Strict'],
  ['lenient', 'Warn'],
]

describe.each(['1.28', '1.29', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'])('Kubernetes %s', (kubernetesVersion) => {
  describe.each(MODES)('%s', (name, fieldValidation) => {
    const judged = mutationsAt(kubernetesVersion).map((row) => ({
      id: row.id,
      said: row[name],
      verdict: dryRun(row.manifest, { kubernetesVersion, fieldValidation, as: row.as })[0] as Verdict | undefined,
    }))

    test('accepts and refuses the same texts', () => {
      expect(judged.filter(({ said, verdict }) => verdict?.accepted !== said.accepted).map(({ id }) => id)).toEqual([])
    })

    test('names the same unknown fields', () => {
      const refused = judged.filter(({ said }) => said.stage === 'decode' && said.unknown !== undefined)
      const unknownOf = (verdict: Verdict | undefined) => verdict?.causes.filter(({ reason }) => reason === 'UnknownField').map(({ field }) => field)
      if (fieldValidation === 'Strict') expect(refused.length).toBeGreaterThan(200)
      expect(refused.filter(({ said, verdict }) => JSON.stringify(unknownOf(verdict)) !== JSON.stringify(said.unknown)).map(({ id }) => id)).toEqual([])
    })

    test('gives the same causes for all that validation refuses', () => {
      const refused = judged.filter(({ said }) => said.stage === 'validation')
      const other = refused.filter(({ said, verdict }) => setOf(verdict?.causes.map(({ reason, field }) => [reason, field])) !== setOf(said.causes))
      expect(other.map(({ id }) => id)).toEqual([])
    })

    test('warns alike', () => {
      const warned = judged.filter(({ said, verdict }) => said.warnings !== undefined || (verdict?.warnings.length ?? 0) > 0)
      const other = warned.filter(({ said, verdict }) => JSON.stringify([...(verdict?.warnings ?? [])].toSorted()) !== JSON.stringify([...(said.warnings ?? [])].toSorted()))
      expect(other.map(({ id }) => id)).toEqual([])
    })
  })
})

function setOf(causes: readonly (readonly [string, string])[] | undefined): string {
  return [...new Set((causes ?? []).map((cause) => cause.join(' ')))].toSorted().join('\n')
}
