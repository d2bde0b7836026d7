import { isMainThread } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { offsetsOfProcess } from '../../lib/cli/process-offsets.ts'
import { knownTimeZones, offsetsFromIntl } from '../../lib/schedule/index.ts'

const DAY = 86_400
const instants = [
  ...Array.from({ length: 2900 }, (_, index) => index * 10 * DAY),
  ...Array.from({ length: 1460 }, (_, index) => 1_767_225_600 + index * (DAY / 2) + 5400),
]

test('the process and Intl agree on the offset of every zone', () => {
  expect(isMainThread).toBe(true)
  const before = process.env.TZ
  const different: string[] = []
  for (const zone of knownTimeZones().filter((name) => name.includes('/'))) {
    const own = offsetsOfProcess(zone, (offsetAt) => instants.map(offsetAt))
    const other = offsetsFromIntl(zone, (offsetAt) => instants.map(offsetAt))
    const at = own.findIndex((offset, index) => offset !== other[index])
    if (at >= 0) different.push(`${zone} at ${instants[at]}: ${own[at]} instead of ${other[at]}`)
  }
  expect(different).toEqual([])
  expect(process.env.TZ).toBe(before)
})
