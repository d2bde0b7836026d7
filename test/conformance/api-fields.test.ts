import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dryRun } from '../../lib/kubernetes/index.ts'
import { manifestOf, type FieldRow } from './api-fields.ts'

/*
 * Every field of CronJob, Job and pod with values at the edge, and what kube-apiserver v1.33.13 said: what the mutations, written by hand, may have passed over.
 */

interface Row extends FieldRow {
  readonly said: {
    readonly accepted: boolean
    readonly stage: string
    readonly causes?: readonly (readonly [reason: string, field: string])[]
    readonly warnings?: readonly string[]
  }
}

function read<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`./api/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

/** Rows, the version that was asked first, and others whose answers are kept where they differ. */
const RECORDINGS = [
  { rows: read<Row>('fields-1.33.jsonl'), first: '1.33', others: ['1.32', '1.36', '1.37'], differences: 'fields-differences' },
  { rows: read<Row>('newer-fields-1.37.jsonl'), first: '1.37', others: ['1.33'], differences: 'newer-fields-differences' },
] as const

type Recording = (typeof RECORDINGS)[number]

function rowsAt({ rows, first, differences }: Recording, version: string): readonly Row[] {
  if (version === first) return rows
  const other = new Map(read<Pick<Row, 'id' | 'said'>>(`${differences}-${version}.jsonl`).map((row) => [row.id, row]))
  return rows.map((row) => ({ ...row, ...other.get(row.id) }))
}

function judgedAt(recording: Recording, kubernetesVersion: string) {
  return rowsAt(recording, kubernetesVersion).map((row) => ({ ...row, verdict: dryRun(manifestOf(row), { kubernetesVersion, as: row.as })[0] }))
}

/** The first that differ, as a maintainer wants to see them. */
function shown(list: ReturnType<typeof judgedAt>): string {
  return list
    .slice(0, 20)
    .map(({ id, slot, value, said, verdict }) => `${id} ${slot} ${value}: said ${setOf(said.causes)}, ours ${setOf(verdict.causes.map(({ reason, field }) => [reason, field]))}`)
    .join('\n')
}

function setOf(causes: readonly (readonly [string, string])[] = []): string {
  return [...new Set(causes.map((cause) => cause.join(' ')))].toSorted().join(' + ') || 'nothing'
}

describe.each(RECORDINGS.flatMap((recording) => [recording.first, ...recording.others].map((version) => [recording.rows[0].id, version, recording] as const)))(
  '%s and what follows at Kubernetes %s',
  (_, version, recording) => {
  const judged = judgedAt(recording, version)

  test('every field gets the same answer', () => {
    const other = judged.filter(({ said, verdict }) => verdict.accepted !== said.accepted)
    expect(other.length, shown(other)).toBe(0)
  })

  test('what is refused by validation gets the same causes', () => {
    const refused = judged.filter(({ said }) => said.stage === 'validation')
    const other = refused.filter(({ said, verdict }) => setOf(verdict.causes.map(({ reason, field }) => [reason, field])) !== setOf(said.causes))
    expect(refused.length).toBeGreaterThan(50)
    expect(other.length, shown(other)).toBe(0)
  })

  test('what is accepted is warned of alike', () => {
    const other = judged.filter(({ said, verdict }) => verdict.accepted && [...verdict.warnings].toSorted().join() !== [...(said.warnings ?? [])].toSorted().join())
    expect(other.map(({ id, verdict }) => `${id} ${verdict.warnings.join()}`)).toEqual([])
  })
})
