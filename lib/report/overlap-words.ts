import type { Overlap } from '../calendar/calendar.ts'

export function whoMeets({ kind, a, b }: Overlap): string {
  return kind === 'self' ? `${a} runs into itself` : `${a} meets ${b}`
}

export function howOften({ count, totalSeconds }: Overlap): string {
  return `${times(count)}, ${totalSeconds} s in all`
}

export function times(count: number): string {
  return `${count} time${count === 1 ? '' : 's'}`
}

/** Why two must not meet; of a job with itself what becomes of its runs. */
export function whatFollows({ reason, outcome }: Overlap): string {
  if (!outcome) return reason
  const { policy, skipped, late, killed, mostAtOnce } = outcome
  const runs = (count: number): string => `${count} run${count === 1 ? '' : 's'}`
  if (policy === 'Forbid') return `Forbid skips ${runs(skipped)} and starts ${runs(late)} late`
  if (policy === 'Replace') return `Replace kills ${runs(killed)}`
  return `Allow lets runs pile up, ${mostAtOnce} at once at most`
}
