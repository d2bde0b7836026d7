import { offsetsFromIntl, type OffsetSource } from '../schedule/index.ts'

/**
 * The first use of `Intl` costs a third of a startup; `Date` reads the same tables of ICU and has them at once, for the zone that `TZ` names. For the main thread alone: a
 * worker has a copy of the environment, which `Date` does not follow.
 */
export const offsetsOfProcess: OffsetSource = (timeZone, read) => {
  if (process.platform === 'win32' || !PLAIN_NAME.test(timeZone)) return offsetsFromIntl(timeZone, read)
  const before = process.env.TZ
  process.env.TZ = timeZone
  try {
    return read(localOffset)
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}

/** ICU takes a `TZ` with digits for a POSIX rule, and doubts names of three or four letters. */
const PLAIN_NAME = /^[A-Z][A-Za-z_-]+(\/[A-Z][A-Za-z_-]+)+$/

function localOffset(instant: number): number {
  const date = new Date(instant * 1000)
  const local = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds())
  return local / 1000 - Math.floor(instant)
}
