import type { Runs, Windows } from './windows.ts'

/** Stretches as pairs of seconds after the calendar's start: from, until, from, until … Ascending and apart. */
export type Stretches = Int32Array

/** Where windows of two jobs, or with `b` the same as `a` of one job, are open together. */
export function meetingStretches(a: Windows, b: Windows, length: number): Stretches {
  return a === b ? ownStretches(a, length) : commonStretches(openStretches(a, length), openStretches(b, length))
}

/** The time in which at least one window is open. */
export function openStretches({ runs, duration }: Windows, length: number): Stretches {
  return joined(runs, runs, duration, length)
}

/** The time in which two or more windows of one job are open: from each run to the end of its predecessor, for all are equally long. */
function ownStretches({ runs, duration }: Windows, length: number): Stretches {
  return joined(runs.subarray(1), runs, duration, length)
}

/** From each of `opens` to `duration` after its fellow in `closes`. */
function joined(opens: Runs, closes: Runs, duration: number, length: number): Stretches {
  const found = new Int32Array(opens.length * 2)
  let size = 0
  for (let index = 0; index < opens.length; index++) {
    const from = Math.max(0, opens[index])
    const until = Math.min(length, closes[index] + duration)
    if (from >= until) continue
    if (size > 0 && found[size - 1] >= from) found[size - 1] = Math.max(found[size - 1], until)
    else {
      found[size++] = from
      found[size++] = until
    }
  }
  return found.slice(0, size)
}

function commonStretches(one: Stretches, other: Stretches): Stretches {
  const found = new Int32Array(one.length + other.length)
  let size = 0
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const from = Math.max(one[i], other[j])
    const until = Math.min(one[i + 1], other[j + 1])
    if (from < until) {
      found[size++] = from
      found[size++] = until
    }
    if (one[i + 1] < other[j + 1]) i += 2
    else j += 2
  }
  return found.slice(0, size)
}
