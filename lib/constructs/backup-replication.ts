import { Construct } from 'constructs'
import type { CommonJobProps } from './backup-cron-job.ts'
import { DEFAULT_RCLONE_IMAGE, rcloneRemote, type S3Target } from './object-store.ts'
import { refuse } from './refuse.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

export interface BackupReplicationProps extends CommonJobProps {
  /** Where the backups are; `prefix` names their folder. */
  readonly source: S3Target & { readonly prefix: string }
  /** Where they are copied to, each in its own region. */
  readonly targets: readonly S3Target[]
  /**
   * Image with `rclone`.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly rcloneImage?: string
}

/**
 * Copies good backups to other regions; each copy is read back and compared with the checksum that the backup was stored with. Nothing is ever removed.
 *
 * @example
 * import { App, Chart } from 'cdk8s'
 * import { BackupReplication, Schedule, SecretSource } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * const credentials = SecretSource.existing('backup-bucket')
 * new BackupReplication(chart, 'abroad', {
 *   name: 'backup-replication',
 *   schedule: Schedule.daily({ at: '05:00' }),
 *   source: { bucket: 'example-backups', prefix: 'orders', credentials },
 *   targets: [
 *     { bucket: 'example-backups-eu', region: 'eu-west-1', credentials },
 *     { bucket: 'example-backups-ap', region: 'ap-southeast-1', credentials },
 *   ],
 * })
 * app.synth()
 */
export class BackupReplication extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: BackupReplicationProps) {
    super(scope, id)
    const { source, targets, rcloneImage = DEFAULT_RCLONE_IMAGE } = props
    if (targets.length === 0) refuse('targets', 'at least one bucket', 'there is somewhere to copy to', 0)
    const from = rcloneRemote(source, source.prefix, { property: 'source', remote: 'source' })
    const to = targets.map((target, index) =>
      rcloneRemote(target, source.prefix, { property: `targets[${index}]`, remote: `target${index}` }),
    )
    const same = targets.findIndex(
      (target) =>
        target.bucket === source.bucket && target.endpoint === source.endpoint && (target.prefix ?? source.prefix) === source.prefix,
    )
    if (same >= 0)
      refuse(`targets[${same}].bucket`, 'another place than the source', 'a lost bucket does not take its copy along', targets[same].bucket)
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, ['replicate-backups.sh'])
    this.job = new ScheduledJob(this, 'replication', {
      ...props,
      containers: [
        {
          name: 'replicate',
          image: rcloneImage,
          command: ['sh', '/scripts/replicate-backups.sh'],
          env: {
            SOURCE: from.path,
            TARGETS: to.map(({ path }) => path).join(' '),
            ...from.env,
            ...Object.assign({}, ...to.map(({ env }) => env)),
          },
          mounts: [
            { volume: 'scripts', path: '/scripts', readOnly: true },
            { volume: 'tmp', path: '/tmp' },
          ],
        },
      ],
      volumes: { scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } }, tmp: { emptyDir: { sizeLimit: '64Mi' } } },
    })
  }
}
