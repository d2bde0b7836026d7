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
  }
}

function read<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`./api/${name}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

const rows = read<Row>('fields-1.33.jsonl')

function rowsAt(version: string): readonly Row[] {
  if (version === '1.33') return rows
  const differences = new Map(read<Pick<Row, 'id' | 'said'>>(`fields-differences-${version}.jsonl`).map((row) => [row.id, row]))
  return rows.map((row) => ({ ...row, ...differences.get(row.id) }))
}

function judgedAt(kubernetesVersion: string) {
  return rowsAt(kubernetesVersion).map((row) => ({ ...row, verdict: dryRun(manifestOf(row), { kubernetesVersion, as: row.as })[0] }))
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

describe.each(['1.32', '1.33', '1.36'])('Kubernetes %s', (version) => {
  const judged = judgedAt(version)

  test('every field gets the same answer', () => {
    const other = judged.filter(({ said, verdict }) => verdict.accepted !== said.accepted)
    expect(other.length, shown(other)).toBe(0)
  })

  test('what is refused by validation gets the same causes', () => {
    const refused = judged.filter(({ said }) => said.stage === 'validation')
    const other = refused.filter(({ said, verdict }) => setOf(verdict.causes.map(({ reason, field }) => [reason, field])) !== setOf(said.causes))
    expect(refused.length).toBeGreaterThan(1_000)
    expect(other.length, shown(other)).toBe(0)
  })
})
