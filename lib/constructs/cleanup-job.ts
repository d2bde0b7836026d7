import type { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import { refuse } from './refuse.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

export interface CleanupJobProps extends CommonJobProps {
  /** The claim whose files are cleaned up. */
  readonly claim: string
  /**
   * Folder in the claim.
   *
   * @default all of it
   */
  readonly folder?: string
  /**
   * Which files, by name: `*.json`.
   *
   * @default all
   */
  readonly pattern?: string
  /** Files older than this go. Either this or `keepLast` must be given. */
  readonly olderThan?: Duration
  /** Only this many newest stay. */
  readonly keepLast?: number
  /**
   * Only tells what would go.
   *
   * @default false
   */
  readonly dryRun?: boolean
  /**
   * Image with `sh`, `find` and `stat`.
   *
   * @default busybox:1.37.0
   */
  readonly image?: string
}

/** Removes files of a claim by age and count. */
export class CleanupJob extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: CleanupJobProps) {
    super(scope, id)
    const { claim, folder = '', pattern = '*', olderThan, keepLast, dryRun = false, image = 'busybox:1.37.0' } = props
    if (olderThan === undefined && keepLast === undefined)
      refuse('olderThan', 'given, or keepLast', 'something says what may go', undefined)
    if (olderThan !== undefined && olderThan.toSeconds() < 60)
      refuse('olderThan', 'at least 1 minute', 'a file that is being written stays', olderThan)
    if (keepLast !== undefined && (!Number.isInteger(keepLast) || keepLast < 1))
      refuse('keepLast', 'a whole number from 1', 'something stays', keepLast)
    if (folder.startsWith('/') || folder.split('/').includes('..'))
      refuse('folder', 'inside the claim', 'nothing else is cleaned up', folder)
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, ['clean-files.sh'])
    this.job = new ScheduledJob(this, 'cleanup', {
      ...props,
      containers: [
        {
          name: 'clean',
          image,
          command: ['sh', '/scripts/clean-files.sh'],
          env: {
            CLEAN_DIR: folder === '' ? '/data' : `/data/${folder}`,
            PATTERN: pattern,
            ...(olderThan === undefined ? {} : { MAX_AGE_MINUTES: String(Math.floor(olderThan.toSeconds() / 60)) }),
            ...(keepLast === undefined ? {} : { KEEP_LAST: String(keepLast) }),
            DRY_RUN: dryRun ? '1' : '0',
          },
          mounts: [
            { volume: 'data', path: '/data' },
            { volume: 'scripts', path: '/scripts', readOnly: true },
            { volume: 'tmp', path: '/tmp' },
          ],
        },
      ],
      volumes: {
        data: { persistentVolumeClaim: { claimName: claim } },
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
  }
}
