import { readFileSync } from 'node:fs'
import { timelineOf } from '../../lib/calendar/index.ts'
import { readClusters } from '../../lib/fleet/index.ts'
import { timelineHtml } from '../../lib/report/timeline-html.ts'
import { FROM, timelineFor, UNTIL, type JobText } from '../page/fleet.ts'

const template = (): string => readFileSync(new URL('../../dist/timeline.html', import.meta.url), 'utf8')

export function pageOf(jobs: readonly JobText[], zone = 'UTC', from = FROM, until = UNTIL): string {
  return timelineHtml(template(), timelineFor(jobs, from, until), zone)
}

/** The page of whole objects, a file each. */
export function pageOfObjects(objects: readonly unknown[]): string {
  const files = objects.map((object, index) => ({ path: `jobs/${index}.yaml`, text: JSON.stringify(object) }))
  return timelineHtml(template(), timelineOf(readClusters(files), { from: FROM, until: UNTIL }), 'UTC')
}
