import { defineFamily } from '../../lib/rule/index.ts'
import activeDeadlineExceedsInterval from './active-deadline-exceeds-interval.ts'
import deadlineKillsEveryRun from './deadline-kills-every-run.ts'
import deadlineOnPodOnly from './deadline-on-pod-only.ts'
import disruptionUsesLastTry from './disruption-uses-last-try.ts'
import failedHistoryDiscarded from './failed-history-discarded.ts'
import forbidWithoutDeadline from './forbid-without-deadline.ts'
import historyShorterThanAlert from './history-shorter-than-alert.ts'
import jobNeverStarts from './job-never-starts.ts'
import jobsNeverCreated from './jobs-never-created.ts'
import longSuspended from './long-suspended.ts'
import missingActiveDeadline from './missing-active-deadline.ts'
import missingBackoffLimit from './missing-backoff-limit.ts'
import missingConcurrencyPolicy from './missing-concurrency-policy.ts'
import missingHistoryLimit from './missing-history-limit.ts'
import missingJobTtl from './missing-job-ttl.ts'
import missingStartingDeadline from './missing-starting-deadline.ts'
import onFailureHidesLogs from './on-failure-hides-logs.ts'
import retriesExceedDeadline from './retries-exceed-deadline.ts'
import sidecarNeverExits from './sidecar-never-exits.ts'
import startingDeadlineExceedsInterval from './starting-deadline-exceeds-interval.ts'
import startingDeadlineNeverMet from './starting-deadline-never-met.ts'
import tightStartingDeadline from './tight-starting-deadline.ts'
import ttlOutrunsHistory from './ttl-outruns-history.ts'

export default defineFamily('lifecycle', [
  missingStartingDeadline,
  startingDeadlineNeverMet,
  tightStartingDeadline,
  startingDeadlineExceedsInterval,
  missingActiveDeadline,
  deadlineOnPodOnly,
  deadlineKillsEveryRun,
  activeDeadlineExceedsInterval,
  forbidWithoutDeadline,
  jobNeverStarts,
  jobsNeverCreated,
  missingConcurrencyPolicy,
  missingHistoryLimit,
  failedHistoryDiscarded,
  historyShorterThanAlert,
  missingBackoffLimit,
  retriesExceedDeadline,
  disruptionUsesLastTry,
  onFailureHidesLogs,
  ttlOutrunsHistory,
  missingJobTtl,
  longSuspended,
  sidecarNeverExits,
])
