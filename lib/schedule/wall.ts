import { DAY, dateOf } from './civil.ts'
import { clock } from './words.ts'

/** A local time, as seconds since 1970 on a clock that is never set. */
export type Wall = number

/** `2027-03-14`. */
export function wallDate(wall: Wall): string {
  const { year, month, day } = dateOf(Math.floor(wall / DAY))
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** `02:30`. */
export function wallTime(wall: Wall): string {
  const second = wall - Math.floor(wall / DAY) * DAY
  return clock(Math.floor(second / 3600), Math.floor((second % 3600) / 60))
}
