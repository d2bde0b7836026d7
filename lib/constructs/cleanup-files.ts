import { checkClaim } from './check-values.ts'
import type { Right } from './api-access.ts'
import type { FilesCleanupProps } from './cleanup-job.ts'
import type { JobContainer } from './container-spec.ts'
import type { Volumes } from './mount-scripts.ts'
import { refuse } from './refuse.ts'
import type { ScriptName } from './script.ts'

/** What a clean-up runs, and what it needs for that. */
export interface Cleaning {
  readonly script: ScriptName
  /** Scripts that the script reads. */
  readonly helpers?: readonly ScriptName[]
  readonly container: JobContainer
  readonly volumes?: Volumes
  readonly rights?: readonly Right[]
}

/** Files of a claim, by age and count. */
export function cleanFiles(props: FilesCleanupProps): Cleaning {
  const { claim, folder = '', pattern = '*', olderThan, keepLast, dryRun = false, image = 'busybox:1.37.0' } = props
  if (olderThan === undefined && keepLast === undefined) refuse('olderThan', 'given, or keepLast', 'something says what may go', undefined)
  if (olderThan !== undefined && olderThan.toSeconds() < 60)
    refuse('olderThan', 'at least 1 minute', 'a file that is being written stays', olderThan)
  if (keepLast !== undefined && (!Number.isInteger(keepLast) || keepLast < 1))
    refuse('keepLast', 'a whole number from 1', 'something stays', keepLast)
  checkClaim('claim', claim)
  if (folder.startsWith('/') || folder.split('/').includes('..')) refuse('folder', 'inside the claim', 'nothing else is cleaned up', folder)
  return {
    script: 'clean-files.sh',
    container: {
      name: 'clean',
      image,
      env: {
        CLEAN_DIR: folder === '' ? '/data' : `/data/${folder}`,
        PATTERN: pattern,
        ...(olderThan === undefined ? {} : { MAX_AGE_MINUTES: String(Math.floor(olderThan.toSeconds() / 60)) }),
        ...(keepLast === undefined ? {} : { KEEP_LAST: String(keepLast) }),
        DRY_RUN: dryRun ? '1' : '0',
      },
      mounts: [{ volume: 'data', path: '/data' }],
    },
    volumes: { data: { persistentVolumeClaim: { claimName: claim } } },
  }
}
