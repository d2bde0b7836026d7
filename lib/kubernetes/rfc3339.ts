const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)([.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/

/** An instant as Go's `time.Parse` reads RFC 3339: seconds are required, a fraction may follow, an hour may have one digit, the day exists. */
export function isInstant(text: string): boolean {
  const match = INSTANT.exec(text)
  if (!match) return false
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysOf(month, year)) return false
  return hour < 24 && minute < 60 && second < 60 && Number(match[8] ?? 0) <= 24 && Number(match[9] ?? 0) < 60
}

function daysOf(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
