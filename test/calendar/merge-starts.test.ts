import { expect, test } from 'vitest'
import { mergeStarts } from '../../lib/calendar/index.ts'
import { readClusters } from '../../lib/fleet/index.ts'
import { parseSchedule, previousRun } from '../../lib/schedule/index.ts'

const NOON = Date.parse('2027-01-15T12:00:00Z') / 1000

const TEMPLATE = "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}}"

function cluster(spec: string) {
  const text = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a, namespace: shop}\nspec: {${spec}, ${TEMPLATE}}\n`
  return readClusters([{ path: 'a.yaml', text }])
}

const BEFORE = 'schedule: "0 23 * * *"'

test.each([
  ['a slot between the last run and now', BEFORE, 'schedule: "0 5 * * *"', '2027-01-15T05:00:00Z'],
  ['no slot since the last run', 'schedule: "0 11 * * *"', 'schedule: "0 5 * * *"', undefined],
  ['the slot of the last run itself', 'schedule: "0 11 * * *"', 'schedule: "0 11 * * 5"', undefined],
  ['a deadline that is over', BEFORE, 'schedule: "0 5 * * *", startingDeadlineSeconds: 3600', undefined],
  ['a deadline that is not', BEFORE, 'schedule: "0 5 * * *", startingDeadlineSeconds: 28800', '2027-01-15T05:00:00Z'],
  ['another zone alone', 'schedule: "0 23 * * *"', 'schedule: "0 23 * * *", timeZone: America/Los_Angeles', '2027-01-15T07:00:00Z'],
  ['another field', BEFORE, `${BEFORE}, concurrencyPolicy: Forbid`, undefined],
  ['resumed', `${BEFORE}, suspend: true`, BEFORE, '2027-01-14T23:00:00Z'],
  ['resumed with a deadline', `${BEFORE}, suspend: true`, `${BEFORE}, startingDeadlineSeconds: 600`, undefined],
  ['suspended', BEFORE, 'schedule: "0 5 * * *", suspend: true', undefined],
  ['a schedule that never runs', BEFORE, 'schedule: "0 0 31 2 *"', undefined],
  ['a schedule that is refused', BEFORE, 'schedule: "60 * * * *"', undefined],
  ['@every counts from the last run, which nobody knows', BEFORE, 'schedule: "@every 1h"', undefined],
])('%s', (_, before, after, slot) => {
  expect(mergeStarts(cluster(before), cluster(after), NOON).map((start) => start.slot)).toEqual(slot === undefined ? [] : [slot])
})

test('a CronJob that is new starts nothing', () => {
  expect(mergeStarts([], cluster(BEFORE), NOON)).toEqual([])
})

test.each([
  ['* * * * *', 'UTC', '2027-01-15T12:00:00Z'],
  ['1 12 * * *', 'UTC', '2027-01-14T12:01:00Z'],
  ['0 0 1 1 *', 'Asia/Tokyo', '2026-12-31T15:00:00Z'],
  ['0 0 29 2 *', 'UTC', '2024-02-29T00:00:00Z'],
  ['30 2 14 3 *', 'America/New_York', '2026-03-14T06:30:00Z'],
])('the last run of %s in %s', (expression, zone, run) => {
  expect(previousRun(parseSchedule(expression), zone, NOON)).toBe(Date.parse(run) / 1000)
})
