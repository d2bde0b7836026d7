/** One system of the catalogue, and the construct that builds it. */
export interface System {
  readonly system: string
  /** Name of the exported class. */
  readonly construct: string
  /** File of the chart that shows it, in `charts/`. */
  readonly chart: string
}

/** The systems that have a construct today. */
export const CATALOGUE: readonly System[] = [
  {
    system: 'a job on a schedule, with reports of failure and success, retries and a queue',
    construct: 'ScheduledJob',
    chart: 'backups.ts',
  },
  {
    system: 'database and volume backup with encryption, upload, retention and verification',
    construct: 'BackupCronJob',
    chart: 'backups.ts',
  },
  { system: 'replication of backups to other regions', construct: 'BackupReplication', chart: 'backups.ts' },
  { system: 'database maintenance: vacuum, analyze, reindex, purge', construct: 'DbMaintenance', chart: 'upkeep.ts' },
  { system: 'certificate rotation: check, renew, update just the named Secrets, restart', construct: 'CertRotator', chart: 'upkeep.ts' },
  { system: 'clean-up of files, reports, finished Jobs, orphaned claims and sessions', construct: 'CleanupJob', chart: 'upkeep.ts' },
  { system: 'log rotation: compress, archive, verify, free', construct: 'LogRotation', chart: 'upkeep.ts' },
  { system: 'ETL in staggered stages or one sequential job', construct: 'EtlPipeline', chart: 'data.ts' },
  { system: 'parallel workers over chunks', construct: 'ParallelJob', chart: 'data.ts' },
]
