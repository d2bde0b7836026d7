import { defineFamily } from '../../lib/rule/index.ts'
import startingDeadlineNeverMet from './starting-deadline-never-met.ts'
import deadlineKillsEveryRun from './deadline-kills-every-run.ts'
import forbidWithoutDeadline from './forbid-without-deadline.ts'
import jobsNeverCreated from './jobs-never-created.ts'
import missingActiveDeadline from './missing-active-deadline.ts'
import missingHistoryLimit from './missing-history-limit.ts'
import missingStartingDeadline from './missing-starting-deadline.ts'

export default defineFamily('lifecycle', [
  missingStartingDeadline,
  missingActiveDeadline,
  forbidWithoutDeadline,
  missingHistoryLimit,
  deadlineKillsEveryRun,
  startingDeadlineNeverMet,
  jobsNeverCreated,
])
