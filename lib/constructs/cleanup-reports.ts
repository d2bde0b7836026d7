import { checkClaim } from './check-values.ts'
import type { Cleaning } from './cleanup-files.ts'
import type { ReportsCleanupProps } from './cleanup-job.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote } from './object-store.ts'
import { refuse } from './refuse.ts'

/** Generated reports of a claim or a bucket. The newest of each series stays whatever the rules say. */
export function cleanReports(props: ReportsCleanupProps): Cleaning {
  const { claim, bucket, folder = '', pattern = '*', olderThan, keepLast, dryRun = false, image = DEFAULT_RCLONE_IMAGE } = props
  if ((claim === undefined) === (bucket === undefined))
    refuse('claim', 'given, or a bucket, not both', 'it is clear where the reports are', claim === undefined ? 'neither' : 'both')
  if (olderThan === undefined && keepLast === undefined) refuse('olderThan', 'given, or keepLast', 'something says what may go', undefined)
  if (olderThan !== undefined && olderThan.toSeconds() < 3600)
    refuse('olderThan', 'at least 1 hour', 'somebody can read a report before it goes', olderThan)
  if (keepLast !== undefined && (!Number.isInteger(keepLast) || keepLast < 1))
    refuse('keepLast', 'a whole number from 1', 'something stays', keepLast)
  if (folder.startsWith('/') || folder.split('/').includes('..')) refuse('folder', 'inside the claim', 'nothing else is cleaned up', folder)
  if (bucket && folder !== '') refuse('folder', 'absent beside a bucket', 'its prefix is the folder', folder)
  if (/[{}[\]/\\\s]/.test(pattern) || pattern === '')
    refuse('pattern', 'a name with * and ?, without slashes, brackets and spaces', 'it means what it says', pattern)
  const remote = bucket && rcloneRemote(bucket, 'reports', { property: 'bucket' })
  return {
    script: 'clean-reports.sh',
    container: {
      name: 'clean',
      image,
      env: {
        REPORTS: remote?.path ?? (folder === '' ? '/data' : `/data/${folder}`),
        PATTERN: pattern,
        ...(olderThan === undefined ? {} : { MAX_AGE_SECONDS: String(olderThan.toSeconds()) }),
        ...(keepLast === undefined ? {} : { KEEP_LAST: String(keepLast) }),
        DRY_RUN: dryRun ? '1' : '0',
        ...(remote?.env ?? { RCLONE_CONFIG: '/tmp/rclone.conf' }),
      },
      ...(claim === undefined ? {} : { mounts: [{ volume: 'data', path: '/data' }] }),
    },
    ...(claim === undefined ? {} : { volumes: { data: { persistentVolumeClaim: { claimName: checkClaim('claim', claim) } } } }),
  }
}
