import type { Cluster } from '../fleet/index.ts'
import { parseSchedule, printSchedule } from '../schedule/index.ts'
import { enumerateRuns } from './enumerate-runs.ts'
import { keeperOf } from './keeps.ts'
import type { CalendarSettings } from './settings.ts'
import { timetable, type Entry } from './timetable.ts'
import { indexAtOrAfter } from './windows.ts'

export interface SpreadOptions {
  /** Unix seconds, at a whole minute. */
  readonly from: number
  readonly until: number
  /** More starts in one minute are too many. */
  readonly limit: number
  readonly settings?: CalendarSettings
}

/** A minute in which too many runs start. */
export interface BusyMinute {
  /** Seconds after `from`. */
  readonly at: number
  readonly starts: number
  readonly entries: readonly Entry[]
  /** Who would have to start in another minute, as many as it takes; fewer where no minute of their hour keeps what was declared. */
  readonly moves: readonly Move[]
}

export interface Move {
  readonly entry: Entry
  /** The same schedule in another minute of its hour. */
  readonly expression: string
  readonly minute: number
}

/** A cluster that is busy in more minutes than this needs more than other minutes. */
const MOST_MINUTES = 200

/**
 * The minutes in which more CronJobs of a cluster start than the limit, the busiest first, with a proposal of other minutes. Each job has an order of minutes of its own, made from its name, and takes the first that
 * is not full and keeps every blackout, window, dependency and conflict as it is: so a job that comes or goes elsewhere changes no proposal.
 */
export function busyMinutes(cluster: Cluster, { from, until, limit, settings }: SpreadOptions): readonly BusyMinute[] {
  const [all] = timetable([cluster], { from, until })
  const entries = all.filter(({ runs, schedule }) => runs.length > 0 && schedule?.kind === 'clock')
  const counts = new Uint32Array(Math.ceil((until - from) / 60))
  for (const entry of entries) count(counts, entry, 1)
  const keeps = keeperOf(cluster, entries, { from, until, ...(settings ? { settings } : {}) })
  const order = [...entries].sort((a, b) => hashOf(a.key) - hashOf(b.key))
  const moved = new Set<Entry>()
  const busy: BusyMinute[] = []
  const seen = new Set<number>()
  while (busy.length < MOST_MINUTES) {
    const minute = busiest(counts, limit, seen)
    if (minute === undefined) break
    seen.add(minute)
    const starts = counts[minute]
    const members = order.filter((entry) => !moved.has(entry) && startsIn(entry, minute))
    const moves: Move[] = []
    for (const entry of members) {
      if (counts[minute] <= limit) break
      const move = proposal(
        entry,
        counts,
        limit,
        (other) => enumerateRuns(other, entry.timeZone, { origin: from, after: from, until }),
        keeps,
      )
      if (!move) continue
      moved.add(entry)
      keeps.take(entry, move.runs)
      count(counts, entry, -1)
      count(counts, { runs: move.runs }, 1)
      moves.push({ entry, expression: move.expression, minute: move.minute })
    }
    busy.push({ at: minute * 60, starts, entries: members.sort((a, b) => (a.key < b.key ? -1 : 1)), moves })
  }
  return busy
}

function count(counts: Uint32Array, { runs }: Pick<Entry, 'runs'>, by: number): void {
  for (let index = indexAtOrAfter(runs, 0); index < runs.length; index++) counts[Math.floor(runs[index] / 60)] += by
}

function busiest(counts: Uint32Array, limit: number, seen: ReadonlySet<number>): number | undefined {
  let found: number | undefined
  let most = limit
  for (let minute = 0; minute < counts.length; minute++) {
    if (counts[minute] <= most || seen.has(minute)) continue
    most = counts[minute]
    found = minute
  }
  return found
}

function startsIn({ runs }: Entry, minute: number): boolean {
  const index = indexAtOrAfter(runs, minute * 60)
  return index < runs.length && runs[index] < minute * 60 + 60
}

type Keeper = ReturnType<typeof keeperOf>
type Enumerate = (schedule: ReturnType<typeof parseSchedule>) => Entry['runs']

/** The first minute in the order of the job itself that is not full and keeps what was declared. A job that starts more than once in its hours stays. */
function proposal(
  entry: Entry,
  counts: Uint32Array,
  limit: number,
  runsOf: Enumerate,
  keeps: Keeper,
): (Omit<Move, 'entry'> & { readonly runs: Entry['runs'] }) | undefined {
  const { schedule, key } = entry
  if (schedule?.kind !== 'clock' || schedule.minute.values.length !== 1 || schedule.timeZone !== undefined) return undefined
  const [own] = schedule.minute.values
  const fields = schedule.expression.startsWith('@') ? printSchedule(schedule) : schedule.expression
  for (const minute of minutesOf(key)) {
    if (minute === own) continue
    const expression = fields.replace(/\S+/, String(minute))
    const runs = runsOf(parseSchedule(expression))
    if (runs.every((run) => counts[Math.floor(run / 60)] < limit) && keeps.holds(entry, runs)) return { expression, minute, runs }
  }
  return undefined
}

/** Strides that visit every minute of an hour. */
const STRIDES = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 49, 53]

function minutesOf(key: string): readonly number[] {
  const hash = hashOf(key)
  const stride = STRIDES[Math.floor(hash / 60) % STRIDES.length]
  return Array.from({ length: 60 }, (_, index) => (hash + index * stride) % 60)
}

/** FNV-1a with its bits mixed once more, so that `job-1` and `job-2` lie apart: the same for a name everywhere and for ever. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
