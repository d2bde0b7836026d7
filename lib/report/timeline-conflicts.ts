import type { ClusterCalendar, EarlyStartLine, ExcessLine } from '../calendar/index.ts'
import type { Paint } from './color.ts'
import { printable } from './display-width.ts'
import { times } from './overlap-words.ts'

/** What else of a cluster does not fit: blackouts, stages, quotas, capacity. */
export function conflictLines({ blackouts, earlyStarts, quotas, overCapacity }: ClusterCalendar, color: Paint): readonly string[] {
  return [
    ...blackouts.map(
      ({ job, blackout, count, totalSeconds, first }) =>
        `  ${color.red('blackout')}: ${printable(job)} runs ${times(count)} in ${printable(blackout)}, ${totalSeconds} s in all, first ${first.from} to ${first.until}`,
    ),
    ...earlyStarts.map((line) => `  ${color.red('too early')}: ${earlyWords(line)}`),
    ...quotas.map((line) => `  ${color.red('quota')}: ${printable(line.namespace)} needs ${excessWords(line)} (${printable(line.quota)})`),
    ...overCapacity.flatMap((line) => [
      `  ${color.red('capacity')}: ${excessWords(line)}`,
      ...line.stretches.slice(0, SHOWN).map(({ from, until }) => `            ${from} to ${until}`),
      ...(line.count > SHOWN ? [`            and ${line.count - SHOWN} more`] : []),
    ]),
  ]
}

const SHOWN = 5

function earlyWords({ stage, after, count, first, durationSeconds }: EarlyStartLine): string {
  const head = `${printable(stage)} starts ${times(count)} too early for ${printable(after)}, first at ${first.at}`
  if (first.gapSeconds === undefined) return `${head}, before the other has run on that date`
  return `${head}, ${first.gapSeconds} s after it, which takes ${durationSeconds ?? 0} s`
}

function excessWords({ resource, limit, most, count, totalSeconds, peak, jobs }: ExcessLine): string {
  const names = `${jobs.slice(0, 5).map(printable).join(', ')}${jobs.length > 5 ? ', …' : ''}`
  return `${amount(most, resource)} of ${resource} where ${amount(limit, resource)} are allowed, ${times(count)}, ${totalSeconds} s in all, most ${peak.from} to ${peak.until}: ${names}`
}

/** Bytes as people read them; cores and pieces as they are. */
function amount(value: number, resource: string): string {
  if (!/memory|storage/.test(resource)) return String(value)
  return value % 2 ** 30 === 0 ? `${value / 2 ** 30}Gi` : `${Math.round(value / 2 ** 20)}Mi`
}
