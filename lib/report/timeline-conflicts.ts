import type { ClusterCalendar } from '../calendar/index.ts'
import type { Paint } from './color.ts'
import { printable } from './display-width.ts'
import { troublesOf } from './trouble-words.ts'

const SHOWN = 5

/** What else of a cluster does not fit: blackouts, stages, quotas, capacity. */
export function conflictLines(cluster: ClusterCalendar, color: Paint): readonly string[] {
  return troublesOf(cluster).flatMap(({ kind, words, stretches, count }) => [
    `  ${color.red(kind)}: ${printable(words)}`,
    ...stretches.slice(0, SHOWN).map(({ from, until }) => `            ${from} to ${until}`),
    ...(stretches.length > 0 && count > SHOWN ? [`            and ${count - SHOWN} more`] : []),
  ])
}
