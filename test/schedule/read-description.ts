import { MONTH_NAMES, WEEKDAY_NAMES } from '../../lib/schedule/words.ts'

/** The five sets of values, or the seconds of an interval, that a sentence of `describe` says. Knows nothing of schedules: only English. */
export type Said = { readonly seconds: number } | { readonly sets: readonly (readonly number[])[] }

const SIZES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const

const UNITS: Readonly<Record<string, number>> = { day: 86_400, hour: 3600, minute: 60, second: 1 }

export function readDescription(text: string): Said {
  const interval = /^every (.*), counted from the last run and not by the clock$/.exec(text)
  if (interval)
    return {
      seconds: [...interval[1].matchAll(/(\d+) (day|hour|minute|second)s?/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
        0,
      ),
    }
  const fields = /^never: .*\((.*)\)/.exec(text)
  if (fields) return { sets: fields[1].split('; ').map(readField) }
  const sentence = text.replace(/: a date that never comes$/, '').replace(/ in (?:UTC|Local|[A-Z]\w+\/[\w/+-]+)$/, '')
  const split = /^(.*?)(?: every day| (on (?:day|days|any|no|[A-Z]).*|in [A-Z].*))?$/.exec(sentence) as RegExpExecArray
  const [minutes, hours] = readTime(split[1])
  const [days, months, weekdays] = readDays(split[2] ?? '')
  return { sets: [minutes, hours, days, months, weekdays] }
}

function readField(text: string, index: number): readonly number[] {
  if (text.startsWith('every ')) return full(index)
  if (text.startsWith('no ')) return []
  return valuesOf(text.replace(/^(?:minute|hour|day of the month|month|day of the week) /, ''), index)
}

function readTime(text: string): readonly [readonly number[], readonly number[]] {
  let found = /^every (\d+) hours, at minute (\d+), beginning at 00:\d\d$/.exec(text)
  if (found) return [[Number(found[2])], stepped(24, Number(found[1]))]
  found = /^every (?:(\d+) minutes|minute)(?: (from .*))?$/.exec(text)
  if (found) return [stepped(60, Number(found[1] ?? 1)), found[2] ? hoursBetween(found[2]) : full(1)]
  found = /^hourly, at minutes? (.*)$/.exec(text)
  if (found) return [valuesOf(found[1], 0), full(1)]
  found = /^hourly (from \d\d:(\d\d) .*)$/.exec(text)
  if (found) return [[Number(found[2])], hoursBetween(found[1])]
  found = /^at minutes? (.*) past hours? (.*)$/.exec(text)
  if (found) return [valuesOf(found[1], 0), valuesOf(found[2], 1)]
  const times = [...text.matchAll(/(\d\d):(\d\d)/g)].map(([, hour, minute]) => [Number(hour), Number(minute)] as const)
  if (!/^at [\d:, and]+$/.test(text)) throw new Error(`no time in "${text}"`)
  const minutes = unique(times.map(([, minute]) => minute))
  const hours = unique(times.map(([hour]) => hour))
  if (minutes.length * hours.length !== times.length) throw new Error(`no product: "${text}"`)
  return [minutes, hours]
}

function hoursBetween(text: string): readonly number[] {
  return [...text.matchAll(/from (\d\d):\d\d to (\d\d):\d\d/g)].flatMap(([, from, to]) => range(Number(from), Number(to)))
}

function readDays(text: string): readonly [readonly number[], readonly number[], readonly number[]] {
  const months = /(?:^|,? )in ([A-Z].*)$/.exec(text)
  const days = months ? text.slice(0, months.index) : text
  const ofMonth = /^on (?:days? (.*?)|(any) day|(no) day) of the month/.exec(days)
  const either = /, or on (?:(no day of the week)|any (day of the week|[A-Z].*))$/.exec(days)
  const plain = /^on ([A-Z].*)$/.exec(days)
  return [
    !ofMonth || ofMonth[2] ? full(2) : ofMonth[3] ? [] : valuesOf(ofMonth[1], 2),
    months ? valuesOf(months[1], 3) : full(3),
    either
      ? either[1]
        ? []
        : either[2] === 'day of the week'
          ? full(4)
          : valuesOf(either[2], 4)
      : plain
        ? valuesOf(plain[1], 4)
        : full(4),
  ]
}

function valuesOf(text: string, index: number): readonly number[] {
  return text.split(/, | and /).flatMap((part) => {
    const [from, to = from] = part.split(' to ').map((word) => valueOf(word, index))
    return range(from, to)
  })
}

function valueOf(word: string, index: number): number {
  const value = index === 3 ? MONTH_NAMES.indexOf(word) + 1 : index === 4 ? WEEKDAY_NAMES.indexOf(word) : Number(word)
  const [low, high] = SIZES[index]
  if (!(value >= low && value <= high)) throw new Error(`"${word}" is no value`)
  return value
}

function full(index: number): readonly number[] {
  const [low, high] = SIZES[index]
  return range(low, high)
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

function stepped(size: number, step: number): readonly number[] {
  return range(0, size - 1).filter((value) => value % step === 0)
}

function unique(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}
