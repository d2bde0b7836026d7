import { eachRun, type Schedule } from '../schedule/index.ts'
import type { Runs } from './windows.ts'

/**
 * The runs of a schedule with `after ≤ run < until`, as seconds after `origin`. `@every` has no place on the clock: its runs are counted from `origin`, the
 * first one an interval later.
 */
export function enumerateRuns(
  schedule: Schedule,
  timeZone: string,
  { origin, after, until }: { readonly origin: number; readonly after: number; readonly until: number },
): Runs {
  if (schedule.kind === 'interval') return everyRun(schedule.seconds, until - origin)
  let list = new Int32Array(512)
  let length = 0
  eachRun(schedule, { timeZone, from: after, until }, (run) => {
    if (length === list.length) list = doubled(list)
    list[length++] = run - origin
  })
  return list.slice(0, length)
}

function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(list.length * 2)
  larger.set(list)
  return larger
}

function everyRun(seconds: number, length: number): Runs {
  return Int32Array.from({ length: Math.max(0, Math.ceil(length / seconds) - 1) }, (_, index) => (index + 1) * seconds)
}
