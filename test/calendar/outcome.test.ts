import { expect, test } from 'vitest'
import { outcomeOf, type RunsOutcome } from '../../lib/calendar/index.ts'
import { dice } from './random-fleet.ts'

const every = (gap: number, count: number) => Int32Array.from({ length: count }, (_, index) => index * gap)

test.each<
  [
    title: string,
    rules: { concurrencyPolicy?: string; startingDeadlineSeconds?: number },
    runs: Int32Array,
    duration: number,
    expected: Partial<RunsOutcome>,
  ]
>([
  ['Allow is the default', {}, every(60, 10), 150, { policy: 'Allow', mostAtOnce: 3, skipped: 0, killed: 0 }],
  ['windows that touch are not at once', {}, every(60, 10), 120, { mostAtOnce: 2 }],
  ['Replace kills all but the last', { concurrencyPolicy: 'Replace' }, every(60, 10), 61, { policy: 'Replace', killed: 9, mostAtOnce: 1 }],
  // active until 90, then the run of 60 late until 180, then that of 180 on time, …
  [
    'Forbid starts the latest that it owes late',
    { concurrencyPolicy: 'Forbid' },
    every(60, 10),
    90,
    { policy: 'Forbid', skipped: 3, late: 3 },
  ],
  [
    'Forbid with a deadline below the wait skips',
    { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 20 },
    every(60, 10),
    90,
    { skipped: 5, late: 0 },
  ],
  [
    'a deadline that is just over',
    { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 30 },
    every(60, 10),
    90,
    { skipped: 5, late: 0 },
  ],
  [
    'a deadline that is just not over',
    { concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 31 },
    every(60, 10),
    90,
    { skipped: 3, late: 3 },
  ],
  ['one long run under Forbid', { concurrencyPolicy: 'Forbid' }, every(60, 10), 10_000, { skipped: 9, late: 0 }],
])('%s', (_, rules, runs, duration, expected) => {
  expect(outcomeOf(rules, { runs, duration }, 600)).toMatchObject(expected)
})

/** The controller second by second: whether a run is active, which slot it served last, what it owes. */
function byForce(policy: string, deadline: number | undefined, runs: readonly number[], duration: number, length: number) {
  let [skipped, late, killed, most] = [0, 0, 0, 0]
  let active: number[] = []
  let served = -1
  const started = new Set<number>()
  for (let now = 0; now < length; now++) {
    active = active.filter((start) => start + duration > now)
    const owed = runs.filter((run) => run > served && run <= now)
    const slot = owed.at(-1)
    const isDue = slot !== undefined && (slot === now || deadline === undefined || slot + deadline > now)
    if (isDue && !(policy === 'Forbid' && active.length > 0)) {
      if (policy === 'Replace') {
        killed += active.length
        active = []
      }
      active.push(now)
      started.add(slot)
      served = slot
      if (slot < now) late++
    }
    most = Math.max(most, active.length)
  }
  skipped = runs.filter((run) => run < length && !started.has(run)).length
  return { skipped, late, killed, mostAtOnce: most }
}

test('agrees with a controller that looks every second, for even schedules', () => {
  const roll = dice(3)
  for (let round = 0; round < 200; round++) {
    const gap = 5 + roll(40)
    const duration = gap + 1 + roll(150)
    const deadline = roll(2) === 0 ? undefined : 1 + roll(100)
    const policy = ['Allow', 'Forbid', 'Replace'][roll(3)]
    const length = 500 + roll(500)
    const runs = every(gap, Math.ceil(length / gap))
    const rules = { concurrencyPolicy: policy, ...(deadline === undefined ? {} : { startingDeadlineSeconds: deadline }) }
    const expected = byForce(policy, deadline, [...runs], duration, length)
    expect(outcomeOf(rules, { runs, duration }, length), `${policy} ${gap} ${duration} ${deadline} ${length}`).toMatchObject(expected)
  }
})

test('runs that began before the calendar count as active at once, but not as killed or skipped in it', () => {
  const runs = Int32Array.of(-90, -30, 30, 90)
  expect(outcomeOf({}, { runs, duration: 200 }, 120).mostAtOnce).toBe(4)
  expect(outcomeOf({ concurrencyPolicy: 'Replace' }, { runs, duration: 200 }, 120).killed).toBe(2)
  expect(outcomeOf({ concurrencyPolicy: 'Forbid' }, { runs, duration: 200 }, 120)).toMatchObject({ skipped: 1, late: 1 })
})
