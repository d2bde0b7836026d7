import type { Duration } from 'cdk8s'
import { Construct } from 'constructs'
import { grant } from './api-access.ts'
import type { CommonJobProps } from './backup-cron-job.ts'
import type { Database } from './backup-source.ts'
import { cleanFiles, type Cleaning } from './cleanup-files.ts'
import { cleanClaims, cleanJobs } from './cleanup-objects.ts'
import { cleanReports } from './cleanup-reports.ts'
import { purgeExpired } from './cleanup-sessions.ts'
import type { S3Target } from './object-store.ts'
import { ScheduledJob } from './scheduled-job.ts'
import { scriptsConfigMap } from './script.ts'

export interface FilesCleanupProps extends CommonJobProps {
  /**
   * Files of a claim.
   *
   * @default files
   */
  readonly kind?: 'files'
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
  /**
   * Files older than this go. Either this or `keepLast` must be given.
   *
   * @default no age
   */
  readonly olderThan?: Duration
  /**
   * Only this many newest stay.
   *
   * @default no number
   */
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

export interface ReportsCleanupProps extends CommonJobProps {
  /**
   * Generated reports. Those whose names differ in digits only are one series, such as `sales-2026-01-12.pdf` and `sales-2026-01-13.pdf`; each is counted by itself, and its newest report
   * always stays.
   */
  readonly kind: 'reports'
  /**
   * The claim with the reports; either this or a bucket.
   *
   * @default none
   */
  readonly claim?: string
  /**
   * The bucket with the reports. Its prefix must be a folder of reports alone.
   *
   * @default none
   */
  readonly bucket?: S3Target
  /**
   * Folder in the claim.
   *
   * @default all of it
   */
  readonly folder?: string
  /**
   * Which reports, by name: `*.pdf`.
   *
   * @default all
   */
  readonly pattern?: string
  /**
   * Reports older than this go, the newest of each series aside. Either this or `keepLast` must be given.
   *
   * @default no age
   */
  readonly olderThan?: Duration
  /**
   * Of each series only this many newest stay.
   *
   * @default no number
   */
  readonly keepLast?: number
  /**
   * Only tells what would go.
   *
   * @default false
   */
  readonly dryRun?: boolean
  /**
   * Image with `rclone`, which reads claims too.
   *
   * @default rclone/rclone:1.71.0
   */
  readonly image?: string
}

export interface JobsCleanupProps extends CommonJobProps {
  /** Jobs of the namespace that have ended. Those that something owns are left to it. */
  readonly kind: 'jobs'
  /** How long ago a Job must have ended. */
  readonly olderThan: Duration
  /**
   * Labels that the Jobs must have, as kubectl takes them: `app=batch,stage!=load`.
   *
   * @default every Job of the namespace
   */
  readonly selector?: string
  /**
   * Only tells what would go.
   *
   * @default false
   */
  readonly dryRun?: boolean
  /**
   * Image with `sh`, `curl` and `jq`.
   *
   * @default alpine/k8s:1.34.1
   */
  readonly image?: string
}

export interface ClaimsCleanupProps extends CommonJobProps {
  /**
   * Claims of the namespace that no pod and no workload names. What other resources name is not known to it; the annotation `cronwright.dev/keep` keeps a claim.
   */
  readonly kind: 'claims'
  /** How long a claim must have been unused: counted from the run that first found it so. */
  readonly unusedFor: Duration
  /**
   * Only tells what is unused. A claim that is deleted takes its data with it: read the log of a dry run first.
   *
   * @default true
   */
  readonly dryRun?: boolean
  /**
   * Image with `sh`, `curl` and `jq`.
   *
   * @default alpine/k8s:1.34.1
   */
  readonly image?: string
}

export interface SessionsCleanupProps extends CommonJobProps {
  /** Rows of a PostgreSQL table whose time is over: sessions, tokens. */
  readonly kind: 'sessions'
  /** The PostgreSQL database with the table. */
  readonly database: Omit<Database, 'kind'>
  /** Table whose rows end: in lower case, with its schema where it has one. */
  readonly table: string
  /** Column that says when a row ends. */
  readonly column: string
  /**
   * Only counts what would go.
   *
   * @default false
   */
  readonly dryRun?: boolean
}

export type CleanupJobProps = ReportsCleanupProps | FilesCleanupProps | JobsCleanupProps | ClaimsCleanupProps | SessionsCleanupProps

/**
 * Removes what nobody needs any longer: files of a claim by age and count, reports by series, Jobs that have ended, claims that nobody uses, rows whose time is over.
 *
 * @example
 * import { App, Chart, Duration } from 'cdk8s'
 * import { CleanupJob, Schedule } from 'cronwright/constructs'
 *
 * const app = new App()
 * const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true })
 * new CleanupJob(chart, 'work', {
 *   name: 'batch-cleanup',
 *   schedule: Schedule.every('4h'),
 *   claim: 'batch-storage',
 *   folder: 'results',
 *   pattern: '*.json',
 *   olderThan: Duration.days(7),
 *   keepLast: 50,
 * })
 * app.synth()
 */
export class CleanupJob extends Construct {
  readonly job: ScheduledJob

  constructor(scope: Construct, id: string, props: CleanupJobProps) {
    super(scope, id)
    const { script, container, volumes = {}, helpers = [], rights = [] } = cleaning(props)
    const scripts = scriptsConfigMap(this, 'scripts', `${props.name ?? id}-scripts`, [script, ...helpers])
    this.job = new ScheduledJob(this, 'cleanup', {
      ...props,
      containers: [
        {
          ...container,
          command: ['sh', `/scripts/${script}`],
          mounts: [...(container.mounts ?? []), { volume: 'scripts', path: '/scripts', readOnly: true }, { volume: 'tmp', path: '/tmp' }],
        },
      ],
      volumes: {
        ...volumes,
        scripts: { configMap: { name: scripts.name, defaultMode: 0o444 } },
        tmp: { emptyDir: { sizeLimit: '64Mi' } },
      },
    })
    if (rights.length > 0) grant(this, `${this.job.cronJob.name}-rights`, this.job.serviceAccount, rights)
  }
}

function cleaning(props: CleanupJobProps): Cleaning {
  switch (props.kind) {
    case 'reports':
      return cleanReports(props)
    case 'jobs':
      return cleanJobs(props)
    case 'claims':
      return cleanClaims(props)
    case 'sessions':
      return purgeExpired(props)
    default:
      return cleanFiles(props)
  }
}
