import type { Policy } from '../lib/rule/index.ts'
import { api } from './api.ts'

/** What a stranger's repository can adopt today: every `api` rule and the hazards with few false positives. */
export const recommended: Policy = {
  name: 'recommended',
  levels: {
    ...api.levels,
    // schedule
    'schedule-never-runs': 'warning',
    'wildcard-minute': 'warning',
    'day-of-month-or-week': 'warning',
    'uneven-interval': 'note',
    'one-time-run-passed': 'warning',
    'oversized-step': 'warning',
    'too-frequent-runs': 'warning',
    'run-skipped-by-dst': 'warning',
    'run-repeated-by-dst': 'warning',
    'skipped-months': 'warning',
    'deprecated-time-zone': 'note',
    'drifting-interval': 'note',
    'comment-contradicts-schedule': 'warning',
    // overlap
    'overlapping-runs': 'warning',
    'overlapping-windows': 'warning',
    'stage-starts-before-predecessor-ends': 'warning',
    'run-in-blackout': 'warning',
    'peak-exceeds-quota': 'warning',
    // lifecycle
    'missing-starting-deadline': 'note',
    'missing-active-deadline': 'note',
    'forbid-without-deadline': 'warning',
    'deadline-kills-every-run': 'error',
    'starting-deadline-never-met': 'error',
    'jobs-never-created': 'error',
    'tight-starting-deadline': 'note',
    'deadline-on-pod-only': 'warning',
    'active-deadline-exceeds-interval': 'note',
    'job-never-starts': 'warning',
    'failed-history-discarded': 'warning',
    'history-shorter-than-alert': 'warning',
    'retries-exceed-deadline': 'note',
    'long-suspended': 'note',
    'sidecar-never-exits': 'warning',
    // pod
    'mutable-image-tag': 'warning',
    'kubectl-without-service-account': 'warning',
    'shared-read-write-once': 'warning',
    'lost-output': 'warning',
    'service-selects-job-pods': 'warning',
    // secrets
    'literal-secret': 'error',
    'secret-in-git': 'error',
    'dangling-reference': 'warning',
    'secret-in-command-line': 'warning',
    // scripts
    'shell-in-env-value': 'warning',
    'unresolved-variable': 'warning',
    'missing-pipefail': 'warning',
    'shell-syntax-without-shell': 'warning',
    'script-outlives-deadline': 'warning',
    // gitops
    'replace-without-force': 'error',
    'ttl-recreates-job': 'warning',
    'generate-name-in-git': 'note',
    'unknown-hook': 'error',
    'tracked-child-jobs': 'note',
    'sealed-secret-renamed': 'error',
    'external-secret-v1beta1': 'warning',
    'flux-blanks-shell-variable': 'error',
    'queue-label-on-cronjob': 'error',
    'queued-forbid-without-bound': 'warning',
  },
}
