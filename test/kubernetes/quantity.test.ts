import { expect, test } from 'vitest'
import { isQuantity, quantityValue } from '../../lib/kubernetes/index.ts'
import { quantityFault } from '../../lib/kubernetes/quantity.ts'

test.each<[text: string, value: number]>([
  ['1', 1],
  ['500m', 0.5],
  ['64Mi', 64 * 2 ** 20],
  ['1e3', 1000],
  ['1E3', 1000],
  ['1E', 1e18],
  ['-2k', -2000],
  ['m', 0],
  ['.', 0],
])('%s is %d', (text, value) => {
  expect(quantityValue(text)).toBeCloseTo(value)
})

test.each<[text: string, fault: string]>([
  ['1K', 'suffix'],
  ['1ki', 'suffix'],
  ['1e', 'suffix'],
  ['1Kb', 'regular expression'],
  ['1 Gi', 'regular expression'],
  ['', 'regular expression'],
  ['0x10', 'regular expression'],
])('%s fails for its %s', (text, fault) => {
  expect(isQuantity(text)).toBe(false)
  expect(quantityFault(text)).toContain(fault)
})
