export { Alerts, type AlertsProps } from './alerts.ts'
export { BackupCronJob, type BackupCronJobProps } from './backup-cron-job.ts'
export { BackupReplication, type BackupReplicationProps } from './backup-replication.ts'
export type { BackupVolume, Database } from './backup-source.ts'
export type { ApplicationHook, ConfigurationExport } from './backup-parts.ts'
export { BatchSystem, type BatchClaim, type BatchCleanup, type BatchSystemProps } from './batch-system.ts'
export { CertRotator, type CertRotatorProps, type RotatedCertificate } from './cert-rotator.ts'
export {
  CleanupJob,
  type ClaimsCleanupProps,
  type CleanupJobProps,
  type FilesCleanupProps,
  type JobsCleanupProps,
  type ReportsCleanupProps,
  type SessionsCleanupProps,
} from './cleanup-job.ts'
export type { JobContainer, Mount, Quantities, Resources } from './container-spec.ts'
export { CoordinatedBackup, type CoordinatedBackupProps } from './coordinated-backup.ts'
export type { CronLiteral } from './cron-literal.ts'
export { DbMaintenance, type DbMaintenanceProps, type PurgeRule } from './db-maintenance.ts'
export type { Encryption } from './encryption.ts'
export {
  EtlPipeline,
  type EtlPipelineProps,
  type SequentialEtlProps,
  type StaggeredEtlProps,
  type StaggeredStage,
  type TableEtlProps,
  type WorkflowEtlProps,
} from './etl-pipeline.ts'
export type { ColumnRule, EtlTable } from './etl-tables.ts'
export { DEFAULT_EXPORTED_KINDS, type ExportedKind } from './exported-kinds.ts'
export * from './job-defaults.ts'
export type { Once } from './lease-steps.ts'
export { ParallelJob, type ParallelJobProps } from './parallel-job.ts'
export { LogRotation, type LogRotationProps } from './log-rotation.ts'
export { Notify, type EmailProps, type NotifyOptions } from './notify.ts'
export type { S3Target } from './object-store.ts'
export { Queue } from './queue.ts'
export { PropError } from './refuse.ts'
export { DEFAULT_RETENTION, type Retention } from './retention.ts'
export { Retry, type DurationText } from './retry.ts'
export { DEFAULT_TIME_ZONE, Schedule, type TimeOfDay, type Weekday } from './schedule.ts'
export { ScheduledJob, type CommonJobProps, type ScheduledJobProps } from './scheduled-job.ts'
export { Script } from './script.ts'
export { SecretSource, type CsiSecretProps, type ExternalSecretProps, type SealedSecretProps, type SecretKey } from './secret-source.ts'
export { StreamBatchBridge, type StreamBatchBridgeProps } from './stream-batch-bridge.ts'
export type { WindowBucket, WindowDestination, WindowTable } from './window-destination.ts'
