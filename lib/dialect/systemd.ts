import type { Diagnosis } from './diagnosis.ts'

const WORDS: Readonly<Record<string, string>> = {
  minutely: '* * * * *',
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 1',
  monthly: '0 0 1 * *',
  quarterly: '0 0 1 1,4,7,10 *',
  semiannually: '0 0 1 1,7 *',
  yearly: '0 0 1 1 *',
  annually: '0 0 1 1 *',
}
const WEEKDAY = '(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?'
const CALENDAR = new RegExp(
  String.raw`^(?:(${WEEKDAY}(?:(?:,|\.\.)${WEEKDAY})*)\s*)?(?:(?:(\*|\d{4})-)?([\d*,./]+)-([\d*,./]+))?\s*(?:([\d*,./]+):([\d*,./]+)(?::([\d*,./]+))?)?(?:\s+(UTC|[A-Z][A-Za-z]+\/[\w/]+))?$`,
  'i',
)

/** `OnCalendar=` of systemd: `Mon..Fri *-*-* 09:00:00`, `*:0/15`, `daily`. */
export function readSystemd(expression: string): Diagnosis | undefined {
  const text = expression.replace(/^OnCalendar=/i, '')
  const word = WORDS[text.toLowerCase()]
  const why = 'this is a calendar of systemd'
  if (word !== undefined) return { dialect: 'systemd', why, schedule: word, exact: true }
  const [matched, weekdays, year = '*', month = '*', day = '*', hour = '0', minute = '0', second = '00', zone] = CALENDAR.exec(text) ?? []
  // A lone field of numbers or an expression of other words is none; the parts that make a calendar are a weekday, a date or a time.
  if (matched === undefined || matched === '' || !/[-:]|\.\.|^[a-z]/i.test(text) || /^[\d*]+$/.test(text)) return undefined
  const schedule = [field(minute), field(hour), field(day), field(month), weekdays === undefined ? '*' : days(weekdays)].join(' ')
  return {
    dialect: 'systemd',
    why: zone === undefined ? why : `${why}; its zone belongs in timeZone: ${zone}`,
    schedule,
    exact: year === '*' && /^0+$/.test(second) && zone === undefined,
  }
}

/** `02` is 2, `0/15` is a step over the whole range, `8..17` a range. */
function field(text: string): string {
  return text
    .replace('..', '-')
    .replace(/(\d+)/g, (number) => String(Number(number)))
    .replace(/^0\//, '*/')
}

function days(text: string): string {
  return text
    .split(',')
    .map((part) => part.split('..').map((name) => name.slice(0, 3).toUpperCase()))
    .flatMap(([from, to]) =>
      to === undefined ? [from] : from !== 'SUN' && to === 'SUN' ? [from === 'SAT' ? 'SAT' : `${from}-SAT`, 'SUN'] : [`${from}-${to}`],
    )
    .join()
}
