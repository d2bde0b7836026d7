import { describe, expect, test } from 'vitest'
import { expandReferences, referencesIn, statedTimes, undoubleBraced } from '../../lib/script/index.ts'

const known = (name: string): string | undefined => ({ HOST: 'orders-db', EMPTY: '' })[name]

describe('the kubelet', () => {
  test.each([
    ['plain', 'plain'],
    ['psql -h $(HOST)', 'psql -h orders-db'],
    ['$(HOST)$(HOST)', 'orders-dborders-db'],
    ['a$(EMPTY)b', 'ab'],
    // left alone
    ['$HOST ${HOST}', '$HOST ${HOST}'],
    ['$(date +%F)', '$(date +%F)'],
    ['$(OTHER)', '$(OTHER)'],
    ['$(echo $(HOST))', '$(echo $(HOST))'],
    ['$(HOST', '$(HOST'],
    ['costs 5$', 'costs 5$'],
    // an escaped dollar
    ['$$(HOST)', '$(HOST)'],
    ['$$$(HOST)', '$orders-db'],
    ['kill $$', 'kill $'],
  ])('makes of %j %j', (text, expanded) => {
    expect(expandReferences(text, known).text).toBe(expanded)
  })

  test.each<[text: string, marker: string]>([
    ['a $(HOST) | b', '| b'],
    ['$(date) | b', '| b'],
    ['$$x | b', '| b'],
    ['$(HOST) $(HOST)\n| b', '| b'],
  ])('what follows in %j keeps its place', (text, marker) => {
    const expanded = expandReferences(text, known)
    expect(expanded.origin(expanded.text.indexOf(marker))).toBe(text.indexOf(marker))
  })
})

test.each<[text: string, seconds: readonly number[]]>([
  ['sleep 30', [30]],
  ['sleep 2.5m; timeout -k 10 1h ./run', [150, 3600]],
  ['./consume --max-runtime=280s', [280]],
  ['sleep "$DELAY"', []],
  ['# sleep 900\nsleep 1', [1]],
  ['nosleep 5', []],
])('%j states %j seconds', (text, seconds) => {
  expect(statedTimes(text).map((time) => time.seconds)).toEqual(seconds)
})

test.each<[text: string, names: readonly string[]]>([
  ['$(A) $(B)', ['A', 'B']],
  ['$$(A) $$$(B)', ['B']],
  ['$(curl $(A)) $(B)', ['A hidden', 'B']],
  ['$(a $(b $(C)))', ['C hidden']],
  ['$x $(never', []],
  ['$(date)', ['date']],
])('the kubelet sees in %j the references %j', (text, names) => {
  expect(referencesIn(text).map(({ name, hidden }) => (hidden ? `${name} hidden` : name))).toEqual(names)
  for (const { name, from, to } of referencesIn(text)) expect(text.slice(from, to)).toBe(`$(${name})`)
})

test.each([
  ['a $${B} | c', 'a ${B} | c'],
  ['$${A}$${B}|', '${A}${B}|'],
  ['kill $$ | c', 'kill $$ | c'],
])('what Flux leaves of %j is %j', (text, left) => {
  const undoubled = undoubleBraced(text)
  expect(undoubled.text).toBe(left)
  expect(undoubled.origin(left.indexOf('|'))).toBe(text.indexOf('|'))
})
