import { containersOf, isGiven, mappingOf, textOf, type CreationFault } from '../loose.ts'
import type { Json, JsonObject } from '../verdict.ts'
import { generatedName } from './metadata.ts'
import { dnsLabel, labelValue, qualifiedName } from './names.ts'

/** What the Job controller writes itself; a Job that brings one of them with another value is refused. */
const RESERVED_LABELS = ['controller-uid', 'job-name', 'batch.kubernetes.io/controller-uid', 'batch.kubernetes.io/job-name']
/** `-` and the minutes since 1970 of the run: eight digits until the year 2160. */
const RUN_SUFFIX = '-00000000'
const ANNOTATIONS_LIMIT = 256 * 1024

/**
 * Why the controller cannot create the Jobs of an accepted CronJob, or the pods of an accepted Job: what the API server checks only when it sees the Job or the
 * pod itself. Empty for an object whose Jobs are created. The object is taken as it was written, after the API server accepted it.
 */
export function jobCreationFaults(object: JsonObject, kind: 'CronJob' | 'Job'): readonly CreationFault[] {
  const spec = mappingOf(object.spec)
  const jobTemplate = mappingOf(spec.jobTemplate)
  const job = kind === 'CronJob' ? mappingOf(jobTemplate.spec) : spec
  const path = kind === 'CronJob' ? 'spec.jobTemplate.spec' : 'spec'
  const template = mappingOf(job.template)
  const ofJob = kind === 'CronJob' ? [...nameFaults(object, job), ...metadataFaults(jobTemplate), ...labelFaults(template, path)] : []
  return [...ofJob, ...podFaults(mappingOf(template.spec), `${path}.template.spec`)]
}

/** The last pod's host name has to be a DNS label: `<CronJob>-<minutes>-<index>`. */
function nameFaults(object: JsonObject, job: JsonObject): readonly CreationFault[] {
  const completions = Number(job.completions ?? 0)
  if (job.completionMode !== 'Indexed' || !(completions > 0)) return []
  const metadata = mappingOf(object.metadata)
  const name = textOf(metadata.name) || generatedName(textOf(metadata.generateName))
  const host = `${name}${RUN_SUFFIX}-${completions - 1}`
  if (dnsLabel(host).length === 0) return []
  const why = name.includes('.')
    ? 'a name with a dot'
    : `a name of ${name.length} characters, at most ${63 - (host.length - name.length)} are left for it`
  return [
    {
      field: 'metadata.name',
      message: `the pods of an Indexed Job are named <CronJob>-<minutes>-<index>, which must be a DNS label of at most 63 characters: ${why}`,
    },
  ]
}

/** The metadata of the Job template is looked at only when the Job comes. */
function metadataFaults(jobTemplate: JsonObject): readonly CreationFault[] {
  const path = 'spec.jobTemplate.metadata'
  const { labels, annotations } = mappingOf(jobTemplate.metadata)
  const faults: CreationFault[] = []
  const add = (field: string, subject: string, messages: readonly string[]): void => {
    for (const message of messages) faults.push({ field, message: `the Job refuses ${JSON.stringify(subject)}: ${message}` })
  }
  for (const [key, value] of textEntries(labels)) {
    add(`${path}.labels[${key}]`, key, qualifiedName(key))
    add(`${path}.labels[${key}]`, value, labelValue(value))
  }
  let size = 0
  for (const [key, value] of textEntries(annotations)) {
    add(`${path}.annotations[${key}]`, key, qualifiedName(key.toLowerCase()))
    size += utf8Length(key) + utf8Length(value)
  }
  if (size > ANNOTATIONS_LIMIT)
    faults.push({ field: `${path}.annotations`, message: `the Job refuses annotations of ${size} bytes, ${ANNOTATIONS_LIMIT} are allowed` })
  return faults
}

function labelFaults(template: JsonObject, path: string): readonly CreationFault[] {
  const labels = mappingOf(mappingOf(template.metadata).labels)
  return RESERVED_LABELS.filter((label) => isGiven(labels[label])).map((label) => ({
    field: `${path}.template.metadata.labels[${label}]`,
    message: `the label ${label} is given by the Job controller, with a value that is new for every Job`,
  }))
}

/** What a template may have and a pod may not. */
function podFaults(pod: JsonObject, path: string): readonly CreationFault[] {
  const faults: CreationFault[] = []
  for (const { container, at } of containersOf(pod, path)) {
    const image = textOf(container.image)
    if (image !== image.trim())
      faults.push({ field: `${at}.image`, message: `a pod refuses an image with blanks around it: ${JSON.stringify(image)}` })
  }
  if (Object.keys(mappingOf(pod.overhead)).length > 0 && textOf(pod.runtimeClassName) === '')
    faults.push({ field: `${path}.overhead`, message: 'a pod may have an overhead only from its runtimeClassName, and there is none' })
  return faults
}

function textEntries(value: Json | undefined): readonly (readonly [key: string, value: string])[] {
  return Object.entries(mappingOf(value)).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : []))
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
