import type { Timeline } from '../calendar/index.ts'
import { timelineData } from './timeline-data.ts'

/** Where the built page has room for its data. */
const PLACE = '"CRONWRIGHT-DATA"'

/** One self-contained page. `template` is the built page, whose code and styles are the only ones that its policy lets run. */
export function timelineHtml(template: string, timeline: Timeline, zone: string): string {
  const at = template.indexOf(PLACE)
  if (at < 0) throw new Error('the built page has no place for its data')
  return template.slice(0, at) + inScript(timelineData(timeline, zone)) + template.slice(at + PLACE.length)
}

/** JSON that no parser of HTML mistakes for markup: names come from manifests that anybody may have written. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
