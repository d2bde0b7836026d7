/* Days and dates of the Gregorian calendar, without any date object. Day 0 is 1970-01-01, a Thursday. */

export const DAY = 86_400

export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

/** The day number of a date. Months and days outside their range overflow, as in Go's `time.Date`. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1
  const civilYear = Math.floor(months / 12)
  const civilMonth = months - civilYear * 12
  // Years begin in March, so that the leap day is the last of its year.
  const shifted = civilMonth < 2 ? civilYear - 1 : civilYear
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((civilMonth + 10) % 12) + 2) / 5)
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468 + day - 1
}

/** The date of a day number. */
export function dateOf(dayIndex: number): CivilDate {
  const days = dayIndex + 719_468
  const era = Math.floor(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** 0 for Sunday. */
export function weekdayOf(dayIndex: number): number {
  return (((dayIndex + 4) % 7) + 7) % 7
}
