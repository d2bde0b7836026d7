import { runs } from '../schedule/index.ts'
import type { Schedule } from './schedule.ts'

/** Ten years from a fixed date: every weekday meets every change of clocks. Synthesis does not depend on the day it runs. */
const FROM = Date.UTC(2026, 0, 1) / 1000
const UNTIL = Date.UTC(2036, 0, 1) / 1000

export interface ShortBuffer {
  /** The run of the first stage, in RFC 3339. */
  readonly run: string
  /** Seconds from it to the next run of the second stage. */
  readonly gap: number
}

/** The first run of a stage that is followed by one of the next stage sooner than `needed` seconds, in elapsed time; `undefined` when there is none in ten years. */
export function findShortBuffer(stage: Schedule, next: Schedule, needed: number): ShortBuffer | undefined {
  const later = runs(next.parsed, { timeZone: next.timeZone, after: FROM - 1 })
  let candidate = later.next()
  for (const run of runs(stage.parsed, { timeZone: stage.timeZone, after: FROM, until: UNTIL })) {
    while (!candidate.done && candidate.value < run) candidate = later.next()
    if (candidate.done) return undefined
    const gap = candidate.value - run
    if (gap < needed) return { run: new Date(run * 1000).toISOString().replace('.000', ''), gap }
  }
  return undefined
}
