import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dryRun } from '../../lib/kubernetes/index.ts'
import { manifestOf, type FieldRow } from './api-fields.ts'

/*
 * Every field of CronJob, Job and pod with values at the edge, and what kube-apiserver v1.33.13 said: what the mutations, written by hand, may have passed over.
 */

interface Row extends FieldRow {
  readonly said: { readonly accepted: boolean; readonly causes?: readonly (readonly [reason: string, field: string])[] }
}

const rows = readFileSync(new URL('./api/fields-1.33.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)

const judged = rows.map((row) => ({ ...row, verdict: dryRun(manifestOf(row), { kubernetesVersion: '1.33', as: row.as })[0] }))

/** The first that differ, as a maintainer wants to see them. */
function shown(list: typeof judged): string {
  return list
    .slice(0, 20)
    .map(({ id, slot, value, said, verdict }) => `${id} ${slot} ${value}: said ${setOf(said.causes)}, ours ${setOf(verdict.causes.map(({ reason, field }) => [reason, field]))}`)
    .join('\n')
}

function setOf(causes: readonly (readonly [string, string])[] = []): string {
  return [...new Set(causes.map((cause) => cause.join(' ')))].toSorted().join(' + ') || 'nothing'
}

test('99.5 % of the fields get the same answer', () => {
  const other = judged.filter(({ said, verdict }) => verdict.accepted !== said.accepted)
  expect(other.length / rows.length, shown(other)).toBeLessThanOrEqual(0.005)
})

test('99 % of the refused get the same causes', () => {
  const refused = judged.filter(({ said }) => !said.accepted)
  const other = refused.filter(({ said, verdict }) => setOf(verdict.causes.map(({ reason, field }) => [reason, field])) !== setOf(said.causes))
  expect(refused.length).toBeGreaterThan(2_000)
  expect(other.length / refused.length, shown(other)).toBeLessThanOrEqual(0.01)
})
