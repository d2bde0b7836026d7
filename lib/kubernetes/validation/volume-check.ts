import type { JsonObject } from '../verdict.ts'
import { objectIn, textIn, type Report } from './report.ts'

/** What the server checks of one source of a volume; `volume` is the whole, for its name. */
export type VolumeCheck = (source: JsonObject, path: string, report: Report, volume: JsonObject) => void

export function required(source: JsonObject, fields: readonly string[], path: string, report: Report): void {
  for (const field of fields) if (textIn(source, field) === '') report.required(`${path}.${field}`)
}

export function requiredSecret(source: JsonObject, path: string, report: Report): void {
  const secret = objectIn(source, 'secretRef')
  if (secret && textIn(secret, 'name') === '') report.required(`${path}.secretRef.name`)
}
