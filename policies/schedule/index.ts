import { defineFamily } from '../../lib/rule/index.ts'
import busyMinute from './busy-minute.ts'
import commentContradictsSchedule from './comment-contradicts-schedule.ts'
import dayOfMonthOrWeek from './day-of-month-or-week.ts'
import deprecatedTimeZone from './deprecated-time-zone.ts'
import driftingInterval from './drifting-interval.ts'
import missingTimeZone from './missing-time-zone.ts'
import oneTimeRunPassed from './one-time-run-passed.ts'
import oversizedStep from './oversized-step.ts'
import runRepeatedByDst from './run-repeated-by-dst.ts'
import runSkippedByDst from './run-skipped-by-dst.ts'
import scheduleNeverRuns from './schedule-never-runs.ts'
import skippedMonths from './skipped-months.ts'
import tooFrequentRuns from './too-frequent-runs.ts'
import unevenInterval from './uneven-interval.ts'
import wildcardMinute from './wildcard-minute.ts'

export default defineFamily('schedule', [
  scheduleNeverRuns,
  oneTimeRunPassed,
  wildcardMinute,
  dayOfMonthOrWeek,
  unevenInterval,
  oversizedStep,
  tooFrequentRuns,
  missingTimeZone,
  runSkippedByDst,
  runRepeatedByDst,
  skippedMonths,
  deprecatedTimeZone,
  driftingInterval,
  commentContradictsSchedule,
  busyMinute,
])
