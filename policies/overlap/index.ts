import { defineFamily } from '../../lib/rule/index.ts'
import overlappingRuns from './overlapping-runs.ts'
import overlappingWindows from './overlapping-windows.ts'
import peakExceedsQuota from './peak-exceeds-quota.ts'
import runInBlackout from './run-in-blackout.ts'
import stageStartsBeforePredecessorEnds from './stage-starts-before-predecessor-ends.ts'

export default defineFamily('overlap', [
  overlappingRuns,
  overlappingWindows,
  stageStartsBeforePredecessorEnds,
  runInBlackout,
  peakExceedsQuota,
])
