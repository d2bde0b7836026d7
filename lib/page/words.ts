import { dayWords, timeOf } from './ticks.ts'
import type { Job, Overlap } from './model.ts'
import type { Zones } from './zones.ts'

/** `+01:00`. */
export function offsetWords(offset: number): string {
  const minutes = Math.abs(Math.trunc(offset / 60))
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${offset < 0 ? '−' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** `Sun 28 Mar 2027 02:30 Europe/Berlin (+02:00)`. */
export function instantWords(zones: Zones, zone: string, instant: number): string {
  const offset = zones.offsetAt(zone, instant)
  const wall = instant + offset
  return `${dayWords(wall)} ${timeOf(wall)} ${zone}${zone === 'UTC' ? '' : ` (${offsetWords(offset)})`}`
}

/** `1 h 30 min`. */
export function durationWords(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const
  let rest = Math.round(seconds)
  const parts: string[] = []
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}

const SOURCES: Readonly<Record<string, string>> = {
  annotation: 'declared by its annotation',
  file: 'measured',
  bound: 'at worst: the manifest ends it by then',
}

/** How long a run takes and how that is known. */
export function takesWords({ takes, source }: Pick<Job, 'takes' | 'source'>): string {
  return takes === undefined ? 'duration unknown' : `${durationWords(takes)}, ${SOURCES[source] ?? source}`
}

/** Why nothing of a job is on the calendar. */
export function idleWords({ suspended, problem, runCount }: Job): string | undefined {
  if (problem !== undefined) return problem
  if (suspended) return 'suspended'
  return runCount === 0 ? 'no run in this range' : undefined
}

export function meetingWords({ a, b }: Overlap): string {
  return a === b ? `${a.key} runs into itself` : `${a.key} meets ${b.key}`
}

/** `1 job`, `2 jobs`, `1,200 jobs`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`
}

export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1.5 GiB`. */
export function memoryWords(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024
  return `${trimmed(value)} ${units[unit]}`
}

/** At most two decimals. */
export function trimmed(value: number): string {
  return value >= 100 ? grouped(Math.round(value)) : String(Math.round(value * 100) / 100)
}
