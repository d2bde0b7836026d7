import { API_ACCESS, API_MOUNT } from './api-access.ts'
import type { Cleaning } from './cleanup-files.ts'
import type { ClaimsCleanupProps, JobsCleanupProps } from './cleanup-job.ts'
import { refuse } from './refuse.ts'

/** Image with `sh`, `curl` and `jq`, for scripts that read lists of objects. */
export const DEFAULT_API_IMAGE = 'alpine/k8s:1.34.1'

const SHARED = { helpers: ['call-api.sh', 'list-objects.sh'], volumes: { 'api-access': API_ACCESS } } as const

/** Jobs that have ended. Their names are not known beforehand: the right to delete is one to every Job of the namespace. */
export function cleanJobs({ olderThan, selector, dryRun = false, image = DEFAULT_API_IMAGE }: JobsCleanupProps): Cleaning {
  if (olderThan.toSeconds() < 60) refuse('olderThan', 'at least 1 minute', 'who waits for a Job sees its end', olderThan)
  return {
    ...SHARED,
    script: 'clean-jobs.sh',
    container: {
      name: 'clean',
      image,
      env: {
        MAX_AGE_SECONDS: String(olderThan.toSeconds()),
        ...(selector === undefined ? {} : { SELECTOR: selector }),
        DRY_RUN: dryRun ? '1' : '0',
      },
      mounts: [API_MOUNT],
    },
    rights: [{ apiGroups: ['batch'], resources: ['jobs'], verbs: dryRun ? ['list'] : ['list', 'delete'] }],
  }
}

/** Claims that nobody uses. A dry run has no right to change anything. */
export function cleanClaims({ unusedFor, dryRun = true, image = DEFAULT_API_IMAGE }: ClaimsCleanupProps): Cleaning {
  if (unusedFor.toSeconds() < 86_400) refuse('unusedFor', 'at least 1 day', 'a workload that is down for a while keeps its data', unusedFor)
  return {
    ...SHARED,
    script: 'clean-claims.sh',
    container: {
      name: 'clean',
      image,
      env: { MAX_AGE_SECONDS: String(unusedFor.toSeconds()), DRY_RUN: dryRun ? '1' : '0' },
      mounts: [API_MOUNT],
    },
    rights: [
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: dryRun ? ['list'] : ['list', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
      { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], verbs: ['list'] },
      { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['list'] },
    ],
  }
}
