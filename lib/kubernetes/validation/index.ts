import { isKnownTimeZone, parseSchedule, ScheduleError } from '../../schedule/index.ts'
import type { Cause, Json, JsonObject, Minor, Validation, ValidationReason } from '../verdict.ts'

interface Context {
  readonly namespace?: string
}

/** What the API server checks beyond types: causes in its order, with its field paths and reasons. */
export function validate(object: JsonObject, kind: 'CronJob' | 'Job', minor: Minor, _context: Context = {}): Validation {
  const causes: Cause[] = []
  const spec = mapping(object.spec)
  const metadata = mapping(object.metadata)
  if (!metadata.name && !metadata.generateName) causes.push(cause('FieldValueRequired', 'metadata.name', 'name or generateName is required'))
  if (kind === 'CronJob') validateCronJob(spec, minor, causes)
  else validateJob(spec, 'spec', causes)
  return { causes, warnings: [] }
}

function validateCronJob(spec: JsonObject, minor: Minor, causes: Cause[]): void {
  validateSchedule(spec, minor, causes)
  negative(spec, 'startingDeadlineSeconds', 'spec', causes)
  validateTimeZone(spec.timeZone, causes)
  oneOf(spec.concurrencyPolicy || undefined, 'spec.concurrencyPolicy', ['Allow', 'Forbid', 'Replace'], causes)
  validateJob(mapping(mapping(spec.jobTemplate).spec), 'spec.jobTemplate.spec', causes)
  negative(spec, 'successfulJobsHistoryLimit', 'spec', causes)
  negative(spec, 'failedJobsHistoryLimit', 'spec', causes)
}

function validateSchedule({ schedule }: JsonObject, minor: Minor, causes: Cause[]): void {
  if (typeof schedule !== 'string' || schedule === '') {
    causes.push(cause('FieldValueRequired', 'spec.schedule', ''))
    return
  }
  try {
    parseSchedule(schedule)
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error
    causes.push(cause('FieldValueInvalid', 'spec.schedule', `Invalid value: ${JSON.stringify(schedule)}: ${error.message}`))
  }
  if (schedule.includes('TZ') && minor >= 29) {
    causes.push(cause('FieldValueInvalid', 'spec.schedule', `Invalid value: ${JSON.stringify(schedule)}: cannot use TZ or CRON_TZ in schedule, use timeZone field instead`))
  }
}

function validateTimeZone(timeZone: Json | undefined, causes: Cause[]): void {
  if (typeof timeZone !== 'string') return
  if (timeZone === '') causes.push(cause('FieldValueInvalid', 'spec.timeZone', 'Invalid value: "": timeZone must be nil or non-empty string'))
  else if (!isKnownTimeZone(timeZone)) causes.push(cause('FieldValueInvalid', 'spec.timeZone', `Invalid value: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`))
}

function validateJob(spec: JsonObject, path: string, causes: Cause[]): void {
  for (const name of ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished']) negative(spec, name, path, causes)
  const pod = mapping(mapping(spec.template).spec)
  const at = `${path}.template.spec`
  validateContainers(pod.containers, `${at}.containers`, true, causes)
  validateContainers(pod.initContainers, `${at}.initContainers`, false, causes)
  const { restartPolicy } = pod
  if (!restartPolicy || restartPolicy === 'Always') causes.push(cause('FieldValueRequired', `${at}.restartPolicy`, 'Required value: valid values: "OnFailure", "Never"'))
  else {
    oneOf(restartPolicy, `${at}.restartPolicy`, ['Always', 'OnFailure', 'Never'], causes)
    oneOf(restartPolicy, `${at}.restartPolicy`, ['OnFailure', 'Never'], causes)
  }
}

function validateContainers(value: Json | undefined, path: string, required: boolean, causes: Cause[]): void {
  const containers = Array.isArray(value) ? (value as readonly Json[]) : []
  if (containers.length === 0 && required) causes.push(cause('FieldValueRequired', path, ''))
  containers.forEach((item, index) => {
    const container = mapping(item)
    const at = `${path}[${index}]`
    if (!container.name) causes.push(cause('FieldValueRequired', `${at}.name`, ''))
    if (!container.image) causes.push(cause('FieldValueRequired', `${at}.image`, ''))
    oneOf(container.imagePullPolicy || undefined, `${at}.imagePullPolicy`, ['Always', 'IfNotPresent', 'Never'], causes)
  })
}

function oneOf(value: Json | undefined, field: string, supported: readonly string[], causes: Cause[]): void {
  if (typeof value !== 'string' || supported.includes(value)) return
  causes.push(cause('FieldValueNotSupported', field, `Unsupported value: ${JSON.stringify(value)}: supported values: ${[...supported].sort().map((text) => JSON.stringify(text)).join(', ')}`))
}

function negative(spec: JsonObject, name: string, path: string, causes: Cause[]): void {
  const value = spec[name]
  if ((typeof value === 'number' && value < 0) || (typeof value === 'bigint' && value < 0n)) {
    causes.push(cause('FieldValueInvalid', `${path}.${name}`, `Invalid value: ${value}: must be greater than or equal to 0`))
  }
}

function mapping(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as JsonObject) : {}
}

function cause(reason: ValidationReason, field: string, message: string): Cause {
  return { stage: 'validation', reason, field, message: message === '' ? 'Required value' : message }
}
