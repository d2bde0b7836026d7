import { defineFamily } from '../../lib/rule/index.ts'
import dayOfMonthOrWeek from './day-of-month-or-week.ts'
import scheduleNeverRuns from './schedule-never-runs.ts'
import unevenInterval from './uneven-interval.ts'
import wildcardMinute from './wildcard-minute.ts'

export default defineFamily('schedule', [scheduleNeverRuns, wildcardMinute, dayOfMonthOrWeek, unevenInterval])
