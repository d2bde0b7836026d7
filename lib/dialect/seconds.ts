import type { Diagnosis } from './diagnosis.ts'
import { mendFields } from './mend-fields.ts'

/**
 * Quartz and Spring begin with seconds, and Quartz may end with a year. Days of the week count from 1 in Quartz and from 0 in Spring: numbers there are exact only where a
 * year or one of its own letters says that it is Quartz.
 */
export function readSeconds(expression: string): Diagnosis | undefined {
  const fields = expression.split(/\s+/)
  if (fields.length !== 6 && fields.length !== 7) return undefined
  if (fields.length === 6 && /^20\d\d$/.test(fields[5]))
    return {
      dialect: 'typing error',
      why: 'Kubernetes has five fields, without years',
      schedule: fields.slice(0, 5).join(' '),
      exact: false,
    }
  const [second, minute, hour, day, month, weekday, year = '*'] = fields
  const isQuartz = fields.length === 7 || /[LW#]/.test(day + weekday.replace(/WED/i, ''))
  const five = [minute, hour, day === '?' ? '*' : day, month, weekday === '?' ? '*' : isQuartz ? quartzWeekday(weekday) : weekday].join(' ')
  const mended = mendFields(five)
  const schedule = mended?.schedule ?? five
  const sure = isQuartz || !/\d/.test(weekday)
  const extra = mended && !mended.exact ? `; ${mended.why}` : sure ? '' : '; days of the week count from 1 in Quartz and from 0 here'
  return {
    dialect: isQuartz || fields.includes('?') ? 'Quartz' : 'Spring',
    why: `Kubernetes has five fields, without seconds${fields.length === 7 ? ' and years' : ''}${/^0+$/.test(second) ? '' : ': the smallest distance is a minute'}${extra}`,
    schedule,
    exact: /^0+$/.test(second) && (year === '*' || year === '?') && sure && (mended?.exact ?? true),
  }
}

/** Days of the week of Quartz and AWS, whose Sunday is 1, as Kubernetes counts them. Names and what stands behind `#` and `/` stay. */
export function quartzWeekday(text: string): string {
  return text.replace(/(?<![#/\d])[1-7](?!\d)/g, (digit) => String(Number(digit) - 1))
}
