import type { Diagnosis } from './diagnosis.ts'
import { mendFields } from './mend-fields.ts'
import { quartzWeekday } from './seconds.ts'

const UNITS: Readonly<Record<string, (count: number) => string | undefined>> = {
  minute: (count) => (count < 60 && 60 % count === 0 ? (count === 1 ? '* * * * *' : `*/${count} * * * *`) : undefined),
  hour: (count) => (count < 24 && 24 % count === 0 ? (count === 1 ? '0 * * * *' : `0 */${count} * * *`) : undefined),
  day: (count) => (count === 1 ? '0 0 * * *' : undefined),
}

/** `rate(5 minutes)` and `cron(0 12 ? * MON-FRI *)` of Amazon EventBridge: a year behind, Sunday is 1, UTC. */
export function readAws(expression: string): Diagnosis | undefined {
  const rate = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/i.exec(expression)
  if (rate) {
    const schedule = UNITS[rate[2].toLowerCase()](Number(rate[1]))
    const why = 'rate() is AWS and counts from its creation'
    return schedule === undefined ? { dialect: 'AWS', why, exact: false } : { dialect: 'AWS', why, schedule, exact: false }
  }
  const wrapped = /^cron\((.*)\)$/i.exec(expression)
  const fields = (wrapped?.[1] ?? expression).trim().split(/\s+/)
  // Without its wrapping the year at the end and the question mark before it tell AWS from Quartz, which begins with seconds.
  if (fields.length !== 6 || (!wrapped && !(fields[4] === '?' || (fields[2] === '?' && fields[5] === '*')))) return undefined
  const [minute, hour, day, month, weekday, year] = fields
  const five = [minute, hour, day === '?' ? '*' : day, month, weekday === '?' ? '*' : quartzWeekday(weekday)].join(' ')
  const mended = mendFields(five)
  const schedule = mended?.schedule ?? five
  const why = `cron() of AWS has a year behind, its Sunday is 1 and its clock UTC${mended ? `; ${mended.why}` : ''}`
  return { dialect: 'AWS', why, schedule, exact: year === '*' && (mended?.exact ?? true) }
}
