import { parseSchedule, runs } from '../../lib/schedule/index.ts'
import type { RandomFleet, RandomJob } from './random-fleet.ts'

/*
 * The calendar of a fleet in the plainest way: lists of windows, sorted events, and for times on the wall every minute for itself. Nothing here is shared with the calendar but the runs of a schedule,
 * which have tests of their own against the library that Kubernetes uses.
 */

export interface Window {
  readonly opens: number
  readonly closes: number
}

export interface Meeting {
  readonly count: number
  readonly totalSeconds: number
  readonly first: { readonly from: number; readonly until: number }
}

export const keyOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`

/** Every run from `since` on. */
export function runsOf({ schedule, timeZone, suspended }: RandomJob, { from, until }: RandomFleet, since: number): readonly number[] {
  if (suspended) return []
  const parsed = parseSchedule(schedule)
  // @every begins with the calendar.
  const after = parsed.kind === 'interval' ? from : since - 1
  return [...runs(parsed, { timeZone, after, until })]
}

/** Windows that reach into the range, cut to it. */
export function windowsOf(job: RandomJob, fleet: RandomFleet): readonly Window[] {
  const { duration } = job
  if (duration === undefined) return []
  return runsOf(job, fleet, fleet.from - duration)
    .filter((run) => run + duration > fleet.from)
    .map((run) => ({ opens: Math.max(run, fleet.from), closes: Math.min(run + duration, fleet.until) }))
}

/** The stretches in which `holds` is true of what is open, from a list of changes. */
function stretchesWhere(
  changes: readonly (readonly [at: number, which: number, by: number])[],
  holds: (open: readonly number[]) => boolean,
) {
  const sorted = [...changes].sort((a, b) => a[0] - b[0])
  const open = [0, 0]
  const stretches: { from: number; until: number }[] = []
  let since: number | undefined
  for (let index = 0; index < sorted.length;) {
    const [at] = sorted[index]
    while (index < sorted.length && sorted[index][0] === at) {
      const [, which, by] = sorted[index++]
      open[which] += by
    }
    if (holds(open)) since ??= at
    else if (since !== undefined) {
      stretches.push({ from: since, until: at })
      since = undefined
    }
  }
  return stretches
}

const changesOf = (windows: readonly Window[], which: number) =>
  windows.flatMap(({ opens, closes }) => [[opens, which, 1] as const, [closes, which, -1] as const])

function meeting(count: number, stretches: readonly { from: number; until: number }[]): Meeting | undefined {
  return count === 0
    ? undefined
    : { count, totalSeconds: stretches.reduce((sum, { from, until }) => sum + until - from, 0), first: stretches[0] }
}

export function selfMeeting(windows: readonly Window[]): Meeting | undefined {
  let [count, latest] = [0, Number.NEGATIVE_INFINITY]
  for (const { opens, closes } of windows) {
    if (opens < latest) count++
    latest = Math.max(latest, closes)
  }
  return meeting(
    count,
    stretchesWhere(changesOf(windows, 0), ([one]) => one >= 2),
  )
}

export function pairMeeting(a: readonly Window[], b: readonly Window[]): Meeting | undefined {
  let count = 0
  for (const one of a) for (const other of b) if (one.opens < other.closes && other.opens < one.closes) count++
  return meeting(
    count,
    stretchesWhere([...changesOf(a, 0), ...changesOf(b, 1)], ([one, other]) => one > 0 && other > 0),
  )
}

export interface Level {
  readonly pods: number
  readonly cpu: number
  readonly memory: number
}

/** What every job asks for at the instants at which anything changes, ascending, the beginning among them. */
export function levelsOf(fleet: RandomFleet, jobs: readonly RandomJob[] = fleet.jobs): readonly (Level & { readonly at: number })[] {
  const changes = jobs.flatMap((job) =>
    windowsOf(job, fleet).flatMap(({ opens, closes }) => [
      { at: opens, job, by: 1 },
      { at: closes, job, by: -1 },
    ]),
  )
  changes.sort((a, b) => a.at - b.at)
  const levels: (Level & { at: number })[] = [{ at: fleet.from, pods: 0, cpu: 0, memory: 0 }]
  for (const { at, job, by } of changes) {
    const last = levels[levels.length - 1]
    const next = {
      at,
      pods: last.pods + by * job.pods,
      cpu: last.cpu + by * job.pods * job.milliCpu,
      memory: last.memory + by * job.pods * job.megabytes * 2 ** 20,
    }
    if (last.at === at) levels[levels.length - 1] = next
    else levels.push(next)
  }
  return levels
}

/** Who must not meet whom, and why. */
export function conflictsOf({ jobs }: RandomFleet): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [index, one] of jobs.entries()) {
    for (const other of jobs.slice(index + 1)) {
      const names = [keyOf(one), keyOf(other)].sort()
      const named = (from: RandomJob, to: RandomJob) => from.namespace === to.namespace && from.conflictsWith.includes(to.name)
      const why = [
        one.group !== undefined && one.group === other.group,
        one.lock !== undefined && one.lock === other.lock,
        one.claim === 'exports' && other.claim === 'exports' && one.namespace === other.namespace,
        named(one, other) || named(other, one),
      ]
      if (why.some(Boolean)) found.set(names.join(' '), names.join(' '))
    }
  }
  return found
}

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Seconds between the clock of a zone and UTC: no clock is set within a quarter of an hour. */
function offsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / 900) * 900
  const key = `${zone} ${quarter}`
  let offset = offsets.get(key)
  if (offset === undefined) {
    let format = formats.get(zone)
    if (!format) {
      const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
      format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...parts })
      formats.set(zone, format)
    }
    const { year, month, day, hour, minute } = Object.fromEntries(
      format.formatToParts(quarter * 1000).map(({ type, value }) => [type, value]),
    )
    offset = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) / 1000 - quarter
    offsets.set(key, offset)
  }
  return offset
}

/** What the clock of a zone shows. */
function wallAt(zone: string, at: number) {
  const wall = new Date((at + offsetAt(zone, at)) * 1000)
  const text = wall.toISOString()
  return {
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][wall.getUTCDay()],
    date: text.slice(5, 10),
    day: text.slice(0, 10),
    time: text.slice(11, 16),
  }
}

/** Whether an instant belongs to one of the blackouts that the fleets use, said once more in other words. */
export function isIn(blackout: string, zone: string, at: number): boolean {
  const berlin = () => wallAt('Europe/Berlin', at).time
  const own = () => wallAt(zone, at)
  switch (blackout) {
    case 'daily 01:00-03:00':
      return own().time >= '01:00' && own().time < '03:00'
    case 'daily 22:00-02:30 Europe/Berlin':
      return berlin() >= '22:00' || berlin() < '02:30'
    case 'sat,sun':
      return ['Sat', 'Sun'].includes(own().weekday)
    case 'fri 22:00 - mon 06:00 America/New_York': {
      const { weekday, time } = wallAt('America/New_York', at)
      return ['Sat', 'Sun'].includes(weekday) || (weekday === 'Fri' && time >= '22:00') || (weekday === 'Mon' && time < '06:00')
    }
    case '10-31 - 11-07':
      return own().date >= '10-31' && own().date <= '11-07'
    default: {
      const { day, time } = wallAt('Europe/London', at)
      return day === '2027-03-28' && time >= '00:30' && time < '04:00'
    }
  }
}
