import { nextRepeatedByDst, nextSkippedByDst } from '../schedule/index.ts'
import type { Schedule } from './schedule.ts'

/** Fixed years, so that synthesis does not depend on the day it runs. */
const FROM = Date.UTC(2026, 0, 1) / 1000
const UNTIL = Date.UTC(2036, 0, 1) / 1000

/** The first change of clocks by which a run is lost or comes twice, in words; `undefined` for none in ten years. */
export function findUnsteadyRun({ parsed, timeZone }: Schedule): string | undefined {
  if (parsed.kind !== 'clock') return undefined
  const range = { timeZone, from: FROM, until: UNTIL }
  const skipped = nextSkippedByDst(parsed, range)
  if (skipped) return `skipped on ${dateOf(skipped.date.day)}`
  const repeated = nextRepeatedByDst(parsed, range)
  return repeated && `twice on ${dateOf(repeated.date.day)}`
}

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)
