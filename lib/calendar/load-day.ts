import type { Demand, Peak } from './load.ts'

export const DAY = 86_400

/** What a sweep remembers from day to day. */
export interface Peaks {
  pods: Peak | undefined
  cpu: Peak | undefined
  memory: Peak | undefined
  readonly days: Demand[]
  readonly level: { pods: number; cpu: number; memory: number }
}

/** A day of changes: three numbers for each second, and a bit for each second that has any. */
export function dayOfLoad() {
  const deltas = new Float64Array(DAY * 3)
  const mark = new Int32Array(DAY / 32)
  return {
    deltas,
    mark,
    /** Adds the changes up in order, keeps the peaks, and clears the day. */
    drain(base: number, peaks: Peaks): void {
      const { level } = peaks
      const largest = { ...level }
      for (let word = 0; word < mark.length; word++) {
        for (let bits = mark[word]; bits !== 0; bits &= bits - 1) {
          const second = word * 32 + (31 - Math.clz32(bits & -bits))
          close(peaks, base + second)
          const slot = second * 3
          level.pods += deltas[slot]
          level.cpu += deltas[slot + 1]
          level.memory += deltas[slot + 2]
          deltas[slot] = 0
          deltas[slot + 1] = 0
          deltas[slot + 2] = 0
          if (level.pods > largest.pods) largest.pods = level.pods
          if (level.cpu > largest.cpu) largest.cpu = level.cpu
          if (level.memory > largest.memory) largest.memory = level.memory
          raise(peaks, base + second)
        }
        mark[word] = 0
      }
      peaks.days.push(largest)
    },
  }
}

/** No window has opened or closed since. */
export const OPEN = Number.POSITIVE_INFINITY

function close(peaks: Peaks, at: number): void {
  if (peaks.pods?.until === OPEN) peaks.pods = { ...peaks.pods, until: at }
  if (peaks.cpu?.until === OPEN) peaks.cpu = { ...peaks.cpu, until: at }
  if (peaks.memory?.until === OPEN) peaks.memory = { ...peaks.memory, until: at }
}

function raise(peaks: Peaks, at: number): void {
  const { level } = peaks
  if (level.pods > (peaks.pods?.pods ?? 0)) peaks.pods = { from: at, until: OPEN, ...level }
  if (level.cpu > (peaks.cpu?.cpu ?? 0)) peaks.cpu = { from: at, until: OPEN, ...level }
  if (level.memory > (peaks.memory?.memory ?? 0)) peaks.memory = { from: at, until: OPEN, ...level }
}
