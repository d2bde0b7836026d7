import type { Diagnosis } from './diagnosis.ts'

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']
const UNITS: Readonly<Record<string, string>> = { s: 's', sec: 's', second: 's', m: 'm', min: 'm', minute: 'm', h: 'h', hr: 'h', hour: 'h' }
const HOURS: Readonly<Record<string, number>> = { d: 24, day: 24, w: 168, week: 168 }

/** `@Daily`, `@ daily`, `@every 1d`, `@reboot`. */
export function readDescriptor(expression: string): Diagnosis | undefined {
  if (!expression.startsWith('@')) return undefined
  const name = expression.replace(/\s+/g, '').toLowerCase()
  if (DESCRIPTORS.includes(name)) return typed('descriptors have small letters and no blanks', name)
  if (name === '@reboot')
    return { dialect: 'Vixie cron', why: '@reboot has no meaning in a cluster: what runs once is a Job', exact: false }
  if (name.startsWith('@every')) return every(name.slice(6))
  return { dialect: 'typing error', why: `the descriptors are ${DESCRIPTORS.join(', ')} and @every <duration>`, exact: false }
}

function every(duration: string): Diagnosis {
  const [, count, unit] = /^(\d+)([a-z]+?)s?$/.exec(duration) ?? []
  if (count !== undefined && HOURS[unit]) return typed('the largest unit of @every is the hour', `@every ${Number(count) * HOURS[unit]}h`)
  if (count !== undefined && UNITS[unit])
    return typed('one blank and a duration such as 90m stand behind @every', `@every ${count}${UNITS[unit]}`)
  if (/^(?:\d+(?:\.\d+)?[smh])+$/.test(duration)) return typed('one blank and nothing else stands behind @every', `@every ${duration}`)
  return { dialect: 'typing error', why: '@every takes a duration with its unit: 90m, 1h30m', exact: false }
}

function typed(why: string, schedule: string): Diagnosis {
  return { dialect: 'typing error', why, schedule, exact: true }
}
