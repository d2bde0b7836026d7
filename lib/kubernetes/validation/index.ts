import type { JsonObject, Minor, Validation } from '../verdict.ts'
import { validateCronJob } from './cron-job.ts'
import { validateJob } from './job.ts'
import { Report } from './report.ts'
import { warnOf } from './warnings.ts'

/** What the API server checks of a decoded object beyond types: causes in its order, with its field paths and reasons, and its warnings. */
export function validate(
  object: JsonObject,
  kind: 'CronJob' | 'Job',
  minor: Minor,
  _context: { readonly namespace?: string } = {},
): Validation {
  const report = new Report(minor)
  if (kind === 'CronJob') validateCronJob(object, report)
  else validateJob(object, report)
  // A refused request has no warnings about what it would have stored.
  if (report.causes.length === 0) warnOf(object, kind, report)
  return report
}
