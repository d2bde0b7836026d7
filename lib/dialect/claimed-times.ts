/** A time of day as somebody wrote it. */
export interface ClaimedTime {
  /** Both readings of an hour without am or pm: "at 9" may be 09:00 or 21:00. */
  readonly hours: readonly number[]
  /** `undefined` where only the hour is named. */
  readonly minute?: number
}

const MERIDIEM = String.raw`\s*([ap])\.?m\b\.?`
const TIME = String.raw`(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|midnight|noon|midday)`
/** The bounds of a window are no times of runs: "between 6 AM - 8 PM", "from 9 to 17". */
const WINDOW = new RegExp(
  String.raw`\b(?:between|from)\s+(?:${TIME}|\d{1,2}(?::\d\d)?)\s*(?:-|–|to|and|until|till|through)\s*(?:${TIME}|\d{1,2}(?::\d\d)?)|${TIME}\s*(?:-|–|to|until|till)\s*${TIME}`,
  'g',
)
/** Minutes of an hour, dates and versions are no times either. */
const OTHER = /\bat :\d\d\b|\bat minutes? \d+|\b\d+ minutes? past\b|\b\d{4}-\d\d-\d\d\b|\bv\d[\d.]*/g
const PATTERN = new RegExp(
  String.raw`\b(\d{1,2})[:.h](\d\d)(?::\d\d)?(?:${MERIDIEM})?|\b(\d{1,2})${MERIDIEM}|\b(midnight)\b|\b(noon|midday)\b|\bat (\d{1,2})(?= *(?:$|[,;)]| o'clock| utc| daily| every| on | and))|^\s*([01]\d|2[0-3])([0-5]\d)(?:\s*(?:utc|h|hrs|hours))?\s*$`,
  'g',
)

/** The times of day in a text in small letters. */
export function readClockTimes(text: string): readonly ClaimedTime[] {
  return [...text.replace(WINDOW, ' ').replace(OTHER, ' ').matchAll(PATTERN)].flatMap((match) => timeOf(match) ?? [])
}

function timeOf([, hour, minute, half, bareHour, bareHalf, midnight, noon, at, military, militaryMinute]: RegExpMatchArray):
  ClaimedTime | undefined {
  if (midnight) return { hours: [0], minute: 0 }
  if (noon) return { hours: [12], minute: 0 }
  if (military) return { hours: [Number(military)], minute: Number(militaryMinute) }
  if (at) return legal({ hours: Number(at) >= 1 && Number(at) <= 11 ? [Number(at), Number(at) + 12] : [Number(at)] })
  if (bareHour) return legal({ hours: [on24(Number(bareHour), bareHalf)] })
  return legal({ hours: [on24(Number(hour), half)], minute: Number(minute) })
}

function on24(hour: number, half: string | undefined): number {
  if (half === undefined) return hour
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function legal(time: ClaimedTime): ClaimedTime | undefined {
  return time.hours.every((hour) => hour < 24) && (time.minute ?? 0) < 60 ? time : undefined
}
