import { parseSchedule, ScheduleError } from '../../lib/schedule/index.ts'

/** What an author of a refused schedule meant, in words, and where it is certain enough the expression that Kubernetes takes for it. */
export interface Repair {
  readonly help: string
  readonly schedule?: string
}

type Attempt = (expression: string, fields: readonly string[]) => Repair | undefined

/** From the plain to the doubtful; the first that leads somewhere has the word. */
const ATTEMPTS: readonly Attempt[] = [quotes, commas, descriptor, seconds, steps, sunday, wrapped, lastDay, hash]

export function repairOf(expression: string): Repair | undefined {
  const fields = expression.trim().split(/\s+/)
  for (const attempt of ATTEMPTS) {
    const repair = attempt(expression, fields)
    if (repair && (repair.schedule === undefined || isLegal(repair.schedule))) return repair
  }
  return undefined
}

function isLegal(expression: string): boolean {
  try {
    parseSchedule(expression)
    return true
  } catch (error) {
    if (error instanceof ScheduleError) return false
    throw error
  }
}

function written(schedule: string, why: string): Repair {
  return { help: `${why}: write "${schedule}"`, schedule }
}

function quotes(expression: string): Repair | undefined {
  const inner = /^\s*(["'])(.*)\1\s*$/.exec(expression)?.[2]
  return inner === undefined ? undefined : written(inner.trim(), 'the quotes are part of the text')
}

function commas(expression: string): Repair | undefined {
  const joined = expression.trim().replace(/\s*,\s*/g, ',')
  return joined === expression.trim() ? undefined : written(joined, 'a list has no blanks')
}

function descriptor(expression: string): Repair | undefined {
  const text = expression.trim()
  if (!text.startsWith('@')) return undefined
  const every = /^@every\s*(\d+)\s*([a-z]+)$/i.exec(text)
  const unit = every && { d: 24, day: 24, days: 24, w: 168, week: 168, weeks: 168 }[every[2].toLowerCase()]
  if (every && unit) return written(`@every ${Number(every[1]) * unit}h`, 'the largest unit is the hour')
  if (every) return written(`@every ${every[1]}${every[2].toLowerCase()}`, 'a blank stands between @every and its duration')
  return written(text.toLowerCase(), 'descriptors have no capitals and no blanks')
}

/** Quartz and Spring begin with seconds, Quartz may end with a year; their `?` is our `*`. Days of the week count from 1 in Quartz only, so numbers there are left to the author. */
function seconds(_: string, fields: readonly string[]): Repair | undefined {
  if (fields.length !== 6 && fields.length !== 7) return undefined
  const [second, ...rest] = fields
  const kept = rest.slice(0, 5).map((field) => (field === '?' ? '*' : field))
  const why = 'Kubernetes has five fields, without seconds and years'
  return second === '0' && !/\d/.test(kept[4])
    ? written(kept.join(' '), why)
    : { help: `${why}: minute, hour, day of month, month, day of week` }
}

/** `*5` and `/5`, where a step was meant. */
function steps(_: string, fields: readonly string[]): Repair | undefined {
  const mended = fields.map((field) => field.replace(/^\*(\d+)$/, '*/$1').replace(/^\/(\d+)$/, '*/$1'))
  return mended.join(' ') === fields.join(' ') ? undefined : written(mended.join(' '), 'a step is */n')
}

function sunday(_: string, fields: readonly string[]): Repair | undefined {
  if (fields.length !== 5 || !/(?<!\d)7(?!\d)/.test(fields[4]) || fields[4].includes('/')) return undefined
  const mended = fields[4]
    .split(',')
    .flatMap((part) =>
      part === '7' ? ['0'] : part === '1-7' || part === '0-7' ? ['*'] : /^[1-6]-7$/.test(part) ? [part.replace('7', '6'), '0'] : [part],
    )
  return written([...fields.slice(0, 4), mended.map((part) => part.replace(/^6-6$/, '6')).join(',')].join(' '), 'Sunday is 0, not 7')
}

/** Ranges do not wrap: `22-2` is `22-23,0-2`. */
function wrapped(_: string, fields: readonly string[]): Repair | undefined {
  const limits = [59, 23, 31, 12, 6]
  const lowest = [0, 0, 1, 1, 0]
  if (fields.length !== 5) return undefined
  const mended = fields.map((field, index) =>
    field.replace(/^(\d+)-(\d+)$/, (range, from: string, to: string) =>
      Number(from) > Number(to) && Number(from) <= limits[index] ? `${from}-${limits[index]},${lowest[index]}-${to}` : range,
    ),
  )
  return mended.join(' ') === fields.join(' ') ? undefined : written(mended.join(' '), 'ranges do not wrap')
}

function lastDay(_: string, fields: readonly string[]): Repair | undefined {
  if (!fields.some((field) => /^\d?L(?:-\d+)?$|^\d+W$|#/i.test(field))) return undefined
  return { help: 'L, W and # mean nothing here: run on every day that may be meant (28-31) and let the script decide' }
}

function hash(_: string, fields: readonly string[]): Repair | undefined {
  return fields.some((field) => /^H(?:\(|\/|$)/.test(field))
    ? { help: 'H is Jenkins: choose a fixed minute, another for each job' }
    : undefined
}
