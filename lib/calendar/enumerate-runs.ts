import { hasBothDayFields, neverRuns, type ClockSchedule, type Schedule } from '../schedule/index.ts'
import type { Runs } from './windows.ts'
import { offsetSegments } from './zone.ts'

const DAY = 86_400

/**
 * The runs of a schedule with `after ≤ run < until`, as seconds after `origin`. `@every` has no place on the clock: its runs are counted from `origin`, the
 * first one an interval later.
 */
export function enumerateRuns(
  schedule: Schedule,
  timeZone: string,
  range: { readonly origin: number; readonly after: number; readonly until: number },
): Runs {
  const { origin, after, until } = range
  if (schedule.kind === 'interval') return everyRun(schedule.seconds, until - origin)
  if (neverRuns(schedule)) return new Int32Array(0)
  const list = growing()
  for (const segment of offsetSegments(timeZone, after, until)) {
    const secondsOfDay = schedule.hour.values.flatMap((hour) => schedule.minute.values.map((minute) => hour * 3_600 + minute * 60))
    for (let day = Math.floor((segment.from + segment.offset) / DAY) * DAY; day < segment.until + segment.offset; day += DAY) {
      if (!matchesDay(schedule, day)) continue
      for (const second of secondsOfDay) {
        const run = day + second - segment.offset
        if (run >= segment.from && run < segment.until) list.add(run - origin)
      }
    }
  }
  return list.done()
}

function everyRun(seconds: number, length: number): Runs {
  const count = Math.max(0, Math.ceil(length / seconds) - 1)
  return Int32Array.from({ length: count }, (_, index) => (index + 1) * seconds)
}

function matchesDay(schedule: ClockSchedule, day: number): boolean {
  const date = new Date(day * 1000)
  if (!schedule.month.values.includes(date.getUTCMonth() + 1)) return false
  const dayOfMonth = schedule.dayOfMonth.values.includes(date.getUTCDate())
  const dayOfWeek = schedule.dayOfWeek.values.includes(date.getUTCDay())
  return hasBothDayFields(schedule) ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek
}

function growing(): { readonly add: (value: number) => void; readonly done: () => Runs } {
  let list = new Int32Array(512)
  let length = 0
  return {
    add(value) {
      if (length === list.length) {
        const larger = new Int32Array(length * 2)
        larger.set(list)
        list = larger
      }
      list[length++] = value
    },
    done: () => list.slice(0, length),
  }
}
