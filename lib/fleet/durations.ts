/** How long the runs of a CronJob took, in seconds. */
export interface MeasuredDuration {
  readonly p50?: number
  readonly p95?: number
  readonly max?: number
  /** Number of runs that were measured. */
  readonly runs?: number
}

/** Measured durations by `namespace/name`. */
export type Durations = Readonly<Record<string, MeasuredDuration>>

/** Longer than this nothing is planned: a slip of the pen rather than a duration. */
export const LONGEST_DURATION = 366 * 86_400

/** Seconds of `90s`, `25m`, `1h30m` or `2d`; `undefined` for anything else, for nothing at all and for more than a year. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text.trim())
  if (!match) return undefined
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  const total = days * 86_400 + hours * 3_600 + minutes * 60 + seconds
  return total > 0 && total <= LONGEST_DURATION ? total : undefined
}

/** `1h30m`, `25m`, `90s` → `1m30s`: the largest units first, none that is zero. */
export function formatDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'm'],
    [Math.floor(seconds % 60), 's'],
  ] as const
  return parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('') || '0s'
}

/** Durations are wrong: the message says where and how. */
export class DurationsError extends Error {
  override readonly name = 'DurationsError'
}

/**
 * The content of a durations file: `namespace/name` with a duration (`25m`), or with `p50`, `p95`, `max` (and `runs`). Throws a DurationsError for anything else.
 */
export function readDurations(value: unknown): Durations {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new DurationsError("is no mapping of 'namespace/name' to a duration")
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name.includes('/') ? name : `default/${name}`, readEntry(name, entry)]),
  )
}

function readEntry(name: string, entry: unknown): MeasuredDuration {
  if (typeof entry === 'string') return { p95: checked(name, entry) }
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry))
    throw new DurationsError(`${name}: ${JSON.stringify(entry)} is no duration such as 90s, 25m or 1h30m`)
  const { p50, p95, max, runs } = entry as Readonly<Record<string, unknown>>
  if (p50 === undefined && p95 === undefined && max === undefined) throw new DurationsError(`${name}: has none of p50, p95 and max`)
  return {
    ...(p50 === undefined ? {} : { p50: checked(`${name}: p50`, p50) }),
    ...(p95 === undefined ? {} : { p95: checked(`${name}: p95`, p95) }),
    ...(max === undefined ? {} : { max: checked(`${name}: max`, max) }),
    ...(typeof runs === 'number' ? { runs } : {}),
  }
}

function checked(name: string, value: unknown): number {
  const seconds = typeof value === 'string' ? parseDuration(value) : undefined
  if (seconds === undefined) throw new DurationsError(`${name}: ${JSON.stringify(value)} is no duration such as 90s, 25m or 1h30m`)
  return seconds
}
