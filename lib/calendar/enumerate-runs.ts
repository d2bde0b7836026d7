import { eachBlock, type Schedule } from '../schedule/index.ts'
import type { Runs } from './windows.ts'

/** Room to write down runs until their number is known. */
let scratch = new Int32Array(1 << 16)

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
  let list = scratch
  let length = 0
  eachBlock(schedule, { timeZone, from: after, until }, (base, times, from, end) => {
    while (length + end - from > list.length) scratch = list = doubled(list)
    const start = base - origin
    for (let index = from; index < end; index++) list[length++] = start + times[index]
    return true
  })
  while (length > 0 && list[length - 1] >= until - origin) length--
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
