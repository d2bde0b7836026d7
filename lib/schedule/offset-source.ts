/** Seconds east of UTC at an instant (Unix seconds). */
export type OffsetReader = (instant: number) => number

/** Where the offsets of a zone come from. The reader is good for as long as the call lasts. */
export type OffsetSource = <T>(timeZone: string, read: (offsetAt: OffsetReader) => T) => T

const formats = new Map<string, Intl.DateTimeFormat>()
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

/** `Intl`, which every host has. `longOffset` with only the year is the cheapest question that it answers. */
export const offsetsFromIntl: OffsetSource = (timeZone, read) => {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', timeZoneName: 'longOffset' })
    formats.set(timeZone, format)
  }
  const asked = format
  return read((instant) => {
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(asked.format(instant * 1000)) ?? []
    const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    return sign === '-' ? -offset : offset
  })
}

let source: OffsetSource = offsetsFromIntl

export function currentOffsetSource(): OffsetSource {
  return source
}

/** For a host that knows the same offsets at less cost. It must answer as `Intl` does. */
export function useOffsetSource(other: OffsetSource): void {
  source = other
}
