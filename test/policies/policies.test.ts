import { expect, test } from 'vitest'
import { POLICIES, RULES } from '../../policies/index.ts'

/** What no manifest can tell, what depends on the machine, and what only some teams ask for. */
const BY_CHOICE = ['busy-minute', 'missing-image-digest', 'missing-job-ttl', 'missing-owner', 'shellcheck']

test('every rule belongs to a policy, but for the ones that are chosen by name', () => {
  const chosen = new Set(Object.values(POLICIES).flatMap(({ levels }) => Object.keys(levels)))
  const named = RULES.filter((rule) => !('explains' in rule)).map(({ id }) => id)
  expect(named.filter((id) => !chosen.has(id)).sort()).toEqual(BY_CHOICE)
})

test('a policy names no rule that does not exist', () => {
  const known = new Set(RULES.map(({ id }) => id))
  expect(Object.values(POLICIES).flatMap(({ levels }) => Object.keys(levels).filter((id) => !known.has(id)))).toEqual([])
})

test('strict has everything of recommended', () => {
  const { recommended, strict } = POLICIES
  expect(Object.keys(recommended.levels).filter((id) => !(id in strict.levels))).toEqual([])
})
