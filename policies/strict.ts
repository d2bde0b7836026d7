import type { Policy } from '../lib/rule/index.ts'
import { recommended } from './recommended.ts'

/** What our own constructs meet: everything in `recommended`, and what a careful platform team asks for beyond it. */
export const strict: Policy = {
  name: 'strict',
  levels: {
    ...recommended.levels,
    // schedule
    'missing-time-zone': 'warning',
    'drifting-interval': 'warning',
    // overlap
    // lifecycle
    'missing-starting-deadline': 'warning',
    'missing-active-deadline': 'warning',
    'missing-history-limit': 'warning',
    'starting-deadline-exceeds-interval': 'note',
    'missing-concurrency-policy': 'warning',
    'missing-backoff-limit': 'warning',
    'disruption-uses-last-try': 'note',
    'on-failure-hides-logs': 'note',
    'ttl-outruns-history': 'note',
    // pod
    'missing-resources': 'warning',
    'runs-as-root': 'warning',
    'privileged-container': 'warning',
    'writable-root-filesystem': 'note',
    'missing-seccomp-profile': 'note',
    'added-capabilities': 'warning',
    'host-namespace': 'warning',
    'host-path-volume': 'warning',
    'mounted-service-account-token': 'note',
    'probe-on-batch-pod': 'note',
    // secrets
    // scripts
    'missing-errexit': 'warning',
    // gitops
    'immutable-job-in-git': 'warning',
    'generate-name-in-git': 'warning',
    'missing-namespace': 'warning',
    'suspend-not-declared': 'note',
  },
}
