import { readAws } from './aws.ts'
import { readDescriptor } from './descriptor.ts'
import { isLegal, type Diagnosis } from './diagnosis.ts'
import { mendFields } from './mend-fields.ts'
import { readSeconds } from './seconds.ts'
import { readSystemd } from './systemd.ts'
import { unwrap } from './unwrap.ts'

type Reader = (expression: string) => Diagnosis | undefined

/** From what is certain to what is a guess; the first that understands the text has the word. */
const READERS: readonly Reader[] = [zonePrefix, readAws, readDescriptor, readSystemd, readSeconds, mendFields, fieldCount]

/** What is the matter with an expression that Kubernetes refuses; `undefined` where nobody can tell. Never throws, and proposes only what Kubernetes takes. */
export function diagnoseExpression(expression: string): Diagnosis | undefined {
  if (expression.length > 200) return undefined
  const plain = unwrap(expression)
  if (plain && isLegal(plain.text)) return { dialect: plain.dialect, why: plain.why, schedule: plain.text, exact: true }
  const text = (plain?.text ?? expression).trim()
  for (const read of READERS) {
    const diagnosis = read(text)
    if (diagnosis && (diagnosis.schedule === undefined || isLegal(diagnosis.schedule))) return diagnosis
  }
  return undefined
}

/** Four fields are hardly ever more than a forgotten star. */
function fieldCount(expression: string): Diagnosis | undefined {
  const fields = expression.split(/\s+/)
  const why = 'Kubernetes has five fields: minute, hour, day of month, month, day of week'
  if (fields.length === 4) return { dialect: 'typing error', why, schedule: `${fields.join(' ')} *`, exact: false }
  return fields.length === 5 || expression === '' ? undefined : { dialect: 'typing error', why, exact: false }
}

/** `TZ=Europe/Berlin 0 2 * * *`: what the library takes, the API server refuses from 1.29 on. */
function zonePrefix(expression: string): Diagnosis | undefined {
  const [matched, zone, rest] = /^(?:CRON_)?TZ=(\S*)\s*(.*)$/.exec(expression) ?? []
  if (matched === undefined) return undefined
  const why = `the zone belongs in the field timeZone${zone === '' ? '' : `: ${zone}`}`
  return isLegal(rest) ? { dialect: 'Vixie cron', why, schedule: rest, exact: false } : { dialect: 'Vixie cron', why, exact: false }
}
