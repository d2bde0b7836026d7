import type { CronJob } from '../fleet/index.ts'

/** Names, separated by commas, that must not run at the same time: `users-backup, billing/close`. */
export const CONFLICTS_WITH = 'cronwright.dev/conflicts-with'
/** Jobs of one group never run together. */
export const GROUP = 'cronwright.dev/group'
/** Jobs that take the same lock never run together. */
export const LOCK = 'cronwright.dev/lock'
/** Names of the stages that must have ended. */
export const AFTER = 'cronwright.dev/after'

/** The CronJobs that an annotation lists: names without a namespace mean the job's own. */
export function namesIn(cronJob: CronJob, annotation: string): readonly string[] {
  return wordsIn(cronJob, annotation).map((name) => (name.includes('/') ? name : `${cronJob.namespace ?? 'default'}/${name}`))
}

/** The words that an annotation lists, each once. */
export function wordsIn({ annotations }: CronJob, annotation: string): readonly string[] {
  const text = annotations[annotation]
  if (text === undefined) return []
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return [...new Set(words)]
}
