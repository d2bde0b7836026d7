import { expect, test } from 'vitest'
import { backoffSeconds } from '../../lib/fleet/index.ts'

test.each<[retries: number, seconds: number]>([
  [0, 0],
  [1, 10],
  [2, 30],
  [6, 630],
  // from the seventh on ten minutes each
  [7, 1230],
  [8, 1830],
  [2_147_483_647, 630 + (2_147_483_647 - 6) * 600],
])('%i retries wait %i seconds', (retries, seconds) => {
  expect(backoffSeconds(retries)).toBe(seconds)
})
