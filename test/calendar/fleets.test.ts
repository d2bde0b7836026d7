import { describe, expect, test } from 'vitest'
import { calendarOf, differenceOf, instantText, type Calendar, type ClusterCalendar, type Overlap } from '../../lib/calendar/index.ts'
import { clusterOf, dice, randomFleet, type RandomFleet, type RandomJob } from './random-fleet.ts'
import { conflictsOf, isIn, keyOf, levelsOf, pairMeeting, runsOf, selfMeeting, windowsOf, type Level, type Meeting } from './reference.ts'

const FLEETS = 300
const DAY = 86_400

const calendarAt = once((fleet: RandomFleet): Calendar => calendarOf([clusterOf(fleet)], { from: fleet.from, until: fleet.until }))

/** Asks once for each fleet. */
function once<T>(ask: (fleet: RandomFleet) => T): (fleet: RandomFleet) => T {
  const known = new WeakMap<RandomFleet, { readonly answer: T }>()
  return (fleet) => {
    const found = known.get(fleet) ?? { answer: ask(fleet) }
    known.set(fleet, found)
    return found.answer
  }
}

/** What a calendar must say of its overlaps. */
const overlapsByForce = once((fleet: RandomFleet): ReadonlyMap<string, Meeting> => {
  const windows = new Map(fleet.jobs.map((job) => [keyOf(job), windowsOf(job, fleet)]))
  const found = new Map<string, Meeting>()
  const note = (key: string, meeting: Meeting | undefined) => void (meeting && found.set(key, meeting))
  for (const [key, list] of windows) note(`self ${key}`, selfMeeting(list))
  for (const pair of conflictsOf(fleet).keys()) {
    const [a, b] = pair.split(' ').map((key) => windows.get(key) ?? [])
    note(`pair ${pair}`, pairMeeting(a, b))
  }
  return found
})

