import { timelineOf, type Timeline } from '../../lib/calendar/index.ts'
import { readClusters } from '../../lib/fleet/index.ts'

export interface JobText {
  readonly name: string
  readonly namespace?: string
  readonly schedule: string
  readonly zone?: string
  readonly takes?: string
  readonly suspend?: boolean
  readonly annotations?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
}

/** CronJobs as JSON, which is YAML too. */
export function manifestOf({ name, namespace = 'shop', schedule, zone, takes, suspend, annotations = {}, labels = {} }: JobText): string {
  return JSON.stringify({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name,
      namespace,
      labels,
      annotations: { ...annotations, ...(takes === undefined ? {} : { 'cronwright.dev/expected-duration': takes }) },
    },
    spec: {
      schedule,
      ...(zone === undefined ? {} : { timeZone: zone }),
      ...(suspend === undefined ? {} : { suspend }),
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'work', image: 'work:1' }] } } } },
    },
  })
}

export const FROM = Date.parse('2027-01-01T00:00:00Z') / 1000
export const UNTIL = Date.parse('2028-01-01T00:00:00Z') / 1000

export function timelineFor(jobs: readonly JobText[], from = FROM, until = UNTIL): Timeline {
  const files = jobs.map((job, index) => ({ path: `jobs/${index}.yaml`, text: manifestOf(job) }))
  return timelineOf(readClusters(files), { from, until })
}
