import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { POLICIES, RULES } from '../../policies/index.ts'

const page = readFileSync(new URL('../../docs/policies.md', import.meta.url), 'utf8')
const rows = new Map(
  [...page.matchAll(/^\| `([\w-]+)` +\| (\S+) +\| (\S+) +\| (.+?) +\|$/gm)].map(([, id, recommended, strict, why]) => [
    id,
    { recommended, strict, why },
  ]),
)

describe('docs/policies.md gives a reason for the level of every rule that has a choice', () => {
  test.each(RULES.filter(({ family }) => family !== 'api').map(({ id }) => id))('%s', (id) => {
    const { recommended, strict } = POLICIES
    expect(rows.get(id)).toEqual({
      recommended: recommended.levels[id] ?? '-',
      strict: strict.levels[id] ?? '-',
      why: expect.stringMatching(/\w.*\.$/) as string,
    })
  })

  test('and names no rule that is gone', () => {
    const known = new Set(RULES.map(({ id }) => id))
    expect([...rows.keys()].filter((id) => !known.has(id))).toEqual([])
  })
})