function overlapsOf({ overlaps }: ClusterCalendar): ReadonlyMap<string, Meeting> {
  const at = (text: string) => Date.parse(text) / 1000
  const read = ({ count, totalSeconds, first }: Overlap): Meeting => ({
    count,
    totalSeconds,
    first: { from: at(first.from), until: at(first.until) },
  })
  return new Map(
    overlaps.map((overlap) => [overlap.kind === 'self' ? `self ${overlap.a}` : `pair ${overlap.a} ${overlap.b}`, read(overlap)]),
  )
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

/** The first instant of most, until the next change, and who is open then. */
const levelsAt = once(levelsOf)

function peakByForce(fleet: RandomFleet, measure: keyof Level) {
  const levels = levelsAt(fleet)
  let best = -1
  for (const [index, level] of levels.entries()) if (level[measure] > (best < 0 ? 0 : levels[best][measure])) best = index
  if (best < 0) return undefined
  const { at, pods, cpu, memory } = levels[best]
  const jobs = fleet.jobs.filter((job) => windowsOf(job, fleet).some(({ opens, closes }) => opens <= at && at < closes)).map(keyOf)
  return { from: instantText(at), until: instantText(levels[best + 1].at), pods, cpu: cpu / 1000, memory, jobs: jobs.sort() }
}

function daysByForce(fleet: RandomFleet) {
  const levels = levelsAt(fleet)
  const days = Array.from({ length: Math.ceil((fleet.until - fleet.from) / DAY) }, () => ({ pods: 0, cpu: 0, memory: 0 }))
  for (const [index, { at, pods, cpu, memory }] of levels.entries()) {
    const end = Math.min(levels[index + 1]?.at ?? fleet.until, fleet.until)
    for (let day = Math.floor((at - fleet.from) / DAY); fleet.from + day * DAY < end; day++) {
      const largest = days[day]
      days[day] = { pods: Math.max(largest.pods, pods), cpu: Math.max(largest.cpu, cpu), memory: Math.max(largest.memory, memory) }
    }
  }
  return days.map((day) => ({ ...day, cpu: day.cpu / 1000 }))
}

/** Every minute of every window for itself. */
function blackoutByForce(job: RandomJob, fleet: RandomFleet) {
  const { blackout = '', timeZone = 'UTC' } = job
  const known = new Map<number, boolean>()
  const inside = (at: number): boolean => {
    const minute = Math.floor(at / 60)
    let answer = known.get(minute)
    if (answer === undefined) known.set(minute, (answer = isIn(blackout, timeZone, minute * 60)))
    return answer
  }
  const length = job.duration ?? 1
  let [count, starts] = [0, 0]
  let [totalSeconds, seen] = [0, Number.NEGATIVE_INFINITY]
  let first: number | undefined
  for (const run of runsOf(job, fleet, fleet.from - length)) {
    let hit = false
    const end = Math.min(run + length, fleet.until)
    for (let at = Math.max(run, fleet.from), next = at; at < end; at = next) {
      next = Math.min((Math.floor(at / 60) + 1) * 60, end)
      if (!inside(at)) continue
      hit = true
      first ??= at
      totalSeconds += Math.max(0, next - Math.max(at, seen))
      seen = Math.max(seen, next)
    }
    if (hit) count++
    if (hit && run >= fleet.from && inside(run)) starts++
  }
  if (first === undefined) return undefined
  return { count, starts, totalSeconds: job.duration === undefined ? 0 : totalSeconds, from: instantText(first) }
}

describe(`${FLEETS} fleets made at random`, () => {
  const fleets = Array.from({ length: FLEETS }, (_, seed) => randomFleet(seed))

  test('are as varied as they should be', () => {
    const jobs = fleets.flatMap((fleet) => fleet.jobs)
    expect(Math.max(...fleets.map((fleet) => fleet.jobs.length))).toBe(40)
    expect(fleets.filter(({ from }) => from % 60 !== 0).length).toBeGreaterThan(20)
    for (const some of [
      jobs.filter(({ suspended }) => suspended),
      jobs.filter(({ schedule }) => schedule.startsWith('@every')),
      jobs.filter(({ claim }) => claim),
      jobs.filter(({ lock }) => lock),
      jobs.filter(({ blackout }) => blackout),
    ])
      expect(some.length).toBeGreaterThan(100)
  })

  test('overlap where their windows do', () => {
    let found = 0
    for (const [seed, fleet] of fleets.entries()) {
      const expected = sorted(overlapsByForce(fleet))
      expect(sorted(overlapsOf(calendarAt(fleet).clusters[0])), `fleet ${seed}`).toEqual(expected)
      found += expected.length
    }
    expect(found).toBeGreaterThan(FLEETS)
  })

  test('have their peaks and days where the sums of their windows have them', () => {
    for (const [seed, fleet] of fleets.entries()) {
      const { load } = calendarAt(fleet).clusters[0]
      const peaks = [load.peak, load.peakCpu, load.peakMemory].map((peak) => peak && { ...peak, jobs: [...peak.jobs].sort() })
      expect(peaks, `fleet ${seed}`).toEqual((['pods', 'cpu', 'memory'] as const).map((measure) => peakByForce(fleet, measure)))
      expect(load.days, `fleet ${seed}`).toEqual(daysByForce(fleet))
    }
  })

  test('run into blackouts minute by minute', () => {
    let found = 0
    for (const [seed, fleet] of fleets.entries()) {
      const { blackouts } = calendarAt(fleet).clusters[0]
      const told = new Map(
        blackouts.map(({ job, count, starts, totalSeconds, first }) => [job, { count, starts, totalSeconds, from: first.from }]),
      )
      for (const job of fleet.jobs.filter(({ blackout }) => blackout !== undefined)) {
        const expected = blackoutByForce(job, fleet)
        expect(told.get(keyOf(job)), `fleet ${seed}, ${keyOf(job)}: ${job.blackout}`).toEqual(expected)
        if (expected) found++
      }
    }
    expect(found).toBeGreaterThan(FLEETS)
  })

  test('exceed their capacity for as long as their windows together do', () => {
    let found = 0
    // To the second over a year costs seconds: some fleets of a few days are enough here.
    for (const [seed, fleet] of fleets.filter((_, index) => index % 12 !== 0 && index % 3 === 0).entries()) {
      const capacity = { pods: 2 + (seed % 7), cpu: 1 + (seed % 5) }
      const { overCapacity } = calendarOf([clusterOf(fleet)], { from: fleet.from, until: fleet.until, capacity }).clusters[0]
      const levels = levelsAt(fleet)
      const over = (measure: 'pods' | 'cpu', limit: number) => {
        const stretches: { from: string; until: string }[] = []
        for (const [index, level] of levels.entries()) {
          if (level[measure] <= limit) continue
          const [from, until] = [instantText(level.at), instantText(levels[index + 1].at)]
          if (stretches.at(-1)?.until === from) stretches.push({ ...(stretches.pop() ?? { from }), until })
          else stretches.push({ from, until })
        }
        return stretches
      }
      const expected = (
        [
          ['pods', capacity.pods],
          ['cpu', capacity.cpu * 1000],
        ] as const
      )
        .map(([measure, limit]) => over(measure, limit))
        .filter((list) => list.length > 0)
      expect(
        overCapacity.map(({ stretches }) => stretches),
        `fleet ${seed}`,
      ).toEqual(expected.map((list) => list.slice(0, 50)))
      expect(
        overCapacity.map(({ count }) => count),
        `fleet ${seed}`,
      ).toEqual(expected.map((list) => list.length))
      found += expected.length
    }
    expect(found).toBeGreaterThan(50)
  })

  test('exceed their quotas by what their namespace asks for', () => {
    let found = 0
    for (const [seed, fleet] of fleets.entries()) {
      const { quotas } = calendarAt(fleet).clusters[0]
      const expected = fleet.quotas.flatMap(({ namespace, pods, milliCpu }) => {
        const jobs = fleet.jobs.filter((job) => job.namespace === namespace).map((job) => ({ ...job, duration: atOnce(job, fleet) }))
        const levels = levelsOf(fleet, jobs)
        const most = (measure: 'pods' | 'cpu') => Math.max(...levels.map((level) => level[measure]))
        return [
          ...(most('pods') > pods
            ? [{ resource: 'pods', limit: pods, most: most('pods'), totalSeconds: secondsOver(levels, 'pods', pods) }]
            : []),
          ...(most('cpu') > milliCpu
            ? [
                {
                  resource: 'requests.cpu',
                  limit: milliCpu / 1000,
                  most: most('cpu') / 1000,
                  totalSeconds: secondsOver(levels, 'cpu', milliCpu),
                },
              ]
            : []),
        ]
      })
      expect(quotas, `fleet ${seed}`).toMatchObject(expected)
      expect(quotas.length, `fleet ${seed}`).toBe(expected.length)
      found += expected.length
    }
    expect(found).toBeGreaterThan(100)
  })

  test('differ as a change of some jobs makes them differ', () => {
    for (const [seed, before] of fleets.entries()) {
      const after = changed(before, seed)
      const difference = differenceOf(calendarAt(before), calendarAt(after))
      expect(difference, `fleet ${seed}`).toMatchObject(differenceByForce(before, after))
    }
  })
})

/** One run at a time under Forbid and Replace: no window is longer than the shortest time between two runs. */
function atOnce(job: RandomJob, fleet: RandomFleet): number | undefined {
  if (job.duration === undefined || (job.policy !== 'Forbid' && job.policy !== 'Replace')) return job.duration
  const alike = fleet.jobs.filter(({ schedule, timeZone }) => schedule === job.schedule && timeZone === job.timeZone)
  const runs = runsOf(job, fleet, fleet.from - Math.max(...alike.map(({ duration = 0 }) => duration)))
  const gaps = runs.slice(1).map((run, index) => run - runs[index])
  return Math.min(job.duration, ...gaps)
}

function secondsOver(levels: ReturnType<typeof levelsOf>, measure: 'pods' | 'cpu', limit: number): number {
  return levels.reduce((sum, level, index) => sum + (level[measure] > limit ? levels[index + 1].at - level.at : 0), 0)
}

/** Some jobs go, some come, some move, some stop. */
function changed(fleet: RandomFleet, seed: number): RandomFleet {
  const roll = dice(seed + 10_000)
  const jobs = fleet.jobs.flatMap((job): readonly RandomJob[] => {
    switch (roll(8)) {
      case 0:
        return []
      case 1:
        return [{ ...job, schedule: `${roll(60)} ${roll(24)} * * *` }]
      case 2:
        return [{ ...job, suspended: !job.suspended }]
      case 3:
        return [{ ...job, timeZone: 'Asia/Tokyo' }]
      default:
        return [job]
    }
  })
  return { ...fleet, jobs: [...jobs, { ...fleet.jobs[0], name: 'fresh' }] }
}

function differenceByForce(before: RandomFleet, after: RandomFleet) {
  const old = new Map(before.jobs.map((job) => [keyOf(job), job]))
  const now = new Map(after.jobs.map((job) => [keyOf(job), job]))
  const both = [...now].flatMap(([key, job]) => {
    const earlier = old.get(key)
    return earlier ? [{ key, earlier, job }] : []
  })
  const timeOf = ({ schedule, timeZone = 'UTC' }: RandomJob) => `${schedule} ${timeZone}`
  const [overlapsBefore, overlapsAfter] = [overlapsByForce(before), overlapsByForce(after)]
  const names = (list: readonly string[]) =>
    expect.toSatisfy((given: readonly string[]) => [...given].sort().join() === [...list].sort().join())
  const overlaps = (one: ReadonlyMap<string, Meeting>, other: ReadonlyMap<string, Meeting>) =>
    expect.toSatisfy((given: readonly Overlap[]) => {
      const keys = given.map(({ kind, a, b }) => (kind === 'self' ? `self ${a}` : `pair ${a} ${b}`))
      return (
        keys.sort().join() ===
        [...one.keys()]
          .filter((key) => !other.has(key))
          .sort()
          .join()
      )
    })
  const pods = (fleet: RandomFleet) => peakByForce(fleet, 'pods')?.pods ?? 0
  return {
    added: names([...now.keys()].filter((key) => !old.has(key))),
    removed: names([...old.keys()].filter((key) => !now.has(key))),
    suspended: names(both.filter(({ earlier, job }) => !earlier.suspended && job.suspended).map(({ key }) => key)),
    resumed: names(both.filter(({ earlier, job }) => earlier.suspended && !job.suspended).map(({ key }) => key)),
    moved: expect.toSatisfy(
      (given: readonly { readonly job: string }[]) =>
        given
          .map(({ job }) => job)
          .sort()
          .join() ===
        both
          .filter(({ earlier, job }) => timeOf(earlier) !== timeOf(job))
          .map(({ key }) => key)
          .sort()
          .join(),
    ),
    newOverlaps: overlaps(overlapsAfter, overlapsBefore),
    vanishedOverlaps: overlaps(overlapsBefore, overlapsAfter),
    peaks: pods(before) === pods(after) ? [] : [{ cluster: '', before: pods(before), after: pods(after) }],
  }
}
