import type { ClusterCalendar, Load, SheetRow } from '../calendar/index.ts'
import type { Paint } from './color.ts'
import { printable } from './display-width.ts'
import { howOften, whoMeets } from './overlap-words.ts'
import { dayWords } from './timeline-axis.ts'

/** More lines than that nobody reads in a terminal; JSON and the page have all of them. */
const SHOWN = 20

function shortened(lines: readonly string[], noun: string): readonly string[] {
  return lines.length <= SHOWN
    ? lines
    : [...lines.slice(0, SHOWN), `  … and ${lines.length - SHOWN} more ${noun}: --html and --format json have all of them`]
}

export function overlapLines({ overlaps }: ClusterCalendar, color: Paint): readonly string[] {
  const lines = overlaps.map(
    (overlap) =>
      `  ${color.red('overlap')}: ${printable(whoMeets(overlap))} ${howOften(overlap)}, first ${overlap.first.from} to ${overlap.first.until} (${printable(overlap.reason)})`,
  )
  return shortened(lines, 'overlaps')
}

/** What clock changes in the range do, in the zone of each job. */
export function clockLines(rows: readonly SheetRow[], color: Paint): readonly string[] {
  const lines = rows.flatMap(({ line, effects }) =>
    effects.map(({ change, skipped, repeated, strayed }) => {
      const parts = [
        ...(skipped.length > 0 ? [`${times(skipped)} skipped`] : []),
        ...(repeated.length > 0 ? [`${times(repeated.map(({ wall }) => wall))} twice`] : []),
        ...(strayed.length > 0 ? [`${times(strayed.map(({ wall }) => wall))} beside the schedule`] : []),
      ]
      const day = dayWords(change.at + change.after)
      return `  ${color.magenta('clocks')}: ${day} in ${line.timeZone}: ${printable(`${line.namespace}/${line.name}`)} ${parts.join(', ')}`
    }),
  )
  return shortened(lines, 'dates')
}

function times(walls: readonly number[]): string {
  const words = walls.slice(0, 3).map((wall) => new Date(wall * 1000).toISOString().slice(11, 16))
  return words.join(', ') + (walls.length > 3 ? ` and ${walls.length - 3} more` : '')
}

export function loadWords({ peak, withoutDuration }: Load): readonly string[] {
  const unknown = withoutDuration > 0 ? [`  not in the load: ${withoutDuration} of unknown duration`] : []
  if (!peak) return unknown
  const memory = `${(peak.memory / 2 ** 20).toFixed(0)} MiB`
  const jobs = `${peak.jobs.slice(0, 5).map(printable).join(', ')}${peak.jobs.length > 5 ? ', …' : ''}`
  return [
    `  peak: ${peak.pods} pod${peak.pods === 1 ? '' : 's'}, ${peak.cpu} cores, ${memory} from ${peak.from} to ${peak.until} (${jobs})`,
    ...unknown,
  ]
}
