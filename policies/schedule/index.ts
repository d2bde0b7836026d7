import { defineFamily } from '../../lib/rule/index.ts'
import scheduleNeverRuns from './schedule-never-runs.ts'

export default defineFamily('schedule', [scheduleNeverRuns])
