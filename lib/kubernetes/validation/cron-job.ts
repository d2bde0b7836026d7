import { isKnownTimeZone, parseSchedule, ScheduleError } from '../../schedule/index.ts'
import { NEWEST_MINOR, type JsonObject } from '../verdict.ts'
import { validateJobSpec } from './job.ts'
import { generatedName, validateMetadata } from './metadata.ts'
import { numberIn, objectIn, structIn, textIn, Report } from './report.ts'

/** The suffix of a Job's name has eleven characters at most. */
const LONGEST_NAME = 52

export function validateCronJob(object: JsonObject, report: Report): void {
  const metadata = structIn(object, 'metadata')
  validateMetadata(metadata, report)
  const spec = structIn(object, 'spec')
  validateSchedule(textIn(spec, 'schedule'), spec.timeZone !== undefined, report)
  report.notNegative('spec.startingDeadlineSeconds', numberIn(spec, 'startingDeadlineSeconds'))
  validateTimeZone(spec.timeZone as string | undefined, report)
  report.oneOf('spec.concurrencyPolicy', textIn(spec, 'concurrencyPolicy') || 'Allow', ['Allow', 'Forbid', 'Replace'])
  const path = 'spec.jobTemplate.spec'
  const job = structIn(structIn(spec, 'jobTemplate'), 'spec')
  validateJobSpec(job, path, report)
  // A CronJob's Jobs get their selectors from the server.
  if (objectIn(job, 'selector')) report.invalid(`${path}.selector`, job.selector, '`selector` will be auto-generated')
  if (job.manualSelector === true) report.notSupported(`${path}.manualSelector`, true, ['nil', 'false'])
  report.notNegative('spec.successfulJobsHistoryLimit', numberIn(spec, 'successfulJobsHistoryLimit'))
  report.notNegative('spec.failedJobsHistoryLimit', numberIn(spec, 'failedJobsHistoryLimit'))
  const name = textIn(metadata, 'name') || (textIn(metadata, 'generateName') === '' ? '' : generatedName(textIn(metadata, 'generateName')))
  if (name.length > LONGEST_NAME) report.invalid('metadata.name', name, `must be no more than ${LONGEST_NAME} characters`)
}

function validateSchedule(schedule: string, zoned: boolean, report: Report): void {
  if (schedule === '') {
    report.required('spec.schedule')
    return
  }
  try {
    parseSchedule(schedule)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    report.invalid('spec.schedule', schedule, error.message)
  }
  if (!schedule.includes('TZ')) return
  if (report.minor >= 29) report.invalid('spec.schedule', schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')
  else if (zoned) report.invalid('spec.schedule', schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule')
}

/** True for a schedule that no version refuses or warns of, with a time zone and without. */
export function isCheckedSchedule(schedule: string): boolean {
  const report = new Report(NEWEST_MINOR)
  validateSchedule(schedule, true, report)
  return report.causes.length === 0
}

/** True for a zone that no version refuses. */
export function isCheckedTimeZone(timeZone: string): boolean {
  const report = new Report(NEWEST_MINOR)
  validateTimeZone(timeZone, report)
  return report.causes.length === 0
}

const ZONE_PART = /^[A-Za-z0-9.\-_+]{1,14}$/

function validateTimeZone(timeZone: string | undefined, report: Report): void {
  if (timeZone === undefined) return
  const field = 'spec.timeZone'
  if (timeZone === '') {
    report.invalid(field, timeZone, 'timeZone must be nil or non-empty string')
    return
  }
  const malformed = timeZone.split('/').some((part) => part === '.' || part === '..' || part.startsWith('-') || !ZONE_PART.test(part))
  if (malformed) {
    report.invalid(field, timeZone, `unknown time zone ${timeZone}`)
  }
  if (timeZone.toLowerCase() === 'local')
    report.invalid(field, timeZone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')
  if (!malformed && timeZone !== 'Local' && !isKnownTimeZone(timeZone)) report.invalid(field, timeZone, `unknown time zone ${timeZone}`)
}
