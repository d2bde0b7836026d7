import { refuse } from './refuse.ts'
import type { SecretKey, SecretSource } from './secret-source.ts'

/** Image with `rclone`, `sh` and `sha256sum`. */
export const DEFAULT_RCLONE_IMAGE = 'rclone/rclone:1.71.0'

/** A folder of an S3-compatible bucket. */
export interface S3Target {
  /** Name of the bucket; it must exist. */
  readonly bucket: string
  /**
   * Folder in the bucket.
   *
   * @default the name of what is stored
   */
  readonly prefix?: string
  /**
   * Address of an S3-compatible store, such as `https://s3.example.com`.
   *
   * @default Amazon's own
   */
  readonly endpoint?: string
  /**
   * Region of the bucket.
   *
   * @default us-east-1
   */
  readonly region?: string
  /** Secret with the keys `access-key-id` and `secret-access-key`. */
  readonly credentials: SecretSource
}

/** Where rclone finds the folder, and the variables that tell it how. */
export function rcloneRemote(
  target: S3Target,
  folder: string,
  { property = 'target', remote = 's3' } = {},
): { readonly path: string; readonly env: Record<string, string | SecretKey> } {
  const { bucket, prefix = folder, endpoint, region = 'us-east-1', credentials } = target
  if (!/^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/.test(bucket))
    refuse(`${property}.bucket`, 'the name of a bucket', 'there is somewhere to upload to', bucket)
  if (/\s/.test(prefix)) refuse(`${property}.prefix`, 'without spaces', 'it can stand in a list', prefix)
  const variable = (key: string): string => `RCLONE_CONFIG_${remote.toUpperCase()}_${key}`
  return {
    path: `${remote}:${bucket}/${prefix}`,
    env: {
      RCLONE_CONFIG: '/tmp/rclone.conf',
      [variable('TYPE')]: 's3',
      [variable('PROVIDER')]: endpoint === undefined ? 'AWS' : 'Other',
      [variable('REGION')]: region,
      ...(endpoint === undefined ? {} : { [variable('ENDPOINT')]: endpoint }),
      [variable('ACCESS_KEY_ID')]: credentials.key('access-key-id'),
      [variable('SECRET_ACCESS_KEY')]: credentials.key('secret-access-key'),
    },
  }
}
